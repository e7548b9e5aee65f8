import type { Release } from '@tessera/contracts/remote/release';
import { sha384 } from '@tessera/remote-kit/write-release';
import type { Fault } from './kinds.ts';

export interface SpoiltRelease {
  readonly release: Release;
  /** Bytes of its release.json. */
  readonly manifest: string;
  /** The server container, where the fault replaces it. */
  readonly container?: string;
}

/** Body of `render` for faults that the server has. */
const RENDERS: Partial<Record<Fault, string>> = {
  hanging: 'return new Promise(() => {});',
  looping: 'for (;;);',
  throwing: "throw new Error('This release throws in render');",
  crashing: `
    setImmediate(() => process.exit(1));
    setImmediate(() => { throw new Error('This release throws outside of its promise'); });
    return new Promise(() => {});`,
  'wrong-status': "return { html: '<p>This release renders an error</p>', page: { status: 500 } };",
};
const NO_SUCH_CONTRACT = 99;

/** The release with one fault, whole in every other respect: its hashes are those of what is served. */
export function spoilRelease(good: Release, fault: Fault, readContainer: () => string): SpoiltRelease {
  const container = containerOf(fault, readContainer);
  const integrity = container ? { ...good.integrity, [good.node.entry]: sha384(container) } : good.integrity;
  const contract = fault === 'wrong-contract' ? NO_SUCH_CONTRACT : good.contract;
  const release = { ...good, contract, integrity, version: `${good.version}-${fault}` };
  return { release, manifest: JSON.stringify(release), container };
}

function containerOf(fault: Fault, readContainer: () => string): string | undefined {
  if (fault === 'throwing-at-load') return "throw new Error('This release throws when it is loaded');";
  if (fault === 'leaking') return leaking(readContainer());
  const body = RENDERS[fault];
  return body && `module.exports = { init() {}, get: async () => () => ({ async render() {${body}} }) };`;
}

/** Works as it should, so that nothing but memory shows: the good container in a shell that keeps a list. */
const leaking = (goodContainer: string): string => `${goodContainer}
;(() => {
  const good = module.exports;
  const kept = [];
  const spoil = (server) => ({
    ...server,
    render(request) {
      kept.push(new Array(2_500_000).fill(Math.random()));
      return server.render(request);
    },
  });
  module.exports = {
    init: (scope) => good.init(scope),
    get: async (path) => {
      const factory = await good.get(path);
      return () => spoil(factory());
    },
  };
})();`;
