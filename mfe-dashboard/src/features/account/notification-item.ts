import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import type { Notification } from '@tessera/contracts/api/notification';
import type { NotificationsRead } from '@tessera/contracts/bff/dashboard';
import { injectShared } from '@tessera/remote-kit/angular-store';
import { FormFeedback } from '../../ui/form-feedback.ts';
import { LiveForm } from '../../ui/live-form.ts';
import { AccountState } from './account-state.ts';

@Component({
  selector: 'li[dashboardNotification]',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [FormFeedback],
  host: {
    class: 'dashboard-notification',
    'data-testid': 'notification',
    '[class.dashboard-notification--unread]': '!notification().read',
  },
  template: `
    <div class="dashboard-notification__text">
      <p class="dashboard-notification__title">
        @if (notification().href; as href) {
          <a [attr.href]="href">{{ notification().title }}</a>
        } @else {
          {{ notification().title }}
        }
        @if (!notification().read) {
          <span class="t-badge t-badge--brand">New</span>
        }
      </p>
      <p>{{ notification().body }}</p>
      <p class="t-muted t-small">
        <time [attr.datetime]="notification().at">{{ when() }}</time>
      </p>
    </div>
    @if (!notification().read) {
      <form method="post" action="/api/dashboard/notifications/read#notifications" (submit)="read.submit($event)">
        <input type="hidden" name="id" [attr.value]="notification().id" />
        <button class="t-button t-button--plain t-button--small" type="submit">
          Mark as read <span class="t-visually-hidden">: {{ notification().title }}</span>
        </button>
        <dashboard-form-feedback [form]="read" />
      </form>
    }
  `,
})
export class NotificationItem {
  private readonly state = inject(AccountState);
  private readonly locale = injectShared((state) => state.preferences.locale);
  readonly notification = input.required<Notification>();
  /** The server does not know where the shopper is; live, it is their own time. */
  readonly when = computed(() =>
    new Intl.DateTimeFormat(this.locale(), {
      day: 'numeric',
      month: 'long',
      hour: '2-digit',
      minute: '2-digit',
      ...(this.state.live() ? {} : { timeZone: 'UTC', timeZoneName: 'short' }),
    }).format(new Date(this.notification().at)),
  );
  readonly read = new LiveForm<NotificationsRead>({
    refused: () => null,
    apply: ({ unread }) => this.state.markRead(unread, this.notification().id),
  });
}
