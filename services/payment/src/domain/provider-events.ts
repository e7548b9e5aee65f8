/** A message of a provider, by the name that it has each time it is sent. */
export interface ProviderEvent {
  readonly provider: string;
  readonly id: string;
}

/** Which messages had their effect; the effect itself notes them, in its own transaction. */
export interface ProviderEvents {
  known(event: ProviderEvent): Promise<boolean>;
  /** Forgets what is older than any provider would repeat. */
  purge(before: Date): Promise<void>;
}
