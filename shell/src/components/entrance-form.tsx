import { type ReactNode, useEffect, useRef } from 'react';
import type { Page } from '../page.ts';
import { returnPath } from '../return-path.ts';

interface EntranceFormProps {
  readonly page: Page;
  readonly heading: string;
  readonly intro: string;
  readonly action: string;
  readonly submit: string;
  readonly children: ReactNode;
  readonly other: { readonly question: string; readonly label: string; readonly path: string };
}

/** Signing in and opening an account: a plain form that posts, so that password managers and all browsers know it. */
export function EntranceForm({ page, heading, intro, action, submit, children, other }: EntranceFormProps) {
  const returnTo = returnPath(page.url);
  const message = useRef<HTMLParagraphElement>(null);
  // A whole new page came with it, where a live region says nothing.
  useEffect(() => message.current?.focus(), []);
  return (
    <section className="shell-entrance">
      <div className="t-card t-stack">
        <h1>{heading}</h1>
        <p className="t-muted">{intro}</p>
        {page.form?.message && (
          <p className="t-notice t-notice--danger" role="alert" tabIndex={-1} ref={message}>
            {page.form.message}
          </p>
        )}
        <form className="t-form" method="post" action={action}>
          {returnTo && <input type="hidden" name="returnTo" value={returnTo} />}
          {children}
          <button className="t-button t-button--wide" type="submit" data-testid="sign-in-submit">
            {submit}
          </button>
        </form>
        <p className="t-small">
          {other.question}{' '}
          <a href={returnTo ? `${other.path}?returnTo=${encodeURIComponent(returnTo)}` : other.path}>{other.label}</a>
        </p>
      </div>
    </section>
  );
}
