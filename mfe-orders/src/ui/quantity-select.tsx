import { For } from 'solid-js';

interface QuantitySelectProps {
  readonly id?: string;
  readonly label?: string;
  readonly value: number;
  readonly max: number;
  readonly onChange?: (event: Event & { currentTarget: HTMLSelectElement }) => void;
}

/** One to `max`, and the present value even where that is more. */
export function QuantitySelect(select: QuantitySelectProps) {
  const choices = () => {
    const all = Array.from({ length: Math.max(select.max, 1) }, (_, index) => index + 1);
    return select.value > all.length ? [...all, select.value] : all;
  };
  return (
    <select
      class="t-select orders-quantity"
      id={select.id}
      name="quantity"
      aria-label={select.label}
      onChange={(event) => select.onChange?.(event)}
    >
      <For each={choices()}>
        {(choice) => (
          <option value={choice} selected={choice === select.value}>
            {choice}
          </option>
        )}
      </For>
    </select>
  );
}
