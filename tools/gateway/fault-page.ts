import { FAULTS } from './faults.ts';
import type { Fault } from './problem.ts';

/** What a browser did that gets to see a page: it opened an address, or sent a form. */
export type Navigation = 'page' | 'form';

const WORDS: Readonly<Record<string, { title: string; what: string }>> = {
  [FAULTS.unavailable.code]: {
    title: 'Back in a moment',
    what: 'The shop can’t be reached right now. Your cart and your orders are safe',
  },
  [FAULTS.tooMany.code]: {
    title: 'One moment, please',
    what: 'That was a lot at once. Your cart and your orders are safe',
  },
};

/** Of these a person may get to see a page. */
export const FAULTS_WITH_PAGE: readonly Fault[] = Object.values(FAULTS).filter(({ code }) => code in WORDS);

/** A page of the shop without the shop: nothing is loaded for it. */
export function faultPage({ code }: Fault, navigation: Navigation): string {
  const { title, what } = WORDS[code] ?? { title: '', what: '' };
  // Who asked too often is not to ask by itself again; and what a form sent can't be opened.
  const again = navigation === 'page' && code === FAULTS.unavailable.code;
  const next = {
    page: again ? '; this page tries again by itself.' : '. Wait a moment, then <a href="">try again</a>.',
    form: '. Wait a moment, then go back and send it again.',
  }[navigation];
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
${again ? '<meta http-equiv="refresh" content="3">' : ''}<title>${title} · Tessera</title>
<style>
:root{color-scheme:light dark;--ink:light-dark(#1f2328,#f3f1ec);--brand:light-dark(#0f5e5a,#5fc9bf);--accent:light-dark(#c4421a,#ff9a73)}
body{font:1rem/1.55 "Inter Variable",system-ui,sans-serif;display:grid;place-content:center;min-height:100dvh;margin:0;padding:1rem;box-sizing:border-box;text-align:center;color:var(--ink);background:light-dark(#faf7f2,#15171a)}
svg{width:7rem;fill:var(--brand)}h1{font-size:1.75rem;line-height:1.15;letter-spacing:-.02em;margin:1rem 0 .5rem}p{margin:0;text-wrap:balance}a{color:var(--brand)}
</style>
<main><svg viewBox="0 0 96 96" aria-hidden="true"><rect width="28" height="28" rx="6"/><rect x="34" width="28" height="28" rx="6"/>
<circle cx="82" cy="14" r="14" fill="var(--accent)"/><circle cx="14" cy="48" r="14" fill="#f0b23e"/><rect x="34" y="34" width="28" height="28" rx="6"/>
<rect x="68" y="34" width="28" height="28" rx="6" opacity=".3"/><rect y="68" width="28" height="28" rx="6" opacity=".3"/><rect x="34" y="68" width="28" height="28" rx="6"/><circle cx="82" cy="82" r="14" fill="var(--accent)"/></svg>
<h1>${title}</h1><p>${what}${next}</p></main></html>`;
}
