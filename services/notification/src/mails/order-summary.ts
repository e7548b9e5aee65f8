import type { Order } from '@tessera/contracts/api/order';
import { formatMoney } from '@tessera/contracts/format-money';
import { COUNTRIES } from '@tessera/contracts/primitives';
import { escapeHtml } from './escape.ts';

type Line = Order['lines'][number];

const lineTotal = ({ unitPrice, quantity }: Line) => ({ ...unitPrice, amount: unitPrice.amount * quantity });
const shippingCost = ({ shipping }: Order) => (shipping.amount === 0 ? 'Free' : formatMoney(shipping));

/** Lines, totals and address as HTML. */
export function orderSummaryHtml(order: Order, origin: string): string {
  const rule = 'border-top:1px solid #e6dfd4';
  const total = (label: string, value: string, style = '') =>
    `<tr><td colspan="2" style="padding:4px 0;${style}">${label}</td><td align="right" style="padding:4px 0;${style}">${escapeHtml(value)}</td></tr>`;
  return `<table width="100%" cellpadding="0" cellspacing="0" style="border-collapse:collapse;margin:8px 0 20px">
<caption style="text-align:left;color:#5c6067;padding-bottom:8px">Order ${escapeHtml(order.number)}</caption>
${order.lines.map((line) => lineHtml(line, origin, rule)).join('\n')}
<tr><td colspan="3" style="${rule};padding-top:8px"></td></tr>
${total('Subtotal', formatMoney(order.subtotal))}
${total('Shipping', shippingCost(order))}
${total('Total', formatMoney(order.total), 'font-weight:700;font-size:18px')}
</table>
<h2 style="margin:0 0 4px;font-size:16px">Delivery to</h2>
<p style="margin:0;color:#5c6067">${addressLines(order).map(escapeHtml).join('<br>')}</p>`;
}

function lineHtml(line: Line, origin: string, rule: string): string {
  // The tint comes from another service: only what is surely a colour goes into a style.
  const tint = /^#[0-9a-f]{3,8}$/i.test(line.image.tint) ? line.image.tint : '#faf7f2';
  const picture = `${origin}${line.image.url}`;
  return `<tr>
<td width="64" style="${rule};padding:10px 12px 10px 0"><img src="${escapeHtml(picture)}" alt="" width="52" height="52" style="display:block;background:${tint};border-radius:999px"></td>
<td style="${rule};padding:10px 0"><strong>${escapeHtml(line.name)}</strong><br><span style="color:#5c6067">${line.quantity} × ${escapeHtml(formatMoney(line.unitPrice))}</span></td>
<td align="right" style="${rule};padding:10px 0">${escapeHtml(formatMoney(lineTotal(line)))}</td>
</tr>`;
}

/** The same as plain text. */
export function orderSummaryText(order: Order): string {
  const lines = order.lines.map((line) => `  ${line.quantity} × ${line.name}: ${formatMoney(lineTotal(line))}`);
  return [
    `Order ${order.number}`,
    ...lines,
    '',
    `Subtotal: ${formatMoney(order.subtotal)}`,
    `Shipping: ${shippingCost(order)}`,
    `Total: ${formatMoney(order.total)}`,
    '',
    'Delivery to:',
    ...addressLines(order).map((line) => `  ${line}`),
  ].join('\n');
}

function addressLines({ shippingAddress: address }: Order): string[] {
  const country = COUNTRIES[address.country as keyof typeof COUNTRIES] ?? address.country;
  return [address.name, address.line1, address.line2, `${address.postalCode} ${address.city}`, country].filter(Boolean);
}
