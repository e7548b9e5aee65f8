import {
  ChangeDetectionStrategy,
  Component,
  computed,
  type ElementRef,
  inject,
  signal,
  viewChild,
} from '@angular/core';
import type { AddressesChanged } from '@tessera/contracts/bff/dashboard';
import { FormFeedback } from '../../ui/form-feedback.ts';
import { LiveForm } from '../../ui/live-form.ts';
import { injectSaved } from '../../ui/saved.ts';
import { AccountState } from './account-state.ts';
import { AddressCard } from './address-card.ts';
import { AddressFields } from './address-fields.ts';
import { UnavailablePart } from './unavailable-part.ts';

@Component({
  selector: 'section[dashboardAddresses]',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [AddressCard, AddressFields, FormFeedback, UnavailablePart],
  host: { class: 't-card dashboard-section', id: 'addresses', 'aria-label': 'Addresses' },
  template: `
    <header class="dashboard-section__head">
      <h2 tabindex="-1" #heading>Addresses</h2>
      <p class="t-muted t-small">Where your orders can go. Checkout starts with the default.</p>
    </header>
    <div role="status">
      @if (news(); as text) {
        <p class="t-notice t-notice--success">{{ text }}</p>
      }
    </div>
    @if (refusedElsewhere(); as message) {
      <p class="t-notice t-notice--danger" role="alert">{{ message }}</p>
    }
    @if (addresses(); as all) {
      @if (all.length > 0) {
        <ul class="dashboard-addresses">
          @for (address of all; track address.id) {
            <li dashboardAddressCard [address]="address" (changed)="tell($event)"></li>
          }
        </ul>
      } @else {
        <p class="dashboard-none">No address yet. Save one and checkout is a few taps shorter.</p>
      }
      <details class="dashboard-disclosure" [attr.open]="refusedAdding() ? '' : null" #adding>
        <summary class="t-button t-button--quiet">Add an address</summary>
        <form
          class="t-form"
          method="post"
          action="/api/dashboard/addresses#addresses"
          aria-label="Add an address"
          novalidate
          (submit)="add.submit($event)"
        >
          <dashboard-form-feedback [form]="add" />
          <div dashboardAddressFields formId="address-new" [form]="add"></div>
          <label class="t-check"><input type="checkbox" name="isDefault" /> Use this address by default</label>
          <div class="t-row">
            <button class="t-button" type="submit" [attr.aria-disabled]="add.pending() || null">Save address</button>
          </div>
        </form>
      </details>
    } @else {
      <dashboard-unavailable-part what="Your addresses" section="addresses" />
    }
  `,
})
export class AddressesSection {
  private readonly state = inject(AccountState);
  private readonly heading = viewChild.required<ElementRef<HTMLElement>>('heading');
  private readonly adding = viewChild<ElementRef<HTMLDetailsElement>>('adding');
  private readonly refused = computed(() => {
    const form = this.state.screen()?.form;
    return form?.name === 'address' ? form : null;
  });
  readonly addresses = computed(() => this.state.screen()?.addresses ?? null);
  readonly refusedAdding = computed(() => {
    const values = this.refused()?.values;
    return values && 'line1' in values && !values.id ? this.refused() : null;
  });
  /** Of a form without fields: deleting what another tab has deleted. */
  readonly refusedElsewhere = computed(() => {
    const form = this.refused();
    return form && !('line1' in form.values) ? form.message : null;
  });
  readonly news = signal(injectSaved('address') && !this.refused() ? 'Your addresses are up to date.' : '');
  readonly add = new LiveForm<AddressesChanged>({
    refused: this.refusedAdding,
    apply: ({ addresses }) => {
      this.adding()?.nativeElement.removeAttribute('open');
      this.tell('The address is saved.');
      this.state.change({ addresses });
    },
  });

  /** The button that did it may be gone or hidden now; the keyboard goes on from the heading. */
  tell(news: string): void {
    this.news.set(news);
    this.heading().nativeElement.focus({ preventScroll: true });
  }
}
