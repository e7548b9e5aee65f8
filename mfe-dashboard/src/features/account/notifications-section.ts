import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import type { NotificationsRead } from '@tessera/contracts/bff/dashboard';
import { FormFeedback } from '../../ui/form-feedback.ts';
import { LiveForm } from '../../ui/live-form.ts';
import { AccountState } from './account-state.ts';
import { NotificationItem } from './notification-item.ts';
import { UnavailablePart } from './unavailable-part.ts';

/** More would push the rest of the account out of sight; older ones unfold. */
const SHOWN = 5;

@Component({
  selector: 'section[dashboardNotifications]',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [FormFeedback, NotificationItem, UnavailablePart],
  host: { class: 't-card dashboard-section', id: 'notifications', 'aria-label': 'Notifications' },
  template: `
    <header class="dashboard-section__head t-spread">
      <h2>
        Notifications
        @if (feed()?.unread; as unread) {
          <span class="t-badge t-badge--brand">{{ unread }} new</span>
        }
      </h2>
      @if (feed()?.unread) {
        <form method="post" action="/api/dashboard/notifications/read#notifications" (submit)="readAll.submit($event)">
          <button class="t-button t-button--quiet t-button--small" type="submit">Mark all as read</button>
        </form>
      }
    </header>
    <dashboard-form-feedback [form]="readAll" />
    @if (feed(); as shown) {
      @if (shown.items.length > 0) {
        <ul class="dashboard-notifications">
          @for (notification of newest(); track notification.id) {
            <li dashboardNotification [notification]="notification"></li>
          }
        </ul>
        @if (older().length > 0) {
          <details class="dashboard-disclosure">
            <summary class="t-button t-button--quiet t-button--small">
              Older notifications <span class="t-muted">{{ older().length }}</span>
            </summary>
            <ul class="dashboard-notifications">
              @for (notification of older(); track notification.id) {
                <li dashboardNotification [notification]="notification"></li>
              }
            </ul>
          </details>
        }
      } @else {
        <p class="dashboard-none">Nothing yet. News of your orders will stand here.</p>
      }
    } @else {
      <dashboard-unavailable-part what="Your notifications" section="notifications" />
    }
  `,
})
export class NotificationsSection {
  private readonly state = inject(AccountState);
  readonly feed = computed(() => this.state.screen()?.notifications ?? null);
  readonly newest = computed(() => this.feed()?.items.slice(0, SHOWN) ?? []);
  readonly older = computed(() => this.feed()?.items.slice(SHOWN) ?? []);
  readonly readAll = new LiveForm<NotificationsRead>({
    refused: () => null,
    thanks: 'All notifications are read.',
    apply: ({ unread }) => this.state.markRead(unread),
  });
}
