import {
  APP_ID,
  CSP_NONCE,
  type EnvironmentProviders,
  type Provider,
  provideZonelessChangeDetection,
  type Signal,
} from '@angular/core';
import { provideClientHydration, withNoHttpTransferCache, withNoIncrementalHydration } from '@angular/platform-browser';
import { SHARED_SOURCE } from '@tessera/remote-kit/angular-store';
import type { SharedSource } from '@tessera/remote-kit/store-binding';
import type { FragmentComponent } from '../fragment/fragment-component.ts';
import { INSTANCE } from '../fragment/instance.ts';
import type { View } from '../fragment/view.ts';
import { SHOWN } from './fragment-root.ts';

interface FragmentApplication {
  readonly component: FragmentComponent;
  readonly instance: string;
  readonly nonce: string;
  readonly source: SharedSource;
  readonly view: Signal<View>;
}

/** One Angular application a fragment instance. The same on both sides: hydration needs equal applications. */
export const fragmentProviders = ({
  component,
  instance,
  nonce,
  source,
  view,
}: FragmentApplication): (Provider | EnvironmentProviders)[] => [
  provideZonelessChangeDetection(),
  provideClientHydration(withNoIncrementalHydration(), withNoHttpTransferCache()),
  { provide: APP_ID, useValue: instance },
  { provide: CSP_NONCE, useValue: nonce },
  { provide: INSTANCE, useValue: instance },
  { provide: SHARED_SOURCE, useValue: source },
  { provide: SHOWN, useValue: { component, view } },
];
