import { formatMoney } from '@tessera/contracts/format-money';
import type { Money as Amount } from '@tessera/contracts/money';
import { useShared } from '@tessera/remote-kit/solid-store';
import { formatDate, formatDateTime } from './format.ts';

/** An amount of money in the shopper's locale. */
export function Money(money: { amount: Amount }) {
  const locale = useShared((state) => state.preferences.locale);
  return <>{formatMoney(money.amount, locale())}</>;
}

/** A moment: the day, or with `clock` the time too. */
export function Moment(moment: { at: string; clock?: boolean }) {
  const locale = useShared((state) => state.preferences.locale);
  const format = () => (moment.clock ? formatDateTime : formatDate);
  return <time dateTime={moment.at}>{format()(moment.at, locale())}</time>;
}
