import { MfeSlot } from './mfe-slot.ts';

/** A button that is still dead after this long does what it does without JavaScript. */
const PATIENCE_MS = 5000;
const BUTTONS = 'button, [role="button"], input[type="submit"], input[type="button"], input[type="image"]';

let replaying = false;

/** Clicks on buttons that are not alive yet wait for their fragment and are then made again; no click is lost. */
export function holdClicks(): void {
  document.addEventListener('click', hold, true);
}

function hold(event: MouseEvent): void {
  if (replaying || event.button !== 0 || !(event.target instanceof Element)) return;
  const slot = event.target.closest('mfe-slot');
  if (!(slot instanceof MfeSlot) || !slot.dormant) return;
  const button = event.target.closest<HTMLElement>(BUTTONS);
  // Links, fields and the like work as they are.
  if (!button || !slot.contains(button)) {
    void slot.wake();
    return;
  }
  event.preventDefault();
  event.stopImmediatePropagation();
  if (button.getAttribute('aria-busy') === 'true') return;
  const path = indexPath(slot, button);
  button.setAttribute('aria-busy', 'true');
  void Promise.race([slot.wake(), new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]).then(() => {
    const target = button.isConnected ? button : resolvePath(slot, path);
    target?.removeAttribute('aria-busy');
    replaying = true;
    target?.click();
    replaying = false;
  });
}

/** Where the button stands, should rendering have put another in its place. */
function indexPath(root: Element, element: Element): number[] {
  const path: number[] = [];
  for (let node = element; node !== root && node.parentElement; node = node.parentElement) {
    path.unshift([...node.parentElement.children].indexOf(node));
  }
  return path;
}

function resolvePath(root: Element, path: readonly number[]): HTMLElement | undefined {
  let node: Element | undefined = root;
  for (const index of path) node = node?.children[index];
  return node instanceof HTMLElement ? node : undefined;
}
