import { useEffect, useState } from 'react';

type Remotes = Readonly<Record<string, { readonly stable: string; readonly canary?: { readonly version: string } }>>;

const PATIENCE_MS = 3000;

/** The shop's own registry; empty until it has come, or when it doesn't. */
export function useRegistry(): Remotes {
  const [remotes, setRemotes] = useState<Remotes>({});
  useEffect(() => {
    fetch('/remotes/registry.json', { signal: AbortSignal.timeout(PATIENCE_MS) })
      .then((response) => response.json())
      .then((registry) => setRemotes(registry.remotes))
      .catch(() => undefined);
  }, []);
  return remotes;
}

/** What a release is to the shop. */
export function channelOf(release: string, known: Remotes[string] | undefined): string {
  if (!known) return 'release';
  if (release === known.stable) return 'stable';
  return release === known.canary?.version ? 'canary' : 'earlier';
}
