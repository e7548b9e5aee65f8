import type { WelcomeScreen } from '@tessera/contracts/bff/__remote__';
import type { FragmentProps } from '@tessera/contracts/remote/fragments';
import { useShared } from '@tessera/remote-kit/solid-store';
import { createSignal, createUniqueId, For, Show } from 'solid-js';

export default function Welcome(props: FragmentProps['__remote__/welcome'] & { readonly screen: WelcomeScreen }) {
  const headingId = createUniqueId();
  const inCart = useShared((state) => state.cart.count);
  const [clicks, setClicks] = createSignal(0);
  return (
    <section class="__remote__-welcome t-card t-stack" aria-labelledby={headingId}>
      <h1 id={headingId}>{props.title}</h1>
      <p>
        In your cart: <strong>{inCart()}</strong>
      </p>
      <Show when={props.screen.picks.length > 0} fallback={<p class="t-muted">There is nothing to pick from yet.</p>}>
        <ul class="__remote__-welcome__picks">
          <For each={props.screen.picks}>
            {(pick) => (
              <li>
                <a href={`/products/${pick.slug}`}>
                  <strong>{pick.name}</strong>
                  <span class="t-muted t-small">{pick.tagline}</span>
                </a>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <p>
        <button class="t-button" type="button" onClick={() => setClicks((count) => count + 1)}>
          Clicked: {clicks()}
        </button>
      </p>
    </section>
  );
}
