import type { DevChanges } from './dev-changes.ts';

/** Shows each rebuild in these windows: new stylesheets in place, everything else by a reload. */
export function followChanges(
  windows: Iterable<Window>,
  told: { rebuilt?(facts: DevChanges['rebuilt']): void; failed?(): void } = {},
): void {
  const source = new EventSource('/dev/changes');
  source.addEventListener('rebuilt', ({ data }) => {
    const facts: DevChanges['rebuilt'] = JSON.parse(data);
    told.rebuilt?.(facts);
    for (const each of windows) {
      if (facts.stylesOnly) replaceStyles(each.document, facts);
      else each.location.reload();
    }
  });
  source.addEventListener('failed', () => told.failed?.());
}

/** The old sheet goes when the new one has come: nothing flashes. */
function replaceStyles(page: Document, { remote, version }: DevChanges['rebuilt']): void {
  const base = `/remotes/${remote}/`;
  for (const link of page.querySelectorAll<HTMLLinkElement>(`link[rel="stylesheet"][href^="${base}"]`)) {
    const next = link.cloneNode() as HTMLLinkElement;
    next.href = link.getAttribute('href')?.replace(/^\/remotes\/[^/]+\/[^/]+\//, `${base}${version}/`) ?? '';
    next.onload = () => link.remove();
    link.after(next);
  }
}
