import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { AccountState } from './account-state.ts';
import { PreferencesForm } from './preferences-form.ts';
import { UnavailablePart } from './unavailable-part.ts';

@Component({
  selector: 'section[dashboardPreferences]',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [PreferencesForm, UnavailablePart],
  host: { class: 't-card dashboard-section', id: 'preferences', 'aria-label': 'Notification preferences' },
  template: `
    <header class="dashboard-section__head">
      <h2>Notification preferences</h2>
      <p class="t-muted t-small">What we tell you, and how.</p>
    </header>
    @if (state.screen()?.preferences; as preferences) {
      <form dashboardPreferences [preferences]="preferences"></form>
    } @else {
      <dashboard-unavailable-part what="Your preferences" section="preferences" />
    }
  `,
})
export class PreferencesSection {
  readonly state = inject(AccountState);
}
