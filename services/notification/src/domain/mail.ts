/** One e-mail. The same `id` is never shown to a shopper twice where the other side can tell. */
export interface Mail {
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** A mail that waits to be sent, with whom it is for and the event that made us. */
export interface OutgoingMail extends Mail {
  readonly userId: string | null;
  readonly cause: string;
}

export interface Mailer {
  /** Resolves when the other side has taken it. */
  send(mail: Mail): Promise<void>;
  close(): Promise<void>;
}
