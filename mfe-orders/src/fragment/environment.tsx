import type { ApiFetch } from '@tessera/contracts/remote/api-fetch';
import type { MountProps } from '@tessera/contracts/remote/browser-entry';
import type { SharedStore } from '@tessera/contracts/state/shared-state';
import { createContext, useContext } from 'solid-js';

/** What surrounds a fragment's components: the page they stand on and the ways out of it. */
export interface Environment {
  /** Prefix of the ids that the fragment makes up. */
  readonly instance: string;
  /** Path and query of the page. */
  readonly url: string;
  readonly api: ApiFetch;
  readonly dispatch: SharedStore['dispatch'];
  readonly navigate: MountProps['navigate'];
  readonly emit: MountProps['emit'];
}

const EnvironmentContext = createContext<Environment>();
export const EnvironmentProvider = EnvironmentContext.Provider;

/** The environment of the fragment that the component stands in. */
export function useEnvironment(): Environment {
  const environment = useContext(EnvironmentContext);
  if (!environment) throw new Error('This component must stand inside an EnvironmentProvider');
  return environment;
}
