import { formatMoney } from '@tessera/contracts/format-money';
import type { Money } from '@tessera/contracts/money';
import { useShared } from '@tessera/remote-kit/vue-store';

/** Prices in the shopper's locale. */
export function usePrice(): (price: Money) => string {
  const locale = useShared((state) => state.preferences.locale);
  return (price) => formatMoney(price, locale.value);
}
