import { host } from './host.ts';

export interface Readiness {
  readonly ready: boolean;
  readonly parts: Readonly<Record<string, string>>;
}

/** Reads the registry and brings what it names, so that the first page finds the containers warm. */
export async function readiness(): Promise<Readiness> {
  const { refresh, live } = host();
  try {
    const { remotes } = await refresh();
    const served = live().filter(({ origin }) => !origin);
    const parts = Object.entries(remotes).map(([name, { stable }]) => {
      const versions = served.filter(({ release }) => release.name === name).map(({ release }) => release.version);
      return [`remote ${name}`, versions.includes(stable) ? stable : (versions[0] ?? 'unavailable')] as const;
    });
    return { ready: true, parts: { registry: 'ok', ...Object.fromEntries(parts) } };
  } catch {
    return { ready: false, parts: { registry: 'unavailable' } };
  }
}
