import type { HydrationPolicy } from '@tessera/contracts/remote/fragments';
import type { PageLayout, Placement } from '../page-table.ts';

const POLICIES: readonly HydrationPolicy[] = ['load', 'idle', 'visible', 'interaction'];
const MOST = 20;

/**
 * The layout that `/dev/fragments/<remote>/<fragment>?props={…}&count=2&hydrate=idle` asks for, or what is wrong with
 * it.
 */
export function previewLayout(url: string): PageLayout | { readonly fault: string } {
  const { pathname, searchParams } = new URL(url, 'http://shell');
  const [, remote, fragment] = /^\/dev\/fragments\/([a-z][a-z0-9-]*)\/([a-z][a-z0-9-]*)$/.exec(pathname) ?? [];
  if (!remote || !fragment) return { fault: 'The path is /dev/fragments/<remote>/<fragment>' };
  const hydrate = (searchParams.get('hydrate') ?? 'load') as HydrationPolicy;
  if (!POLICIES.includes(hydrate)) return { fault: `hydrate is one of ${POLICIES.join(', ')}` };
  const count = Number(searchParams.get('count') ?? 1);
  if (!Number.isInteger(count) || count < 1 || count > MOST) return { fault: `count is a number from 1 to ${MOST}` };
  let props: unknown;
  try {
    props = JSON.parse(searchParams.get('props') ?? '{}');
  } catch (error) {
    return { fault: `props is no JSON: ${(error as Error).message}` };
  }
  if (typeof props !== 'object' || props === null || Array.isArray(props)) return { fault: 'props is a JSON object' };
  const placement = { fragment: `${remote}/${fragment}`, props, hydrate } as Placement;
  return { title: placement.fragment, sections: Array.from({ length: count }, () => placement) };
}
