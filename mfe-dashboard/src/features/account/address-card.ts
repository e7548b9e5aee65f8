import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import type { SavedAddress } from '@tessera/contracts/api/user';
import type { AddressesChanged } from '@tessera/contracts/bff/dashboard';
import type { FormState } from '@tessera/contracts/bff/form';
import { COUNTRIES } from '@tessera/contracts/countries';
import { FormFeedback } from '../../ui/form-feedback.ts';
import { LiveForm } from '../../ui/live-form.ts';
import { AccountState } from './account-state.ts';
import { AddressFields } from './address-fields.ts';

/** One saved address with what can be done to it. Disclosures open without JavaScript. */
@Component({
  selector: 'li[dashboardAddressCard]',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [AddressFields, FormFeedback],
  host: { class: 'dashboard-address' },
  template: `
    <div class="dashboard-address__lines">
      <p class="dashboard-address__name">
        {{ address().name }}
        @if (address().isDefault) {
          <span class="t-badge t-badge--brand">Default</span>
        }
      </p>
      <p>{{ lines() }}</p>
    </div>
    <div class="dashboard-address__actions">
      <details class="dashboard-disclosure" [attr.open]="refused() ? '' : null" #editor>
        <summary class="t-button t-button--quiet t-button--small">
          Edit <span class="t-visually-hidden">{{ label() }}</span>
        </summary>
        <form
          class="t-form"
          method="post"
          novalidate
          [attr.action]="action('')"
          [attr.aria-label]="'Edit ' + label()"
          (submit)="edit.submit($event)"
        >
          <input type="hidden" name="id" [attr.value]="address().id" />
          <dashboard-form-feedback [form]="edit" />
          <div dashboardAddressFields [formId]="'address-' + address().id" [form]="edit" [address]="address()"></div>
          @if (address().isDefault) {
            <input type="hidden" name="isDefault" value="on" />
          } @else {
            <label class="t-check"><input type="checkbox" name="isDefault" /> Use this address by default</label>
          }
          <div class="t-row">
            <button class="t-button t-button--small" type="submit" [attr.aria-disabled]="edit.pending() || null">
              Save address
            </button>
          </div>
        </form>
      </details>
      @if (!address().isDefault) {
        <form method="post" [attr.action]="action('')" (submit)="makeDefault.submit($event)">
          <dashboard-form-feedback [form]="makeDefault" />
          @for (field of fields; track field) {
            <input type="hidden" [attr.name]="field" [attr.value]="address()[field]" />
          }
          <input type="hidden" name="isDefault" value="on" />
          <button class="t-button t-button--plain t-button--small" type="submit">
            Make default <span class="t-visually-hidden">{{ label() }}</span>
          </button>
        </form>
      }
      <details class="dashboard-disclosure">
        <summary class="t-button t-button--plain t-button--small dashboard-delete">
          Delete <span class="t-visually-hidden">{{ label() }}</span>
        </summary>
        <form class="dashboard-confirm" method="post" [attr.action]="action('/delete')" (submit)="remove.submit($event)">
          <dashboard-form-feedback [form]="remove" />
          <p>Delete this address? Orders that went there keep it.</p>
          <button class="t-button t-button--danger t-button--small" type="submit">Yes, delete it</button>
        </form>
      </details>
    </div>
  `,
})
export class AddressCard {
  private readonly state = inject(AccountState);
  readonly address = input.required<SavedAddress>();
  readonly fields = ['name', 'line1', 'line2', 'postalCode', 'city', 'country'] as const;
  readonly label = computed(() => `address of ${this.address().name}, ${this.address().line1}`);
  readonly lines = computed(() => {
    const { line1, line2, postalCode, city, country } = this.address();
    const countryName = COUNTRIES[country as keyof typeof COUNTRIES] ?? country;
    return [line1, line2, `${postalCode} ${city}`, countryName].filter(Boolean).join('\n');
  });
  readonly refused = computed(() => {
    const form = this.state.screen()?.form;
    return form?.name === 'address' && form.values.id === this.address().id ? form : null;
  });
  readonly edit = this.changing('The address is saved.', this.refused, (form) =>
    form.closest('details')?.removeAttribute('open'),
  );
  readonly makeDefault = this.changing('This is your default address now.');
  readonly remove = this.changing('The address is deleted.');
  readonly changed = output<string>();

  action(then: '' | '/delete'): string {
    return `/api/dashboard/addresses/${this.address().id}${then}#addresses`;
  }

  private changing(
    news: string,
    refused: () => FormState | null = () => null,
    then: (form: HTMLFormElement) => void = () => {},
  ) {
    return new LiveForm<AddressesChanged>({
      refused,
      apply: ({ addresses }, form) => {
        then(form);
        this.changed.emit(news);
        this.state.change({ addresses });
      },
    });
  }
}
