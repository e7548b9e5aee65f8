import type { Order } from '@tessera/contracts/api/order';
import type { Mail } from '../domain/mail.ts';
import { button, mailLayout, paragraph } from './layout.ts';
import { orderSummaryHtml, orderSummaryText } from './order-summary.ts';

/**
 * A mail about an order: what happened, the order's lines and totals, and the way to its page. A guest's way carries the
 * token `access`.
 */
export function orderMail(
  words: { subject: string; title: string; body: string },
  order: Order,
  { origin, access }: { origin: string; access?: string },
): Omit<Mail, 'id'> {
  const { subject, title, body } = words;
  const link = `${origin}/orders/${order.id}${access ? `?access=${encodeURIComponent(access)}` : ''}`;
  const greeting = `Hello ${order.shippingAddress.name},`;
  return {
    to: order.email,
    subject,
    text: `${title}\n\n${greeting}\n\n${body}\n\n${orderSummaryText(order)}\n\nFollow your order: ${link}\n`,
    html: mailLayout({
      title,
      preview: body,
      origin,
      body: [
        paragraph(greeting),
        paragraph(body),
        orderSummaryHtml(order, origin),
        button('Follow your order', link),
      ].join('\n'),
    }),
  };
}
