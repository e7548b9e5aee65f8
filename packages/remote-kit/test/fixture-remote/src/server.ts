import type { RenderRequest, RenderResult } from '@tessera/contracts/remote/server-entry';
import { greet } from './greet.ts';

export async function render({ fragment, api }: RenderRequest): Promise<RenderResult> {
  const screen = fragment === 'account' ? await (await api('/screens/account')).json() : { name: 'bell' };
  return { html: greet(screen.name), state: screen };
}
