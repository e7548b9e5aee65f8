import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import type { AccountScreen, ProfileChanged } from '@tessera/contracts/bff/dashboard';
import { FormFeedback } from '../../ui/form-feedback.ts';
import { LiveForm } from '../../ui/live-form.ts';
import { injectSaved } from '../../ui/saved.ts';
import { TextField } from '../../ui/text-field.ts';
import { AccountState } from './account-state.ts';

@Component({
  selector: 'section[dashboardProfile]',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [FormFeedback, TextField],
  host: { class: 't-card dashboard-section', id: 'profile', 'aria-label': 'Profile' },
  template: `
    <header class="dashboard-section__head">
      <h2>Profile</h2>
      <p class="t-muted t-small">Your name greets you in the shop; order confirmations go to your e-mail.</p>
    </header>
    <form
      class="t-form"
      method="post"
      action="/api/dashboard/profile#profile"
      novalidate
      (submit)="form.submit($event)"
    >
      <dashboard-form-feedback [form]="form" />
      <div class="t-form__row">
        <div
          dashboardTextField
          form="profile"
          name="name"
          label="Name"
          autocomplete="name"
          [value]="form.value('name', profile().name)"
          [error]="form.error('name')"
        ></div>
        <div
          dashboardTextField
          form="profile"
          name="email"
          label="E-mail"
          type="email"
          autocomplete="email"
          [value]="form.value('email', profile().email)"
          [error]="form.error('email')"
        ></div>
      </div>
      <div class="t-row">
        <button class="t-button" type="submit" [attr.aria-disabled]="form.pending() || null">Save profile</button>
      </div>
    </form>
  `,
})
export class ProfileSection {
  private readonly state = inject(AccountState);
  readonly profile = input.required<AccountScreen['profile']>();
  readonly form = new LiveForm<ProfileChanged>({
    refused: () => {
      const form = this.state.screen()?.form;
      return form?.name === 'profile' ? form : null;
    },
    done: injectSaved('profile'),
    thanks: 'Your profile is saved.',
    apply: ({ profile }) => this.state.changeProfile(profile),
  });
}
