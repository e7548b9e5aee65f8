/** A guest's signed way to one order: a token that opens that order for a while, and nothing else. */
export interface OrderLinks {
  issue(orderId: string): Promise<string>;
  /** False for a token that is forged, over, or of another order. */
  opens(token: string, orderId: string): Promise<boolean>;
}
