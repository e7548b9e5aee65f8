import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import type { NotificationPreferences } from '@tessera/contracts/api/notification';
import type { PreferencesChanged } from '@tessera/contracts/bff/dashboard';
import { FormFeedback } from '../../ui/form-feedback.ts';
import { LiveForm } from '../../ui/live-form.ts';
import { injectSaved } from '../../ui/saved.ts';
import { AccountState } from './account-state.ts';

const CHOICES: readonly { name: keyof NotificationPreferences; label: string; hint: string }[] = [
  {
    name: 'orderUpdatesByEmail',
    label: 'Order updates by e-mail',
    hint: 'When an order is packed, shipped, delivered.',
  },
  { name: 'orderUpdatesInApp', label: 'Order updates in the shop', hint: 'In the bell and in the list on this page.' },
  { name: 'newsByEmail', label: 'News by e-mail', hint: 'New arrivals and offers, now and then.' },
];

@Component({
  selector: 'form[dashboardPreferences]',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [FormFeedback],
  host: {
    class: 't-form',
    method: 'post',
    action: '/api/dashboard/preferences#preferences',
    '(submit)': 'form.submit($event)',
  },
  template: `
    <dashboard-form-feedback [form]="form" />
    <fieldset class="dashboard-choices">
      <legend class="t-visually-hidden">Send me</legend>
      @for (choice of choices; track choice.name) {
        <label class="t-check">
          <input
            type="checkbox"
            [attr.name]="choice.name"
            [attr.checked]="preferences()[choice.name] ? '' : null"
          />
          <span>
            <span class="dashboard-choice__label">{{ choice.label }}</span>
            <span class="t-muted t-small dashboard-choice__hint">{{ choice.hint }}</span>
          </span>
        </label>
      }
    </fieldset>
    <p class="t-muted t-small">Order confirmations always come by e-mail: they are part of your purchase.</p>
    <div class="t-row">
      <button class="t-button" type="submit" [attr.aria-disabled]="form.pending() || null">Save preferences</button>
    </div>
  `,
})
export class PreferencesForm {
  private readonly state = inject(AccountState);
  readonly preferences = input.required<NotificationPreferences>();
  readonly choices = CHOICES;
  readonly form = new LiveForm<PreferencesChanged>({
    refused: () => {
      const form = this.state.screen()?.form;
      return form?.name === 'preferences' ? form : null;
    },
    done: injectSaved('preferences'),
    thanks: 'Your preferences are saved.',
    apply: ({ preferences }) => this.state.change({ preferences }),
  });
}
