import { afterNextRender, ChangeDetectionStrategy, Component, DestroyRef, inject } from '@angular/core';
import { AccountState } from './account-state.ts';
import { AddressesSection } from './addresses-section.ts';
import { NotificationsSection } from './notifications-section.ts';
import { PreferencesSection } from './preferences-section.ts';
import { ProfileSection } from './profile-section.ts';
import { UnavailablePart } from './unavailable-part.ts';

const SECTIONS = [
  { id: 'notifications', label: 'Notifications' },
  { id: 'profile', label: 'Profile' },
  { id: 'addresses', label: 'Addresses' },
  { id: 'preferences', label: 'Preferences' },
];

/** The account page. */
@Component({
  selector: 'dashboard-account',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [AddressesSection, NotificationsSection, PreferencesSection, ProfileSection, UnavailablePart],
  providers: [AccountState],
  template: `
    <div class="dashboard-account">
      <header class="dashboard-hello">
        <h1>Your account</h1>
        @if (state.screen(); as screen) {
          <p class="t-muted">{{ screen.profile.name }} · {{ screen.profile.email }}</p>
        }
      </header>
      @if (state.screen(); as screen) {
        <nav class="dashboard-contents" aria-label="Account">
          <ul class="dashboard-contents__list">
            @for (section of sections; track section.id) {
              <li>
                <a [attr.href]="'#' + section.id">{{ section.label }}</a>
              </li>
            }
            <li><a href="/orders">Orders</a></li>
          </ul>
        </nav>
        <div class="dashboard-sections">
          <section dashboardNotifications></section>
          <section dashboardProfile [profile]="screen.profile"></section>
          <section dashboardAddresses></section>
          <section dashboardPreferences></section>
        </div>
      } @else if (state.loading()) {
        <div class="dashboard-sections" aria-busy="true">
          <p class="t-visually-hidden" role="status">Your account is loading…</p>
          <div class="t-skeleton dashboard-skeleton"></div>
          <div class="t-skeleton dashboard-skeleton"></div>
          <div class="t-skeleton dashboard-skeleton"></div>
        </div>
      } @else {
        <dashboard-unavailable-part what="Your account" section="profile" />
      }
    </div>
  `,
})
export class Account {
  readonly state = inject(AccountState);
  readonly sections = SECTIONS;

  constructor() {
    const destroyed = inject(DestroyRef);
    afterNextRender(() => destroyed.onDestroy(this.state.goLive()));
  }
}
