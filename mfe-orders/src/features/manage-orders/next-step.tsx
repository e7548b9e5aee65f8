import type { Order } from '@tessera/contracts/api/order';
import { Match, Switch } from 'solid-js';
import { orderStatusAction } from '../../api/orders-bff.ts';

/** The step that the order takes next, if it is one that people take. */
export function NextStep(step: { order: Order; returnTo: string }) {
  return (
    <Switch>
      <Match when={step.order.status === 'paid'}>
        <StepForm {...step} to="packed" label="It is packed" />
      </Match>
      <Match when={step.order.status === 'packed'}>
        <StepForm {...step} to="shipped" label="It has left" />
      </Match>
      <Match when={step.order.status === 'shipped'}>
        <StepForm {...step} to="delivered" label="It has arrived" />
      </Match>
    </Switch>
  );
}

function StepForm(form: { order: Order; returnTo: string; to: string; label: string }) {
  return (
    <form class="orders-manage__form" method="post" action={orderStatusAction(form.order.id)}>
      <input type="hidden" name="status" value={form.to} />
      <input type="hidden" name="version" value={form.order.version} />
      <input type="hidden" name="returnTo" value={form.returnTo} />
      {form.to === 'shipped' && <Parcel number={form.order.number} />}
      <button class="t-button" type="submit">
        {form.label}
      </button>
    </form>
  );
}

function Parcel(parcel: { number: string }) {
  const field = (name: string, label: string, more: object = {}) => (
    <label class="t-field">
      <span>{label}</span>
      <input
        class="t-input"
        name={`tracking.${name}`}
        autocomplete="off"
        maxlength={name === 'url' ? 500 : 60}
        {...more}
      />
    </label>
  );
  return (
    <fieldset class="orders-manage__fields">
      <legend>How {parcel.number} is followed</legend>
      {field('carrier', 'Carrier', { required: true })}
      {field('number', 'Tracking number', { required: true })}
      {field('url', 'Address to follow it (optional)', { type: 'url' })}
    </fieldset>
  );
}
