import type { PageInfo, RenderResult } from '@tessera/contracts/remote/server-entry';
import type { PageSlot } from '../page.ts';
import { fallbackHtml } from './fallbacks.ts';
import { findSlots, replaceSlots } from './slot-tags.ts';

/** A fragment to be rendered somewhere on the page. */
export interface SlotRequest {
  /** `orders/add-to-cart` */
  readonly name: string;
  readonly instance: string;
  readonly props: unknown;
}
export type Rendered = { /** For dev tools, as why it has a fallback. */ readonly renderMs?: number } & (
  | { readonly outcome: 'rendered'; readonly release: string; readonly result: RenderResult }
  | { readonly outcome: 'late' | 'failed'; readonly release?: string; readonly fault?: string }
);

/** Never rejects: what goes wrong is an outcome. */
export type RenderFragment = (request: SlotRequest) => Promise<Rendered>;

export interface FilledSlot {
  readonly html: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** What the fragment, then those inside it, say about the page. */
  readonly info: readonly PageInfo[];
  readonly slots: Readonly<Record<string, PageSlot>>;
  readonly remotes: readonly string[];
}

/** A fragment inside a fragment inside a fragment is as deep as it goes. */
const MAX_DEPTH = 3;

/** Renders a fragment and, in parallel, all the fragments in its HTML. */
export async function fillSlot(request: SlotRequest, render: RenderFragment, depth = 1): Promise<FilledSlot> {
  const [remote = '', fragment = ''] = request.name.split('/');
  const rendered: Rendered = depth > MAX_DEPTH ? { outcome: 'failed' } : await render(request);
  const attributes: Record<string, string> = {
    'data-instance': request.instance,
    'data-remote': remote,
    'data-fragment': fragment,
  };
  if (rendered.release) attributes['data-release'] = rendered.release;
  if (rendered.outcome !== 'rendered') {
    attributes['data-fallback'] = rendered.outcome;
    const { outcome, renderMs, fault } = rendered;
    const slots = { [request.instance]: { outcome, ...known({ renderMs, fault }) } };
    return { html: fallbackHtml(request.name), attributes, info: [], slots, remotes: [remote] };
  }

  const { html, state, page } = rendered.result;
  const tags = findSlots(html);
  const inner = await Promise.all(
    tags.map(({ attributes: { name = '', props } }, index) =>
      fillSlot({ name, instance: `${request.instance}n${index + 1}`, props: parse(props) }, render, depth + 1),
    ),
  );
  const own: PageSlot = { outcome: 'rendered', ...known({ state, renderMs: rendered.renderMs }) };
  return {
    html: replaceSlots(
      html,
      inner.map((slot, index) => ({
        tag: tags[index] as (typeof tags)[number],
        attributes: slot.attributes,
        content: slot.html,
      })),
    ),
    attributes,
    info: [...(page ? [page] : []), ...inner.flatMap(({ info }) => info)],
    slots: Object.assign({ [request.instance]: own }, ...inner.map(({ slots }) => slots)),
    remotes: [remote, ...inner.flatMap(({ remotes }) => remotes)],
  };
}

/** Without what is undefined, which JSON has not. */
const known = <T extends object>(facts: T): Partial<T> =>
  Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as Partial<T>;

/** Undefined where the props are not JSON: the fragment says what it thinks of that. */
function parse(props: string | undefined): unknown {
  try {
    return props === undefined ? {} : JSON.parse(props);
  } catch {
    return undefined;
  }
}
