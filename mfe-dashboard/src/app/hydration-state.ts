/** What the server's fragment hands to the browser's. */
export interface HydrationState {
  readonly screen: unknown;
  /** Angular's own notes about the tree that it rendered. */
  readonly transfer: Readonly<Record<string, unknown>>;
}
