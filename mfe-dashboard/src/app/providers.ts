import {
  APP_ID,
  CSP_NONCE,
  type EnvironmentProviders,
  type Provider,
  provideZonelessChangeDetection,
} from '@angular/core';
import { provideClientHydration, withNoHttpTransferCache, withNoIncrementalHydration } from '@angular/platform-browser';
import { SHARED_SOURCE } from '@tessera/remote-kit/angular-store';
import type { SharedSource } from '@tessera/remote-kit/store-binding';
import { FRAGMENT_CONTEXT, type FragmentContext } from '../fragment/fragment-context.ts';

/** One Angular application a fragment instance. The same on both sides: hydration needs equal applications. */
export const fragmentProviders = (
  context: FragmentContext,
  shared: SharedSource,
  nonce: string,
): (Provider | EnvironmentProviders)[] => [
  provideZonelessChangeDetection(),
  provideClientHydration(withNoIncrementalHydration(), withNoHttpTransferCache()),
  { provide: APP_ID, useValue: context.instance },
  { provide: CSP_NONCE, useValue: nonce },
  { provide: FRAGMENT_CONTEXT, useValue: context },
  { provide: SHARED_SOURCE, useValue: shared },
];
