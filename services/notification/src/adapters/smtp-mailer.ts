import { createTransport } from 'nodemailer';
import type { Mailer } from '../domain/mail.ts';

const DEADLINE_MS = 10_000;

/** Sends through an SMTP server; `smtp://user:password@host:587`, or `smtps://` for TLS from the start. */
export function smtpMailer({ url, from }: { url: string; from: string }): Mailer {
  const transport = createTransport(url, { from });
  return {
    async send({ id, to, subject, text, html }) {
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(new Error(`No answer within ${DEADLINE_MS} ms`)), DEADLINE_MS);
      });
      // The same id when it is sent again: mail programs show one.
      const sent = transport.sendMail({ to, subject, text, html, messageId: `<${id}@tessera>` });
      await Promise.race([sent, late]).finally(() => clearTimeout(timer));
    },
    close: async () => transport.close(),
  };
}
