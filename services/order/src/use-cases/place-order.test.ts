import { createLogger } from '@tessera/service-kit/logger';
import { newId, systemClock } from '@tessera/service-kit/system';
import { describe, expect, test, vi } from 'vitest';
import type { Attempt } from '../domain/idempotency.ts';
import type { OwnedOrder } from '../domain/order.ts';
import { createOnlyOnce } from './only-once.ts';
import { createPlaceOrder } from './place-order.ts';

const euros = (amount: number) => ({ amount, currency: 'EUR' });
const productId = newId();
const command = {
  owner: { userId: null, guestId: newId() },
  key: newId(),
  request: {
    email: 'ada@tessera.test',
    shippingAddress: { name: 'Ada', line1: '1 Lane', line2: '', postalCode: '1', city: 'Cork', country: 'IE' },
    lines: [{ productId, quantity: 1 }],
    expectedTotal: euros(2490),
  },
  paymentMethod: 'pm_1',
};

/** Everything around the use case goes well, but for what a test changes. */
function world() {
  const attempt: Attempt = { id: 'key', subjectId: newId(), lease: newId(), resumed: false };
  const stored = new Map<string, OwnedOrder>();
  const product = {
    id: productId,
    slug: 'lamp',
    name: 'Lamp',
    image: { url: '', alt: '', tint: '' },
    price: euros(2000),
  };
  const idempotency = {
    claim: vi.fn(async () => ({ kind: 'claimed' as const, attempt })),
    answer: vi.fn(async () => {}),
    forget: vi.fn(async () => {}),
    handOver: vi.fn(async () => {}),
    subjectOf: vi.fn(),
    purge: vi.fn(),
  };
  const catalogue = {
    find: vi.fn(async () => [product as never]),
    reserve: vi.fn(async () => {}),
    release: vi.fn(async () => {}),
  };
  const orders = {
    insert: vi.fn(async (state: OwnedOrder) => {
      stored.set(state.order.id, state);
      return state;
    }),
    find: vi.fn(async (id: string) => stored.get(id) ?? null),
    ...{ list: vi.fn(), listAll: vi.fn(), change: vi.fn(), changedSince: vi.fn(), restingIn: vi.fn() },
  };
  const startPayment = vi.fn(async (state: OwnedOrder) => state);
  const logger = createLogger('test', 'silent');
  const onlyOnce = createOnlyOnce({ idempotency, newId });
  const deps = { onlyOnce, idempotency, catalogue, orders, startPayment, clock: systemClock, logger };
  return { ...deps, attempt, stored, placeOrder: createPlaceOrder(deps) };
}

describe('Placing an order when something breaks', () => {
  test('When it can not be stored, then what was reserved is released and the key is free', async () => {
    const { placeOrder, orders, catalogue, idempotency, attempt } = world();
    orders.insert.mockRejectedValue(new Error('disk full'));
    await expect(placeOrder(command)).rejects.toThrow('disk full');
    expect(catalogue.release).toHaveBeenCalledExactlyOnceWith(attempt.subjectId);
    expect(idempotency.forget).toHaveBeenCalledOnce();
  });

  test('When even the release fails, then the first fault is told, and the next try goes on with the same hold', async () => {
    const { placeOrder, orders, catalogue, idempotency, attempt } = world();
    orders.insert.mockRejectedValue(new Error('disk full'));
    catalogue.release.mockRejectedValue(new Error('away'));
    await expect(placeOrder(command)).rejects.toThrow('disk full');
    expect(idempotency.handOver).toHaveBeenCalledExactlyOnceWith(attempt);
    expect(idempotency.forget).not.toHaveBeenCalled();
  });

  test('When a resumed attempt finds no price, then what the former may have held is released first', async () => {
    const { placeOrder, catalogue, idempotency, attempt } = world();
    idempotency.claim.mockResolvedValue({ kind: 'claimed', attempt: { ...attempt, resumed: true } });
    catalogue.find.mockRejectedValue(new Error('away'));
    await expect(placeOrder(command)).rejects.toThrow('away');
    expect(catalogue.release).toHaveBeenCalledExactlyOnceWith(attempt.subjectId);
    expect(idempotency.forget).toHaveBeenCalledOnce();
  });

  test('When it was stored and only the answer got lost, then the order stands and goes on', async () => {
    const { placeOrder, orders, catalogue, stored, startPayment } = world();
    orders.insert.mockImplementation(async (state) => {
      stored.set(state.order.id, state);
      throw new Error('connection lost');
    });
    expect((await placeOrder(command)).answer.order.status).toBe('pending-payment');
    expect(catalogue.release).not.toHaveBeenCalled();
    expect(startPayment).toHaveBeenCalledOnce();
  });

  test('When nobody can tell whether it was stored, then nothing is released and the key stays with the attempt', async () => {
    const { placeOrder, orders, catalogue, idempotency } = world();
    orders.insert.mockRejectedValue(new Error('connection lost'));
    orders.find.mockResolvedValueOnce(null).mockRejectedValue(new Error('still lost'));
    await expect(placeOrder(command)).rejects.toThrow('still lost');
    expect(catalogue.release).not.toHaveBeenCalled();
    expect(idempotency.forget).not.toHaveBeenCalled();
  });

  test('When an attempt is resumed whose process died after storing, then nothing is reserved or stored again', async () => {
    const { placeOrder, orders, catalogue, attempt, stored, idempotency } = world();
    await placeOrder(command);
    const [state] = stored.values();
    vi.clearAllMocks();
    const answer = await placeOrder(command);
    expect(answer).toEqual({ answer: { order: state?.order, payment: { status: 'processing' } }, replayed: false });
    expect(catalogue.reserve).not.toHaveBeenCalled();
    expect(orders.insert).not.toHaveBeenCalled();
    expect(idempotency.answer).toHaveBeenCalledWith(attempt, expect.objectContaining({ order: state?.order }));
  });

  test('When stock is held, then it is for half an hour', async () => {
    const { placeOrder, catalogue } = world();
    const before = Date.now();
    await placeOrder(command);
    const [, , expiresAt] = catalogue.reserve.mock.calls[0] as unknown as [string, unknown, Date];
    expect((expiresAt.getTime() - before) / 60_000).toBeCloseTo(30, 1);
  });
});
