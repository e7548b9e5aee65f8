import { useEffect, useReducer, useRef, useSyncExternalStore } from 'react';
import { currentPage } from '../browser/page-memory.ts';
import { boundariesShown, onBoundariesSwitch, switchBoundaries } from './boundaries-switch.ts';
import { FragmentList } from './fragment-list.tsx';
import { onPageChange } from './known-page.ts';
import { PageTotal } from './page-total.tsx';
import { useRegistry } from './registry.ts';
import { RemoteCard } from './remote-card.tsx';

/** Sizes and states change without a word. */
const REFRESH_MS = 1000;

export function Panel({ onClose }: { onClose: () => void }) {
  const page = useSyncExternalStore(onPageChange, currentPage);
  const shown = useSyncExternalStore(onBoundariesSwitch, boundariesShown);
  const registry = useRegistry();
  const heading = useRef<HTMLHeadingElement>(null);
  const [, refresh] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    heading.current?.focus();
    const timer = setInterval(refresh, REFRESH_MS);
    return () => clearInterval(timer);
  }, []);
  const missed = page?.overrides ?? [];
  const names = new Set([
    ...Object.keys(page?.remotes ?? {}),
    ...missed.map(({ remote }) => remote),
    ...Object.keys(registry),
  ]);
  return (
    <section className="panel" aria-labelledby="heading">
      <header>
        <h2 id="heading" ref={heading} tabIndex={-1}>
          Developer tools
        </h2>
        <button type="button" className="quiet" onClick={onClose}>
          Close
        </button>
      </header>
      <div className="row">
        <button type="button" role="switch" aria-checked={shown} onClick={switchBoundaries}>
          Boundaries
        </button>
        <kbd>Alt+Shift+B</kbd>
        <a href="/dev/remotes">All releases</a>
      </div>
      <PageTotal />
      {[...names].sort().map((name) => (
        <RemoteCard
          key={name}
          name={name}
          remote={page?.remotes[name]}
          missed={missed.find(({ remote }) => remote === name)}
          known={registry[name]}
        />
      ))}
      <FragmentList />
    </section>
  );
}
