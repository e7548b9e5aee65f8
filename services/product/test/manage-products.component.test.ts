import { newId } from '@tessera/service-kit/system';
import { onEachDatabase } from '@tessera/testing/databases';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { draft, inMinutes, type ProductService, startProductService } from './product-service.ts';

const keyed = () => ({ headers: { 'idempotency-key': newId() } });

onEachDatabase(
  'Managing products',
  (url) => {
    let service: ProductService;
    beforeAll(async () => {
      service = await startProductService(url());
    });
    afterAll(() => service.close());

    const update = (id: string, body: Parameters<ProductService['client']['updateProduct']>[0]['body']) =>
      service.client.updateProduct({ params: { id }, body, caller: service.manager });
    const send = async (method: string, path: string, body: unknown) => {
      const response = await fetch(service.baseUrl + path, {
        method,
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${service.manager.accessToken}`,
          'idempotency-key': newId(),
        },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      });
      return { status: response.status, problem: await response.json() };
    };

    test('When a manager adds a product, then shoppers find it and product.created says so', async () => {
      const body = draft();
      const created = await service.client.createProduct({ ...keyed(), body, caller: service.manager });
      expect(created).toMatchObject({ name: 'Lamp', categoryName: 'Home & Living', available: 10, version: 1 });
      expect(await service.client.getProduct({ params: { id: body.slug } })).toEqual(created);
      const [event] = await service.events('product.created', created.id);
      expect(event?.data).toEqual({ product: created });
    });

    test('When a creation comes again, also at once, then it is done once and each gets the first answer', async () => {
      const body = draft();
      const create = (key: string, change = {}) =>
        fetch(`${service.baseUrl}/products`, {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            authorization: `Bearer ${service.manager.accessToken}`,
            'idempotency-key': key,
          },
          body: JSON.stringify({ ...body, ...change }),
        });
      const key = newId();
      const answers = await Promise.all(Array.from({ length: 10 }, () => create(key)));
      const created = await Promise.all(answers.map((answer) => answer.json()));
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
      expect(answers.filter(({ headers }) => headers.get('idempotent-replayed') === 'true')).toHaveLength(9);
      for (const answer of created) expect(answer).toEqual(created[0]);
      expect(await service.events('product.created', created[0].id)).toHaveLength(1);
      await update(created[0].id, { version: 1, name: 'Other' });
      expect(await (await create(key)).json()).toEqual(created[0]);
      const other = await create(key, { name: 'Another lamp' });
      expect([other.status, (await other.json()).code]).toEqual([422, 'idempotency-key-reused']);
      expect((await create('short')).status).toBe(400);
    });

    test('When a manager changes some fields, then the others stay and product.updated carries the new version', async () => {
      const lamp = await service.onSale(10);
      const changed = await update(lamp.id, { version: 1, price: { amount: 2490, currency: 'EUR' } });
      expect(changed).toEqual({
        ...lamp,
        price: { amount: 2490, currency: 'EUR' },
        version: 2,
        updatedAt: changed.updatedAt,
      });
      const [event] = await service.events('product.updated', lamp.id);
      expect(event?.data).toEqual({ product: changed });
    });

    test('When two managers change what they read at once, then the second is told', async () => {
      const lamp = await service.onSale(10);
      const results = await Promise.allSettled([
        update(lamp.id, { version: 1, name: 'One' }),
        update(lamp.id, { version: 1, name: 'Two' }),
      ]);
      expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
      await expect(update(lamp.id, { version: 1 })).rejects.toMatchObject({ problem: { code: 'version-conflict' } });
      await expect(update(lamp.id, { version: 2 ** 52 })).rejects.toMatchObject({
        problem: { code: 'version-conflict' },
      });
    });

    test('When units are held, then stock can be set no lower than them', async () => {
      const lamp = await service.onSale(10);
      const lines = [{ productId: lamp.id, quantity: 4 }];
      await service.client.reserve({ body: { orderId: newId(), lines, expiresAt: inMinutes(10) } });
      await expect(update(lamp.id, { version: 1, stock: 3 })).rejects.toMatchObject({
        status: 409,
        problem: { code: 'stock-held', errors: [{ path: 'stock', message: 'Enter at least 4' }] },
      });
      expect((await update(lamp.id, { version: 1, stock: 4 })).available).toBe(0);
    });

    test('When units were sold since a manager read the product, then the stock that they saw is not written back', async () => {
      const lamp = await service.onSale(5);
      const orderId = newId();
      const lines = [{ productId: lamp.id, quantity: 5 }];
      await service.client.reserve({ body: { orderId, lines, expiresAt: inMinutes(10) } });
      await service.client.commitReservation({ params: { id: orderId } });
      await expect(update(lamp.id, { version: lamp.version, name: 'Lamp', stock: 5 })).rejects.toMatchObject({
        status: 409,
        problem: { code: 'version-conflict' },
      });
      const { available, version } = await service.client.getProduct({ params: { id: lamp.id } });
      expect([available, version]).toEqual([0, 2]);
      expect((await update(lamp.id, { version, name: 'Lamp', stock: 5 })).available).toBe(5);
    });

    test('When units are only held, then what a manager read is still right', async () => {
      const lamp = await service.onSale(5);
      const lines = [{ productId: lamp.id, quantity: 2 }];
      const { orderId } = await service.client.reserve({ body: { orderId: newId(), lines, expiresAt: inMinutes(10) } });
      await service.client.releaseReservation({ params: { id: orderId } });
      expect((await update(lamp.id, { version: lamp.version, name: 'Lantern' })).version).toBe(2);
    });

    test('When a slug is taken or a category unknown, then the field is named', async () => {
      const lamp = await service.onSale(1);
      const other = await service.onSale(1);
      const taken = { status: 409, problem: { code: 'slug-taken', errors: [{ path: 'slug' }] } };
      await expect(service.onSale(1, { slug: lamp.slug })).rejects.toMatchObject(taken);
      await expect(update(other.id, { version: 1, slug: lamp.slug })).rejects.toMatchObject(taken);
      const unknown = { status: 400, problem: { code: 'unknown-category', errors: [{ path: 'category' }] } };
      await expect(service.onSale(1, { category: 'weapons' })).rejects.toMatchObject(unknown);
    });

    test('When a product is taken off sale, then it is gone for shoppers, once, and its slug is free', async () => {
      const lamp = await service.onSale(1);
      const remove = () => service.client.deleteProduct({ params: { id: lamp.id }, caller: service.manager });
      await remove();
      const gone = { status: 404, problem: { code: 'product-not-found' } };
      await expect(remove()).rejects.toMatchObject(gone);
      await expect(update(lamp.id, { version: 1 })).rejects.toMatchObject(gone);
      await expect(service.client.getProduct({ params: { id: lamp.slug } })).rejects.toMatchObject(gone);
      expect((await service.events('product.deleted', lamp.id)).map(({ data }) => data)).toEqual([
        { productId: lamp.id, version: 2 },
      ]);
      expect((await service.onSale(1, { slug: lamp.slug })).slug).toBe(lamp.slug);
    });

    test('When somebody else than a catalogue manager tries, then nothing happens', async () => {
      const create = (caller: object) => service.client.createProduct({ ...keyed(), body: draft(), caller });
      await expect(create({})).rejects.toMatchObject({ status: 401 });
      await expect(create({ guestId: newId() })).rejects.toMatchObject({ status: 401 });
      await expect(create({ accessToken: 'x.y.z' })).rejects.toMatchObject({ status: 401 });
      await expect(create(service.customer)).rejects.toMatchObject({ status: 403, problem: { code: 'forbidden' } });
    });

    test.each([
      ['slug', 'Not A Slug'],
      ['slug', '../up'],
      ['slug', 'x'.repeat(81)],
      ['name', '   '],
      ['name', 'nul\0'],
      ['name', 'half \ud83d'],
      ['name', 'x'.repeat(121)],
      ['tagline', 7],
      ['tagline', 'x'.repeat(161)],
      ['description', 'x'.repeat(5001)],
      ['category', null],
      ['price', 19.9],
      ['price.amount', { amount: -1, currency: 'EUR' }],
      ['price.amount', { amount: 19.9, currency: 'EUR' }],
      ['price.amount', { amount: 1_000_000_01, currency: 'EUR' }],
      ['price.currency', { amount: 1, currency: 'euro' }],
      ['price.currency', { amount: 1, currency: 'USD' }],
      ['category', 'nul\0'],
      ['image.url', { url: 'https://elsewhere.test/a.png', alt: '', tint: '#ffffff' }],
      ['image.url', { url: '//elsewhere.test', alt: '', tint: '#ffffff' }],
      ['image.tint', { url: '/a.png', alt: '', tint: 'red;background:url(x)' }],
      ['stock', -1],
      ['stock', 1_000_001],
      ['stock', '10'],
      ['details', 'none'],
      ['details', Array(31).fill({ name: 'a', value: 'b' })],
      ['details.0.value', [{ name: 'a', value: 'x'.repeat(201) }]],
    ])('When %s is %o, then a 400 names it', async (path, value) => {
      const [field = ''] = path.split('.');
      const answers = [
        await send('POST', '/products', { ...draft(), [field]: value }),
        await send('PATCH', `/products/${newId()}`, { version: 1, [field]: value }),
      ];
      for (const { status, problem } of answers) {
        expect({ status, code: problem.code }).toEqual({ status: 400, code: 'invalid-input' });
        expect(problem.errors).toEqual([expect.objectContaining({ path })]);
      }
    });

    const orderId = newId();
    const line = { productId: newId(), quantity: 1 };
    const expiresAt = inMinutes(5);
    test.each([
      ['orderId', { lines: [line], expiresAt }],
      ['orderId', { orderId: 'x', lines: [line], expiresAt }],
      ['lines', { orderId, lines: [], expiresAt }],
      ['lines', { orderId, lines: Array.from({ length: 101 }, () => ({ ...line, productId: newId() })), expiresAt }],
      ['lines', { orderId, lines: [line, { ...line, productId: line.productId.toUpperCase() }], expiresAt }],
      ['lines.0.productId', { orderId, lines: [{ ...line, productId: 5 }], expiresAt }],
      ['lines.0.quantity', { orderId, lines: [{ ...line, quantity: 0 }], expiresAt }],
      ['lines.0.quantity', { orderId, lines: [{ ...line, quantity: -3 }], expiresAt }],
      ['lines.0.quantity', { orderId, lines: [{ ...line, quantity: 21 }], expiresAt }],
      ['lines.0.quantity', { orderId, lines: [{ ...line, quantity: 1.5 }], expiresAt }],
      ['expiresAt', { orderId, lines: [line], expiresAt: 'tomorrow' }],
    ])('When the %s of a reservation is wrong, then a 400 names it', async (path, body) => {
      const { status, problem } = await send('POST', '/reservations', body);
      expect(status).toBe(400);
      expect(problem.errors).toEqual([expect.objectContaining({ path })]);
    });

    test('When a body is broken, missing or huge, then the answer says which', async () => {
      expect(await send('POST', '/products', '{')).toMatchObject({ status: 400, problem: { code: 'malformed-json' } });
      expect(await send('POST', '/products', '')).toMatchObject({ status: 400, problem: { code: 'invalid-input' } });
      expect(await send('POST', '/products', `"${'x'.repeat(120_000)}"`)).toMatchObject({ status: 413 });
      expect((await send('PATCH', '/products/x', { version: 1 })).problem.errors).toEqual([
        expect.objectContaining({ path: 'id' }),
      ]);
    });
  },
  ['PGlite', 'PostgreSQL'],
);
