import type { ReceivedMail } from '../domain/mailbox.ts';
import { escapeHtml } from '../mails/escape.ts';

const STYLE = `
  :root { color-scheme: light dark; --ground: #faf7f2; --card: #fff; --ink: #1f2328; --soft: #5c6067; --line: #e6dfd4; --accent: #0f5e5a }
  @media (prefers-color-scheme: dark) {
    :root { --ground: #15171a; --card: #1e2125; --ink: #f3f1ec; --soft: #b1b4b9; --line: #33383e; --accent: #5fc9bf }
  }
  * { box-sizing: border-box }
  body { margin: 0; background: var(--ground); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif }
  main { max-width: 60rem; margin: 0 auto; padding: 1.5rem 1rem 3rem }
  h1 { font-size: 1.5rem; margin: 0 0 .25rem; overflow-wrap: anywhere }
  p { margin: 0 0 1rem; color: var(--soft) }
  a { color: var(--accent) }
  a:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 4px }
  ul { list-style: none; margin: 0; padding: 0; background: var(--card); border: 1px solid var(--line); border-radius: 14px; overflow: hidden }
  li { position: relative; padding: .9rem 1.1rem; display: grid; grid-template-columns: 1fr auto; gap: 0 1rem }
  li + li { border-top: 1px solid var(--line) }
  li a { font-weight: 600; text-decoration: none; overflow-wrap: anywhere }
  li a::after { content: ''; position: absolute; inset: 0 }
  li:hover { background: color-mix(in srgb, var(--accent) 7%, transparent) }
  li span { color: var(--soft); overflow-wrap: anywhere }
  time { color: var(--soft); font-variant-numeric: tabular-nums; white-space: nowrap }
  @media (max-width: 34rem) { li { grid-template-columns: 1fr } li time { order: 1 } }
  dl { display: grid; grid-template-columns: auto 1fr; gap: .1rem 1rem; margin: 0 0 1rem }
  dt { color: var(--soft) } dd { margin: 0; overflow-wrap: anywhere }
  iframe { width: 100%; height: 75vh; border: 1px solid var(--line); border-radius: 14px; background: #fff }
  pre { white-space: pre-wrap; background: var(--card); border: 1px solid var(--line); border-radius: 14px; padding: 1rem; overflow-wrap: anywhere }
  summary { cursor: pointer; margin: 1rem 0 .5rem }
`;

export function mailboxPage(mails: readonly ReceivedMail[]): string {
  const items = mails.map(
    ({ id, to, subject, at }) =>
      `<li><a href="/dev/mailbox/${encodeURIComponent(id)}">${escapeHtml(subject)}</a>${time(at)}<span>to ${escapeHtml(to)}</span></li>`,
  );
  const list =
    items.length > 0
      ? `<ul>${items.join('\n')}</ul>`
      : '<p>Nothing was sent yet. Place an order, and its confirmation is here.</p>';
  return page('Mailbox', `<h1>Mailbox</h1><p>What Tessera would have sent by e-mail, newest first.</p>${list}`);
}

export function mailPage({ to, subject, at, text, html }: ReceivedMail): string {
  // Sandboxed without scripts, of this origin for its pictures; its links open beside: the frame itself goes nowhere.
  const inFrame = html.replace('<head>', '<head><base target="_blank">');
  return page(
    subject,
    `<p><a href="/dev/mailbox">← All mails</a></p>
<h1>${escapeHtml(subject)}</h1>
<dl><dt>To</dt><dd>${escapeHtml(to)}</dd><dt>Sent</dt><dd>${time(at)}</dd></dl>
<iframe title="The mail as it looks" sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox" srcdoc="${escapeHtml(inFrame)}"></iframe>
<details><summary>As plain text</summary><pre>${escapeHtml(text)}</pre></details>`,
  );
}

const time = (at: string) =>
  `<time datetime="${escapeHtml(at)}">${escapeHtml(at.slice(0, 16).replace('T', ' '))} UTC</time>`;

const page = (title: string, body: string) => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} · Tessera</title>
<link rel="icon" href="data:,">
<style>${STYLE}</style>
</head>
<body><main>${body}</main></body>
</html>`;
