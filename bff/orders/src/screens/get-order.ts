import type { FormState } from '@tessera/contracts/bff/form';
import type { OrderScreen } from '@tessera/contracts/bff/orders';
import type { OrderAccess } from '../order-access.ts';
import type { Services } from '../services.ts';

interface Asked {
  readonly id: string;
  readonly form: FormState | null;
  readonly returnForm: FormState | null;
  readonly newId: () => string;
}

export async function getOrder(
  services: Services,
  access: OrderAccess,
  { id, form, returnForm, newId }: Asked,
): Promise<OrderScreen> {
  const { order, payment } = await services.order.getOrder({ params: { id }, ...access });
  const awaitsSecondStep = order.status === 'pending-payment' && payment?.status === 'requires-action';
  const redirectUrl = awaitsSecondStep ? payment.redirectUrl : undefined;
  // Without a fault of its fields the last attempt may have been made, and only the answer got lost.
  const tried = returnForm?.errors.length === 0 ? returnForm.values.idempotencyKey : undefined;
  return {
    order,
    awaitsSecondStep,
    ...(redirectUrl && { redirectUrl }),
    form,
    returning: { idempotencyKey: tried ?? newId(), form: returnForm },
  };
}
