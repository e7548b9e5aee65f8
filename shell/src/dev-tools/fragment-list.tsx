import { describeSlot } from './boundaries.ts';

/** What the boundaries show, in words. */
export function FragmentList() {
  const slots = [...document.querySelectorAll<HTMLElement>('mfe-slot')];
  return (
    <details>
      <summary>Fragments of this page ({slots.length})</summary>
      <ol className="fragments">
        {slots.map((slot, index) => {
          const { name, state, details } = describeSlot(slot);
          return (
            <li key={`${slot.dataset.instance ?? ''}${index}`}>
              <b>{name}</b> <i>{state}</i> {details}
            </li>
          );
        })}
      </ol>
    </details>
  );
}
