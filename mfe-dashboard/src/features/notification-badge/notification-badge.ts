import { ChangeDetectionStrategy, Component, computed, effect, inject, signal } from '@angular/core';
import { unreadChanged } from '@tessera/contracts/state/notifications';
import { injectShared } from '@tessera/remote-kit/angular-store';
import { followNotifications } from '../../api/follow-notifications.ts';
import { FRAGMENT_CONTEXT } from '../../fragment/fragment-context.ts';

/** The bell in the header. Nothing for guests. */
@Component({
  selector: 'dashboard-notification-badge',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @if (userId()) {
      <a class="dashboard-bell" href="/account#notifications" [attr.aria-label]="name()">
        <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
          <path
            d="M6.2 10a5.8 5.8 0 0 1 11.6 0c0 5.2 2.2 6.6 2.2 6.6H4s2.2-1.4 2.2-6.6M10 20a2.3 2.3 0 0 0 4 0"
            fill="none"
            stroke="currentColor"
            stroke-width="1.8"
            stroke-linecap="round"
            stroke-linejoin="round"
          />
        </svg>
        @if (unread() > 0) {
          <span class="dashboard-bell__count" aria-hidden="true">{{ shortCount() }}</span>
        }
      </a>
      <span class="t-visually-hidden" aria-live="polite">{{ announcement() }}</span>
    }
  `,
})
export class NotificationBadge {
  private readonly live = inject(FRAGMENT_CONTEXT).live;
  readonly userId = injectShared((state) => state.session.user?.id ?? null);
  readonly unread = injectShared((state) => state.notifications.unread);
  readonly shortCount = computed(() => (this.unread() > 99 ? '99+' : String(this.unread())));
  readonly name = computed(() => `Notifications, ${this.unread() || 'none'} unread`);
  readonly announcement = signal('');

  constructor() {
    effect((onCleanup) => {
      const live = this.live;
      if (!live || !this.userId()) return;
      const stop = followNotifications({
        arrived: (notification, unread) => {
          live.dispatch(unreadChanged({ unread }));
          this.announcement.set(`${notification.title}. ${unread} unread notifications.`);
        },
        counted: (unread) => live.dispatch(unreadChanged({ unread })),
      });
      onCleanup(stop);
    });
  }
}
