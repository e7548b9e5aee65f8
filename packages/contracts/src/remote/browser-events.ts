/** Events between teams in the browser, `team:past-tense`; dispatched on `window` as CustomEvents. */
export interface BrowserEvents {
  'orders:item-added': { readonly productId: string; readonly quantity: number };
  'orders:order-placed': { readonly orderId: string };
}
