import type { Release } from '@tessera/contracts/remote/release';
import { escapeHtml } from './dev-page.ts';
import { statePath } from './dev-scene.ts';
import type { DevSetup, ServerOutcome } from './dev-setup.ts';

const OUTCOMES: Record<ServerOutcome, string> = {
  html: 'server and browser',
  nothing: 'shows nothing',
  redirect: 'leads elsewhere',
  fails: 'server fails',
  waits: 'waits for its BFF',
};
const WIDTHS = [
  ['390', 'Phone'],
  ['768', 'Tablet'],
  ['1280', 'Desktop'],
  ['fit', 'Fit'],
] as const;

/** One page with all fragments of the remote in all their states, each in a frame with a store of its own. */
export function renderGallery(setup: DevSetup, release: Release, origin: string): string {
  const fragments = Object.entries(setup.fragments);
  const pages = setup.pages?.links ?? [];
  const override = `?remote=${release.name}@${origin}`;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${release.name}: all fragments</title><link rel="icon" href="data:,">
<link rel="stylesheet" href="/dev/dev-gallery.css"></head>
<body class="dev-gallery"><header class="dev-bar">
<h1>${release.name}</h1><p class="dev-bar__facts">${escapeHtml(release.framework)} · team ${escapeHtml(release.team)} · <span id="dev-version">${release.version}</span></p>
<fieldset class="dev-widths"><legend class="t-visually-hidden">Width of the frames</legend>
${WIDTHS.map(([width, label]) => `<label><input type="radio" name="width" value="${width}"${width === 'fit' ? ' checked' : ''}> ${label}</label>`).join('')}</fieldset>
<p class="dev-bar__news" id="dev-news" role="status"></p></header>
<div class="dev-body"><nav class="dev-index" aria-label="Fragments and pages"><h2>Fragments</h2>
<ul>${fragments.map(([name, states]) => `<li><a href="#${name}">${name}</a> <small>${Object.keys(states).length}</small></li>`).join('')}</ul>
${pages.length ? `<h2>Whole pages</h2><ul>${pages.map((path) => `<li><a href="${escapeHtml(path)}">${escapeHtml(path)}</a></li>`).join('')}</ul>` : ''}
<h2>In a running shop</h2><p>Add this to any of its addresses:</p><p><code>${escapeHtml(override)}</code></p></nav>
<main>${fragments.map(([name, states]) => section(name, states)).join('\n')}</main></div>
<script type="module" src="/dev/dev-gallery.js"></script></body></html>`;
}

const section = (fragment: string, states: DevSetup['fragments'][string]) =>
  `<section class="dev-fragment" id="${fragment}" aria-labelledby="${fragment}-name"><h2 id="${fragment}-name">${fragment}</h2>
${Object.entries(states)
  .map(([name, { server = 'html' }]) => {
    const path = escapeHtml(statePath(fragment, name));
    return `<article class="dev-state"><header><h3><a href="${path}">${escapeHtml(name)}</a></h3><span class="dev-state__outcome" data-server="${server}">${OUTCOMES[server]}</span></header>
<div class="dev-state__stage"><iframe src="${path}" title="${escapeHtml(`${fragment}, ${name}`)}" loading="lazy"></iframe></div></article>`;
  })
  .join('\n')}</section>`;
