import { showBoundaries } from './boundaries.ts';

const KEY = 'tessera:boundaries';
const listeners = new Set<() => void>();
let hide: (() => void) | undefined;

/** Whether boundaries are shown; kept for the tab. */
export const boundariesShown = (): boolean => hide !== undefined;

export function onBoundariesSwitch(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function switchBoundaries(): void {
  const layer = document.querySelector('tessera-dev-tools')?.shadowRoot;
  if (!layer) return;
  hide = hide ? void hide() : showBoundaries(layer);
  if (hide) sessionStorage.setItem(KEY, 'on');
  else sessionStorage.removeItem(KEY);
  for (const listener of listeners) listener();
}

/** Alt+Shift+B, which a keyboard may turn into another letter; not while someone types. */
export function followBoundariesKey(): void {
  document.addEventListener('keydown', (event) => {
    if (!event.altKey || !event.shiftKey || event.code !== 'KeyB' || isTyping(event.composedPath()[0])) return;
    event.preventDefault();
    switchBoundaries();
  });
  if (sessionStorage.getItem(KEY)) switchBoundaries();
}

const isTyping = (target: EventTarget | undefined): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'));
