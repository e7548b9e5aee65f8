import { type RenderResult, renderResult } from '@tessera/contracts/remote/server-entry';
import type { SharedState } from '@tessera/contracts/state/shared-state';
import type { BffCalls } from '../render-worker/messages.ts';
import type { Caller } from './bff-fetch.ts';
import { faultOfProps } from './check-props.ts';
import type { Choice } from './choose-releases.ts';
import type { Rendered, RenderFragment, SlotRequest } from './fill-slots.ts';
import { describeError } from './log.ts';
import type { ReleaseFault } from './release-fault.ts';
import type { ReleaseHealth } from './release-health.ts';
import type { LiveRelease } from './releases.ts';

export interface RenderContext {
  readonly choices: ReadonlyMap<string, Promise<Choice>>;
  readonly url: string;
  readonly state: SharedState;
  readonly nonce: string;
  readonly caller: Caller;
  /** Internal address of a remote's BFF. */
  bffUrl(name: string): string | undefined;
  /** What is left of the page's time. */
  deadlineMs(): number;
  readonly checkProps: boolean;
  readonly health: ReleaseHealth;
  rendered(fragment: { remote: string; fragment: string; outcome: string }, seconds: number): void;
}

type Fault = Pick<ReleaseFault, 'reason' | 'error' | 'own'>;

/** More would take the time of other pages, and of the remotes that the slots belong to. */
const MAX_HTML = 4 * 2 ** 20;
const MAX_SLOTS = 500;

/** Renders fragments of the page's releases; a fault or a missed deadline stays with its slot. */
export function createFragmentRenderer(context: RenderContext): RenderFragment {
  const attempt = async (
    request: SlotRequest,
    live: LiveRelease,
    report: (fault: Fault) => void,
  ): Promise<Rendered> => {
    const { release, worker } = live;
    const [remote = '', fragment = ''] = request.name.split('/');
    const failed = (fault: Fault): Rendered => {
      report(fault);
      return { outcome: 'failed', release: release.version, fault: fault.error };
    };
    const bffUrl = context.bffUrl(release.bff.replace('/api/', ''));
    const misplaced = Object.hasOwn(release.fragments, fragment)
      ? undefined
      : `${remote}@${release.version} has no fragment ${fragment}`;
    const misconfigured = bffUrl ? undefined : `Its BFF ${release.bff} has no address in this environment`;
    const misfit = context.checkProps && !misplaced ? faultOfProps(release, fragment, request.props) : undefined;
    if (!bffUrl || misplaced || misconfigured)
      return failed({ reason: 'unavailable', error: misplaced ?? misconfigured ?? '', own: false });
    if (misfit) return failed({ reason: 'props', error: misfit, own: false });

    const { url, state, nonce, caller } = context;
    const { instance, props } = request;
    const bff = { url: bffUrl, headers: caller.headers, cookie: caller.cookies.header() };
    const job = { request: { fragment, instance, url, props, state, nonce }, bff };
    const outcome = await worker.render(job, context.deadlineMs());
    switch (outcome.type) {
      case 'rendered': {
        for (const line of outcome.setCookies) caller.cookies.set(line);
        const checked = check(outcome.result, outcome.bff);
        if ('reason' in checked) return failed(checked);
        context.health.succeed({ remote, version: release.version, origin: live.origin });
        return { outcome: 'rendered', release: release.version, result: checked.result };
      }
      case 'failed':
        return failed({ reason: 'threw', error: outcome.error, own: outcome.bff === 'well' });
      case 'late': {
        const error = 'It missed its deadline';
        void outcome.own.then((own) => report({ reason: 'late', error, own }));
        return { outcome: 'late', release: release.version, fault: error };
      }
      case 'ended':
        // Who ended it has told.
        return { outcome: 'failed', release: release.version, fault: outcome.error };
    }
  };

  return async (request) => {
    const [remote = '', fragment = ''] = request.name.split('/');
    const { live, override } = (await context.choices.get(remote)) ?? {};
    if (!live) return { outcome: 'failed', fault: override?.error ?? `No release of ${remote} can be had` };
    const origin = live.origin ? { origin: live.origin } : {};
    const startedAt = performance.now();
    const rendered = await attempt(request, live, (fault) =>
      context.health.report({ remote, version: live.release.version, fragment, ...origin, ...fault }),
    );
    const ms = performance.now() - startedAt;
    if (Object.hasOwn(live.release.fragments, fragment))
      context.rendered({ remote, fragment, outcome: rendered.outcome }, ms / 1000);
    return { ...rendered, renderMs: Math.round(ms * 10) / 10 };
  };
}

/** A fault for what would break the page around the fragment, or says itself that it is broken. */
function check(result: unknown, bff: BffCalls): Fault | { readonly result: RenderResult } {
  const own = bff === 'well';
  try {
    const { html, state, page } = renderResult.parse(result);
    // They travel in the page as JSON; a circle has none.
    JSON.stringify([state, page]);
    const slots = html.split('<mfe-slot', MAX_SLOTS + 2).length - 1;
    if (html.length > MAX_HTML || slots > MAX_SLOTS) {
      const error = `Its HTML has more than ${MAX_HTML} characters or ${MAX_SLOTS} slots`;
      return { reason: 'invalid', error, own };
    }
    if (page?.status && page.status >= 500) return { reason: 'status', error: `It says status ${page.status}`, own };
    return { result: { html, state, page } };
  } catch (error) {
    return { reason: 'invalid', error: `Its result is none: ${describeError(error)}`, own };
  }
}
