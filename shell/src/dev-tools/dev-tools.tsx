import { useEffect, useRef, useState } from 'react';
import { Panel } from './panel.tsx';

/** A button at the bottom left, and the panel that it opens. */
export function DevTools() {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  useEffect(() => {
    if (!open) return;
    const onKey = (event: KeyboardEvent) => event.key === 'Escape' && close();
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [open]);
  return (
    <aside className="tools" aria-label="Developer tools">
      <button
        ref={button}
        type="button"
        className="opener"
        aria-label="Developer tools"
        title="Developer tools"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <svg viewBox="0 0 20 20" aria-hidden="true">
          <path
            d="M3 3h6v6H3zM11 11h6v6h-6zM11 3h6v6h-6zM3 11h6v6H3z"
            fill="none"
            stroke="currentColor"
            strokeWidth="1.5"
          />
        </svg>
      </button>
      {open && <Panel onClose={close} />}
    </aside>
  );
}
