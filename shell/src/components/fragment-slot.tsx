import { memo } from 'react';
import type { SlotMarkup } from '../page.ts';
import type { Placement } from '../page-table.ts';

interface FragmentSlotProps {
  readonly placement: Placement;
  /** Absent when the browser hydrates a full load: the document has it. */
  readonly markup: SlotMarkup | undefined;
}

/** Opaque to React: after the first render what is inside belongs to the fragment. */
export const FragmentSlot = memo(
  function FragmentSlot({ placement: { fragment, props, hydrate }, markup }: FragmentSlotProps) {
    return (
      <mfe-slot
        name={fragment}
        props={JSON.stringify(props)}
        hydrate={hydrate}
        {...markup?.attributes}
        suppressHydrationWarning
        dangerouslySetInnerHTML={{ __html: markup?.html ?? '' }}
      />
    );
  },
  () => true,
);

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'mfe-slot': React.HTMLAttributes<HTMLElement> & { name: string; props: string; hydrate: string };
    }
  }
}
