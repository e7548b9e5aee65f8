import { findRemote } from '../browser/page-memory.ts';
import { describeFragment } from './describe-fragment.ts';
import { serverSlot } from './known-page.ts';
import { type Labelled, placeLabels } from './place-labels.ts';

interface Boundary {
  readonly outline: HTMLElement;
  readonly label: HTMLElement;
  readonly text: readonly [name: HTMLElement, state: HTMLElement, details: HTMLElement];
}

const COLOURS = 6;
const SMALLEST_LABEL_PX = 148;
const encoder = new TextEncoder();
const htmlBytes = new WeakMap<Element, number>();

/** What a fragment's HTML weighed when it was first looked at: the server's, unless it was alive by then. */
export function htmlBytesOf(slot: Element): number {
  const bytes = htmlBytes.get(slot) ?? encoder.encode(slot.innerHTML).length;
  htmlBytes.set(slot, bytes);
  return bytes;
}

export const describeSlot = (slot: HTMLElement) =>
  describeFragment(
    slot,
    htmlBytesOf(slot),
    serverSlot(slot.dataset.instance),
    findRemote(slot.getAttribute('name')?.split('/')[0] ?? ''),
  );

/** Outlines every fragment in a layer above the page, which does not move for it. Answers how to take it away. */
export function showBoundaries(root: ShadowRoot): () => void {
  const layer = element('div', 'layer');
  layer.setAttribute('aria-hidden', 'true');
  root.append(layer);
  const boundaries = new Map<Element, Boundary>();
  const remotes: string[] = [];

  const draw = () => {
    const slots = [...document.querySelectorAll<HTMLElement>('mfe-slot')];
    for (const [slot, { outline, label }] of boundaries) {
      if (slot.isConnected) continue;
      outline.remove();
      label.remove();
      boundaries.delete(slot);
    }
    const boxes = slots.flatMap((slot) => {
      const { x, y, width, height } = slot.getBoundingClientRect();
      const boundary = boundaries.get(slot) ?? addBoundary(slot, layer, remotes);
      boundaries.set(slot, boundary);
      const seen = y < innerHeight && y + height > -1 && slot.checkVisibility();
      boundary.outline.hidden = boundary.label.hidden = !seen;
      if (!seen) return [];
      write(boundary, slot);
      place(boundary.outline, x, y, width, height);
      boundary.label.style.maxWidth = `${Math.min(Math.max(width, SMALLEST_LABEL_PX), innerWidth)}px`;
      return [{ boundary, x, y, width, height }];
    });
    // Read once all is written: one layout a frame.
    const labelled = boxes.map(({ boundary: { label }, ...box }): Labelled => {
      return { ...box, label: { width: label.offsetWidth, height: label.offsetHeight } };
    });
    for (const [index, { x, y }] of placeLabels(labelled, { width: innerWidth, height: innerHeight }).entries()) {
      const label = boxes[index]?.boundary.label;
      if (label) label.style.translate = `${x}px ${y}px`;
    }
    frame = requestAnimationFrame(draw);
  };
  // Each frame: fragments move for more reasons (scrolling, fonts, other fragments) than there are events for.
  let frame = requestAnimationFrame(draw);
  return () => {
    cancelAnimationFrame(frame);
    layer.remove();
  };
}

function addBoundary(slot: Element, layer: HTMLElement, remotes: string[]): Boundary {
  const remote = slot.getAttribute('name')?.split('/')[0] ?? '';
  if (!remotes.includes(remote)) remotes.push(remote);
  const colour = `colour-${remotes.indexOf(remote) % COLOURS}`;
  const outline = element('div', `outline ${colour}`);
  const label = element('div', `label ${colour}`);
  const text = [element('b'), element('i'), element('span')] as const;
  label.append(...text);
  layer.append(outline, label);
  return { outline, label, text };
}

function write({ text }: Boundary, slot: HTMLElement): void {
  const { name, state, details } = describeSlot(slot);
  for (const [index, words] of [name, state, details].entries()) {
    const target = text[index];
    if (target && target.textContent !== words) target.textContent = words;
  }
}

function place(box: HTMLElement, x: number, y: number, width: number, height: number): void {
  Object.assign(box.style, { translate: `${x}px ${y}px`, width: `${width}px`, height: `${height}px` });
}

function element(tag: string, className = ''): HTMLElement {
  const made = document.createElement(tag);
  made.className = className;
  return made;
}
