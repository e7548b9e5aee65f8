import { createLogger } from '@tessera/service-kit/logger';
import { newId } from '@tessera/service-kit/system';
import { expect, it, vi } from 'vitest';
import type { OutgoingMail } from '../domain/mail.ts';
import { deliverMails } from './deliver-mails.ts';

const now = new Date('2026-11-20T10:00:00Z');
const mail = (): OutgoingMail => ({
  id: newId(),
  to: 'a@b.test',
  subject: '',
  text: '',
  html: '',
  userId: null,
  cause: newId(),
});

function given(taken: { mail: OutgoingMail; attempts: number }[], send: (mail: { id: string }) => Promise<void>) {
  const store = { takeMails: vi.fn(async () => taken), mailSent: vi.fn(), postponeMail: vi.fn() };
  const deps = {
    mailer: { send, close: async () => {} },
    logger: createLogger('test', 'silent'),
    clock: { now: () => now },
    newId,
  };
  return { store, deliver: deliverMails({ ...deps, store: store as never, wake: () => {} }) };
}

it('When one mail fails, then it is postponed and the others are sent', async () => {
  const [good, bad] = [mail(), mail()];
  const { store, deliver } = given(
    [
      { mail: bad, attempts: 3 },
      { mail: good, attempts: 1 },
    ],
    async ({ id }) => {
      if (id === bad.id) throw new Error('mailbox full');
    },
  );

  await deliver();

  expect(store.postponeMail).toHaveBeenCalledExactlyOnceWith(bad.id, new Date(now.getTime() + 8_000));
  expect(store.mailSent).toHaveBeenCalledExactlyOnceWith(
    good.id,
    expect.objectContaining({ type: 'notification.sent' }),
  );
});

it('When a mail has failed for hours, then it is put aside for a person to look at', async () => {
  const stuck = mail();
  const { store, deliver } = given([{ mail: stuck, attempts: 20 }], () => Promise.reject(new Error('no such address')));
  await deliver();
  expect(store.postponeMail).toHaveBeenCalledExactlyOnceWith(stuck.id, 'for-ever');
});
