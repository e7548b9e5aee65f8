import type { Mail, Mailer } from './mail.ts';

export interface ReceivedMail extends Mail {
  readonly at: string;
}

/** Takes what would have been sent: for machines without SMTP. */
export interface Mailbox extends Mailer {
  /** Newest first. */
  list(filter: { to?: string; limit: number }): ReceivedMail[];
  find(id: string): ReceivedMail | undefined;
}
