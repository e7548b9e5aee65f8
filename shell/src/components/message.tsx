import type { ReactNode } from 'react';

/** A page that has one thing to say and a way on. */
export function Message({ heading, text, children }: { heading: string; text: string; children: ReactNode }) {
  return (
    <section className="t-empty shell-message">
      <svg className="shell-message__art" viewBox="0 0 96 96" aria-hidden="true">
        <rect className="t-art__brand" width="28" height="28" rx="6" />
        <rect className="t-art__brand" x="34" width="28" height="28" rx="6" />
        <circle className="t-art__sun" cx="14" cy="48" r="14" />
        <rect className="t-art__brand" x="34" y="34" width="28" height="28" rx="6" />
        <rect className="t-art__gap" x="69" y="35" width="26" height="26" rx="6" />
        <circle className="t-art__accent" cx="82" cy="14" r="14" />
        <rect className="t-art__soft" y="68" width="28" height="28" rx="6" />
        <rect className="t-art__soft" x="72" y="64" width="28" height="28" rx="6" transform="rotate(18 86 78)" />
      </svg>
      <h1>{heading}</h1>
      <p>{text}</p>
      <div className="t-row shell-message__actions">{children}</div>
    </section>
  );
}
