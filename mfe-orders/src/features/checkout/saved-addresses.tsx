import { createSignal, For } from 'solid-js';
import { useEnvironment } from '../../fragment/environment.tsx';
import { chosenAddress, type SavedAddress } from './first-values.ts';

interface SavedAddressesProps {
  readonly addresses: readonly SavedAddress[];
  /** Null for a new address. */
  readonly choose: (address: SavedAddress | null) => void;
}

/** Links that fill the address fields: by a new page without JavaScript, in place with it. */
export function SavedAddresses(saved: SavedAddressesProps) {
  const { url } = useEnvironment();
  const [chosen, setChosen] = createSignal(chosenAddress(saved.addresses, url)?.id ?? 'new');
  const choose = (event: MouseEvent, id: string, address: SavedAddress | null) => {
    event.preventDefault();
    setChosen(id);
    saved.choose(address);
  };
  return (
    <ul class="orders-saved" aria-label="Your saved addresses">
      <For each={saved.addresses}>
        {(address) => (
          <li>
            <a
              class="orders-saved__choice"
              href={`/checkout?address=${address.id}`}
              aria-current={chosen() === address.id ? 'true' : undefined}
              onClick={(event) => choose(event, address.id, address)}
            >
              <strong>{address.name}</strong>
              <span>
                {address.line1}, {address.postalCode} {address.city}
              </span>
            </a>
          </li>
        )}
      </For>
      <li>
        <a
          class="orders-saved__choice"
          href="/checkout?address=new"
          aria-current={chosen() === 'new' ? 'true' : undefined}
          onClick={(event) => choose(event, 'new', null)}
        >
          <strong>Another address</strong>
          <span>Type it below</span>
        </a>
      </li>
    </ul>
  );
}
