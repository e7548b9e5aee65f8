import { createRoot } from 'react-dom/client';
import { followBoundariesKey } from './boundaries-switch.ts';
import { DevTools } from './dev-tools.tsx';
import { reloadOnChanges } from './reload-on-changes.ts';
import { sheet } from './sheet.ts';

/** In a shadow root: the page's styles do not reach in, nor these out. A constructed sheet needs no nonce. */
class DevToolsElement extends HTMLElement {
  connectedCallback() {
    const root = this.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [sheet()];
    createRoot(root).render(<DevTools />);
  }
}

/** Once for a full load. */
if (!customElements.get('tessera-dev-tools')) {
  customElements.define('tessera-dev-tools', DevToolsElement);
  document.body.append(document.createElement('tessera-dev-tools'));
  followBoundariesKey();
  reloadOnChanges();
}
