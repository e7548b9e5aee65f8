export interface Attempt {
  /** Of the caller and key together. */
  readonly id: string;
  /** Id of what the request makes: an order, a return, a refund. */
  readonly subjectId: string;
  /** Proof of being the one who works on it. */
  readonly lease: string;
  /** Somebody worked on it before, and may have got anywhere. */
  readonly resumed: boolean;
}

export type Claim =
  | { readonly kind: 'claimed'; readonly attempt: Attempt }
  | { readonly kind: 'answered'; readonly answer: unknown }
  | { readonly kind: 'busy' }
  | { readonly kind: 'reused' };

export interface ClaimRequest {
  readonly caller: string;
  readonly key: string;
  /** Of everything that makes two requests the same. */
  readonly fingerprint: string;
  readonly subjectId: string;
}

/** Remembers what each Idempotency-Key of a caller stood for and what was answered, as JSON. */
export interface Idempotency {
  /**
   * The first to come works on the request. An attempt whose process died is handed on, with the id of its subject,
   * after its lease.
   */
  claim(request: ClaimRequest): Promise<Claim>;
  answer(attempt: Attempt, answer: unknown): Promise<void>;
  /** Id of what a key stands for; it may not have been made yet. */
  subjectOf(caller: string, key: string): Promise<string | null>;
  /** The request came to nothing: the key may be used again. */
  forget(attempt: Attempt): Promise<void>;
  /** What the attempt has done elsewhere is not known: whoever asks next goes on with the same subject, at once. */
  handOver(attempt: Attempt): Promise<void>;
  /** Forgets keys older than a time. */
  purge(before: Date): Promise<void>;
}
