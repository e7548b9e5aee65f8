import type { Express, Response } from 'express';
import { z } from 'zod';
import type { Mailbox } from '../domain/mailbox.ts';
import { mailNotFound } from '../domain/notification-errors.ts';
import { mailboxPage, mailPage } from './mailbox-page.ts';

const LISTED = 200;
const query = z.object({ to: z.string().toLowerCase().optional().catch(undefined) });

/** What was sent on a machine without SMTP: pages for people, `/dev/mailbox.json?to=` for tests. Never in production. */
export function mountMailbox(app: Express, mailbox: Mailbox, publicOrigin: string): void {
  const show = (res: Response, html: string) =>
    res
      .set({
        'content-security-policy': `default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data: ${publicOrigin}; base-uri 'none'; frame-ancestors 'none'`,
        'cache-control': 'no-store',
      })
      .send(html);

  app.get('/dev/mailbox', (req, res) => {
    show(res, mailboxPage(mailbox.list({ ...query.parse(req.query), limit: LISTED })));
  });
  app.get('/dev/mailbox.json', (req, res) => {
    res.json({ items: mailbox.list({ ...query.parse(req.query), limit: LISTED }) });
  });
  app.get('/dev/mailbox/:id', (req, res) => {
    const mail = mailbox.find(req.params.id);
    if (!mail) throw mailNotFound();
    show(res, mailPage(mail));
  });
}
