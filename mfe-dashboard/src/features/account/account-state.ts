import { Injectable, inject, signal } from '@angular/core';
import type { Notification } from '@tessera/contracts/api/notification';
import type { AccountScreen, NotificationsPart } from '@tessera/contracts/bff/dashboard';
import { unreadChanged } from '@tessera/contracts/state/notifications';
import { sessionReplaced } from '@tessera/contracts/state/session';
import { getJson } from '@tessera/remote-kit/api';
import { followNotifications } from '../../api/follow-notifications.ts';
import { loadAccount } from '../../api/load-account.ts';
import { FRAGMENT_CONTEXT } from '../../fragment/fragment-context.ts';

const FEED_LENGTH = 100;

/** What the account page shows, of one instance. */
@Injectable()
export class AccountState {
  private readonly context = inject(FRAGMENT_CONTEXT);
  readonly screen = signal((this.context.screen ?? null) as AccountScreen | null);
  readonly loading = signal(this.context.screen === undefined);
  /** False on the server and in the first render of the browser, which must make the same tree. */
  readonly live = signal(false);

  /** Once mounted; the answer ends it. */
  goLive(): () => void {
    const live = this.context.live;
    if (!live) return () => {};
    this.live.set(true);
    if (this.loading()) void this.load();
    const reload = async () => {
      const feed = await getJson<NotificationsPart>(live.api, '/notifications').catch(() => null);
      if (feed) this.changeFeed(feed);
    };
    return followNotifications({
      arrived: (notification, unread) => this.addNotification(notification, unread),
      counted: (unread) => {
        const shown = this.screen()?.notifications;
        if (shown && shown.unread !== unread) void reload();
      },
      resumed: () => void reload(),
    });
  }

  /** Reads everything again: after a part could not be shown, or when the page came without the server's render. */
  async load(): Promise<void> {
    const live = this.context.live;
    if (!live) return;
    this.loading.set(true);
    const loaded = await loadAccount(live.api);
    if (loaded.kind === 'guest') return live.navigate(loaded.signIn);
    if (loaded.kind === 'loaded') this.screen.set(loaded.screen);
    this.loading.set(false);
  }

  change(part: Partial<AccountScreen>): void {
    this.screen.update((screen) => screen && { ...screen, ...part });
  }

  changeProfile(profile: AccountScreen['profile']): void {
    this.change({ profile });
    this.context.live?.dispatch(sessionReplaced({ user: profile }));
  }

  changeFeed(feed: NotificationsPart): void {
    this.change({ notifications: feed });
    this.context.live?.dispatch(unreadChanged({ unread: feed.unread }));
  }

  addNotification(notification: Notification, unread: number): void {
    const shown = this.screen()?.notifications;
    if (!shown) return void this.load();
    const others = shown.items.filter((item) => item.id !== notification.id);
    this.changeFeed({ items: [notification, ...others].slice(0, FEED_LENGTH), unread });
  }

  /** All of them, or one. */
  markRead(unread: number, id?: string): void {
    const items = this.screen()?.notifications?.items ?? [];
    this.changeFeed({
      items: items.map((item) => (id === undefined || item.id === id ? { ...item, read: true } : item)),
      unread,
    });
  }
}
