import { type Accessor, createEffect, createSignal, on } from 'solid-js';

/** A screen's data: what it was rendered with, then what it was last loaded or told to be. */
export function createScreen<Data>(given: Accessor<Data>): readonly [Accessor<Data>, (data: Data) => void] {
  const [screen, setScreen] = createSignal(given());
  const replace = (data: Data) => setScreen(() => data);
  createEffect(on<Data, void>(given, (data) => replace(data), { defer: true }));
  return [screen, replace];
}
