import type { RenderRequest, RenderResult } from '@tessera/contracts/remote/server-entry';
import { loadAccount } from './api/load-account.ts';
import { renderFragment } from './app/render-fragment.ts';
import { Account } from './features/account/account.ts';
import { NotificationBadge } from './features/notification-badge/notification-badge.ts';

const fragments: Readonly<Record<string, (request: RenderRequest) => Promise<RenderResult>>> = {
  'notification-badge': (request) => renderFragment(NotificationBadge, request, null),
  account: async (request) => {
    const loaded = await loadAccount(request.api);
    if (loaded.kind === 'guest') return { html: '', page: { redirect: loaded.signIn } };
    const screen = loaded.kind === 'loaded' ? loaded.screen : null;
    return { ...(await renderFragment(Account, request, screen)), page: { title: 'Your account' } };
  },
};

export async function render(request: RenderRequest): Promise<RenderResult> {
  const fragment = fragments[request.fragment];
  if (!fragment) throw new Error(`The dashboard has no fragment ${request.fragment}`);
  return fragment(request);
}
