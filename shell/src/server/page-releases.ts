import type { MissedOverride, PageRemote } from '../page.ts';
import { canarySeed } from './canary-bucket.ts';
import type { Choice } from './choose-releases.ts';
import type { CookieJar } from './cookie-jar.ts';
import { type Host, NO_REMOTES } from './host.ts';
import { readOverrides } from './overrides.ts';
import { pagePins } from './page-pins.ts';
import type { LiveRelease } from './releases.ts';

/** The releases that one page runs, on both sides. */
export interface PageReleases {
  readonly choices: ReadonlyMap<string, Promise<Choice>>;
  /** All choices as the browser is told of them. */
  readonly described: Promise<{
    readonly remotes: Readonly<Record<string, PageRemote>>;
    readonly missed: readonly MissedOverride[];
  }>;
  /** The page is done: workers that only it used may end. */
  letGo(): void;
}

const REGISTRY_WITHIN_MS = 600;

/** Decides once for each remote. A navigation within a tab keeps what the tab runs. */
export async function choosePageReleases(
  { config, registry, releases }: Pick<Host, 'config' | 'registry' | 'releases'>,
  cookies: CookieJar,
  partial: boolean,
): Promise<PageReleases> {
  const known = await Promise.race([registry.read().catch(() => NO_REMOTES), later(REGISTRY_WITHIN_MS, NO_REMOTES)]);
  const overrides = readOverrides(cookies, config.overrides);
  // Nobody else needs the cookie.
  const seed = Object.values(known.remotes).some(({ canary }) => canary) ? canarySeed(cookies) : undefined;
  const chosen = releases.choose(known, { overrides, pins: partial ? pagePins(cookies) : new Map(), seed });

  let over = false;
  const releaseHolds: (() => void)[] = [];
  const hold = (choice: Choice): Choice => {
    if (choice.live && !over) releaseHolds.push(choice.live.worker.hold());
    return choice;
  };
  const choices = new Map([...chosen].map(([name, choice]) => [name, choice.then(hold)]));
  return {
    choices,
    described: describeAll(choices),
    letGo() {
      over = true;
      for (const letGo of releaseHolds) letGo();
    },
  };
}

async function describeAll(choices: PageReleases['choices']) {
  const remotes: Record<string, PageRemote> = {};
  const missed: MissedOverride[] = [];
  for (const [name, choice] of choices) {
    const { live, override } = await choice;
    if (live) remotes[name] = describe(live, override?.target);
    else if (override) missed.push({ remote: name, target: override.target, error: override.error ?? '' });
  }
  return { remotes, missed };
}

function describe({ release, base }: LiveRelease, target: string | undefined): PageRemote {
  const folder = `${base}/${release.name}/${release.version}`;
  return {
    release: release.version,
    entry: `${folder}/${release.web.entry}`,
    integrity: release.integrity[release.web.entry] ?? '',
    bff: release.bff,
    css: release.web.css.map((path) => `${folder}/${path}`),
    team: release.team,
    framework: release.framework,
    bytes: release.web.bytes,
    ...(target ? { override: { target } } : {}),
  };
}

const later = <T>(ms: number, value: T): Promise<T> => new Promise((resolve) => setTimeout(resolve, ms, value).unref());
