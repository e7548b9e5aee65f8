import type { Order } from '@tessera/contracts/api/order';
import { RETURN_DAYS } from '@tessera/contracts/limits';

export interface ReturnableLine {
  /** Place among the order's lines. */
  readonly at: number;
  readonly line: Order['lines'][number];
  /** How many are not on their way back, or back, already. */
  readonly left: number;
}

const quantityIn = (lines: readonly { productId: string; quantity: number }[], productId: string) =>
  lines.reduce((sum, line) => sum + (line.productId === productId ? line.quantity : 0), 0);

/** What of an order can be sent back; nothing before its delivery and long after it. */
export function returnableLines({ status, history, lines, returns }: Order, now: Date): readonly ReturnableLine[] {
  const delivered = history.findLast((entry) => entry.status === 'delivered')?.at;
  if (status !== 'delivered' || !delivered || now.getTime() > lastDay(delivered).getTime()) return [];
  const standing = returns.filter((known) => known.status !== 'refused');
  return lines
    .map((line, at) => {
      const back = standing.reduce((sum, known) => sum + quantityIn(known.lines, line.productId), 0);
      return { at, line, left: line.quantity - back };
    })
    .filter(({ left }) => left > 0);
}

const lastDay = (delivered: string) => new Date(Date.parse(delivered) + RETURN_DAYS * 86_400_000);
