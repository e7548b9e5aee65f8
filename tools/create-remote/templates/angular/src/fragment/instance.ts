import { InjectionToken } from '@angular/core';

/** Unique on the page; prefix of ids. */
export const INSTANCE = new InjectionToken<string>('instance');
