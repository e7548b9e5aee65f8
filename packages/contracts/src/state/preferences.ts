import type { SharedAction } from './shared-action.ts';

/** `locale` is a BCP 47 tag, `currency` an ISO 4217 code; theme `system` follows the device. */
export interface PreferencesState {
  readonly locale: string;
  readonly currency: string;
  readonly theme: 'system' | 'light' | 'dark';
}
export const initialPreferences: PreferencesState = { locale: 'en-IE', currency: 'EUR', theme: 'system' };
export const preferencesReplaced = (
  payload: PreferencesState,
): SharedAction<'preferences/replaced', PreferencesState> => ({ type: 'preferences/replaced', payload });
