import type { OrderStatus } from '@tessera/contracts/api/order';
import { For, Show } from 'solid-js';
import { Icon } from '../../ui/icon.tsx';
import { reached, STEP_NAMES, STEPS } from './order-steps.ts';

export function OrderProgress(progress: { status: OrderStatus }) {
  const state = (index: number) => {
    const at = reached(progress.status);
    if (index < at || progress.status === 'delivered') return 'done';
    return index === at ? 'current' : 'ahead';
  };
  return (
    <Show when={reached(progress.status) >= 0}>
      <ol class="orders-progress" aria-label="Progress of this order">
        <For each={STEPS}>
          {(step, index) => (
            <li
              class={`orders-progress__step orders-progress__step--${state(index())}`}
              aria-current={state(index()) === 'current' ? 'step' : undefined}
            >
              <span class="orders-progress__dot">
                <Show when={state(index()) === 'done'}>
                  <Icon name="check" />
                </Show>
              </span>
              <span>
                {STEP_NAMES[step]}
                <span class="t-visually-hidden">{state(index()) === 'done' ? ', done' : ''}</span>
              </span>
            </li>
          )}
        </For>
      </ol>
    </Show>
  );
}
