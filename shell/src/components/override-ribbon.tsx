import type { Page } from '../page.ts';

/** Says what in this page is not the shop's own. Of the document, so that it is there without JavaScript and costs none. */
export function OverrideRibbon({ page }: { page: Page | undefined }) {
  const honoured = Object.entries(page?.remotes ?? {}).flatMap(([remote, { override }]) =>
    override ? [{ remote, target: override.target, error: '' }] : [],
  );
  const overrides = [...honoured, ...(page?.overrides ?? [])];
  if (overrides.length === 0) return null;
  return (
    <aside className="shell-ribbon" aria-label="Overrides">
      <ul>
        {overrides.map(({ remote, target, error }) => (
          <li key={remote}>
            <b>{remote}</b> {error ? `can’t be had from ${target}: ${error}` : `comes from ${target}`}{' '}
            {/* With a target the router leaves it alone: only a full load takes an override back. */}
            <a href={`?remote=${encodeURIComponent(remote)}`} target="_self">
              Take back<span className="t-visually-hidden"> {remote}</span>
            </a>
          </li>
        ))}
      </ul>
    </aside>
  );
}
