import type { Order } from '@tessera/contracts/api/order';
import { Show } from 'solid-js';
import { useEnvironment } from '../../fragment/environment.tsx';
import { Icon } from '../../ui/icon.tsx';

/** How the parcel is followed, once it has left. */
export function OrderTracking(followed: { tracking: Order['tracking'] }) {
  const { instance } = useEnvironment();
  return (
    <Show when={followed.tracking}>
      {(tracking) => (
        <section class="t-card orders-panel" aria-labelledby={`${instance}-parcel`}>
          <h2 id={`${instance}-parcel`}>Your parcel</h2>
          <p>
            {tracking().carrier}, number <span class="orders-order__id">{tracking().number}</span>
          </p>
          <Show when={tracking().url}>
            {(url) => (
              <a class="t-button t-button--quiet t-button--wide" href={url()} rel="noreferrer" data-testid="tracking">
                <Icon name="truck" />
                Follow your parcel
              </a>
            )}
          </Show>
        </section>
      )}
    </Show>
  );
}
