/** Colours of its own: the page's may be what is being debugged. Text keeps 4.5:1 in both schemes. */
const css = `
:host {
  all: initial !important;
  color-scheme: inherit !important;
  --ink: light-dark(#1c1f26, #f2f3f5);
  --soft: light-dark(#565c68, #b4bac6);
  --ground: light-dark(#ffffff, #1b1e25);
  --sunken: light-dark(#eef0f4, #2a2f39);
  --line: light-dark(#7b8290, #8b93a3);
  --link: light-dark(#1d4fd8, #a9c1ff);
  --loud: #f0b23e;
}
* { box-sizing: border-box; font: inherit; }
[hidden] { display: none !important; }
.tools { font: 14px/1.45 system-ui, sans-serif; color: var(--ink); }
.opener {
  position: fixed; z-index: 2147483647; inset: auto auto 5.25rem 0.5rem;
  display: grid; place-items: center; inline-size: 2.25rem; block-size: 2.25rem; padding: 0;
  border: 1px solid var(--line); border-radius: 50%; background: var(--ground); color: var(--soft);
  opacity: 0.85; cursor: pointer;
}
.opener svg { inline-size: 1.125rem; }
.opener:hover, .opener:focus-visible, .opener[aria-expanded="true"] { opacity: 1; color: var(--ink); }
.panel {
  position: fixed; z-index: 2147483646; inset: auto 0.5rem 8rem 0.5rem; max-inline-size: 26rem;
  max-block-size: calc(100dvh - 9rem); overflow: auto; overscroll-behavior: contain; padding: 0 1rem 1rem;
  border: 1px solid var(--line); border-radius: 0.75rem; background: var(--ground);
  box-shadow: 0 12px 40px -8px rgb(0 0 0 / 40%);
}
.panel header {
  position: sticky; inset-block-start: 0; display: flex; align-items: center; justify-content: space-between;
  margin-inline: -1rem; padding: 0.5rem 1rem; background: var(--ground);
}
h2, h3, p, dl, dd, ul, ol { margin: 0; padding: 0; }
h2 { font-size: 16px; font-weight: 700; outline: none; }
h3 { font-size: 15px; font-weight: 700; }
b { font-weight: 700; }
i { font-style: normal; color: var(--soft); }
kbd { color: var(--soft); font-size: 12px; }
a { color: var(--link); text-underline-offset: 2px; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
button, input, summary { min-block-size: 2rem; }
button {
  padding: 0 0.75rem; border: 1px solid var(--line); border-radius: 0.5rem; background: var(--sunken); color: var(--ink);
  cursor: pointer;
}
button.quiet { border-color: transparent; background: none; color: var(--link); }
[role="switch"]::before {
  content: ""; display: inline-block; inline-size: 0.75rem; block-size: 0.75rem; margin-inline-end: 0.5rem;
  border: 2px solid currentcolor; border-radius: 50%; vertical-align: -1px;
}
[role="switch"][aria-checked="true"]::before { background: currentcolor; }
.row { display: flex; flex-wrap: wrap; align-items: center; gap: 0.5rem; }
.row > a { margin-inline-start: auto; }
.total { margin-block: 0.75rem; color: var(--soft); font-size: 13px; }
.total label { display: block; color: var(--ink); }
meter { display: block; inline-size: 100%; block-size: 0.625rem; }
article { display: grid; gap: 0.5rem; padding-block: 0.75rem; border-block-start: 1px solid var(--sunken); }
.badge { padding: 0.05rem 0.5rem; border-radius: 1rem; background: var(--sunken); font-size: 12px; font-weight: 600; }
.badge.loud { background: var(--loud); color: #1c1f26; }
dl { display: grid; gap: 0.125rem; font-size: 13px; }
dl div { display: grid; grid-template-columns: 5.5rem 1fr; }
dt { color: var(--soft); }
dd { overflow-wrap: anywhere; }
form label { font-size: 13px; color: var(--soft); }
input {
  flex: 1; min-inline-size: 0; padding: 0 0.5rem; border: 1px solid var(--line); border-radius: 0.5rem;
  background: var(--ground); color: var(--ink);
}
input::placeholder { color: var(--soft); opacity: 1; }
.fault { padding: 0.375rem 0.5rem; border-radius: 0.5rem; background: var(--loud); color: #1c1f26; font-size: 13px; overflow-wrap: anywhere; }
summary { padding-block: 0.25rem; font-size: 13px; cursor: pointer; }
.faults { display: flex; flex-wrap: wrap; gap: 0.375rem; list-style: none; }
.faults a, .clear { display: inline-block; padding: 0.25rem 0.625rem; border-radius: 0.5rem; background: var(--sunken); font-size: 13px; }
.clear { justify-self: start; background: var(--loud); color: #1c1f26; }
.fragments { display: grid; gap: 0.375rem; padding-inline-start: 1.5rem; font-size: 13px; overflow-wrap: anywhere; }

.layer { position: fixed; z-index: 2147483645; inset: 0; overflow: clip; contain: strict; pointer-events: none; }
.outline, .label { position: absolute; inset: 0 auto auto 0; }
.outline { border: 2px solid var(--colour); outline: 1px solid rgb(255 255 255 / 55%); outline-offset: -3px; border-radius: 3px; }
.label {
  inline-size: max-content; padding: 1px 5px 2px; border-radius: 3px; background: var(--colour); color: #ffffff;
  font: 11px/1.3 system-ui, sans-serif; overflow-wrap: anywhere; box-shadow: 0 0 0 1px rgb(255 255 255 / 70%);
}
.label i, .label span { color: inherit; }
.label i { margin-inline-start: 0.5em; text-decoration: underline; text-underline-offset: 2px; }
.label span { display: block; }
.colour-0 { --colour: #b01e68; }
.colour-1 { --colour: #1559c7; }
.colour-2 { --colour: #8a4b00; }
.colour-3 { --colour: #0f6b4f; }
.colour-4 { --colour: #6d33c4; }
.colour-5 { --colour: #a3261b; }

@media (min-width: 52rem) {
  .opener { inset-block-end: 0.5rem; }
  .panel { inset-block-end: 3.25rem; max-block-size: calc(100dvh - 4rem); }
}
@media print {
  .tools, .layer { display: none; }
}
`;

/** Constructed: nothing for a policy of the page to allow. */
export function sheet(): CSSStyleSheet {
  const made = new CSSStyleSheet();
  made.replaceSync(css);
  return made;
}
