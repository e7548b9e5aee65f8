import type { AccountScreen } from '@tessera/contracts/bff/dashboard';
import type { ApiFetch } from '@tessera/contracts/remote/api-fetch';
import { ApiProblem, getJson } from '@tessera/remote-kit/api';

export const SIGN_IN = '/sign-in?returnTo=/account';

export type LoadedAccount =
  | { readonly kind: 'loaded'; readonly screen: AccountScreen }
  | { readonly kind: 'guest'; readonly signIn: string }
  | { readonly kind: 'failed' };

/** `GET /screens/account`. */
export async function loadAccount(api: ApiFetch): Promise<LoadedAccount> {
  try {
    return { kind: 'loaded', screen: await getJson<AccountScreen>(api, '/screens/account') };
  } catch (error) {
    if (error instanceof ApiProblem && error.problem.status === 401) return { kind: 'guest', signIn: SIGN_IN };
    return { kind: 'failed' };
  }
}
