import { NgComponentOutlet } from '@angular/common';
import {
  ChangeDetectionStrategy,
  Component,
  computed,
  InjectionToken,
  inject,
  type Signal,
  type Type,
} from '@angular/core';
import type { View } from '../fragment/view.ts';

interface Shown {
  readonly component: Type<unknown>;
  readonly view: Signal<View>;
}
export const SHOWN = new InjectionToken<Shown>('what a fragment shows');

/** What each instance is an application of. */
@Component({
  selector: '__remote__-fragment-root',
  host: { class: 't-stack' },
  imports: [NgComponentOutlet],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @switch (view().status) {
      @case ('ready') {
        <ng-container *ngComponentOutlet="component; inputs: inputs()" />
      }
      @case ('failed') {
        <div class="t-notice t-notice--danger" role="alert">
          <p>This part of the page can’t be shown right now.</p>
          <p>
            <button class="t-button t-button--quiet t-button--small" type="button" (click)="retry()">Try again</button>
          </p>
        </div>
      }
      @default {
        <div class="__remote__-loading t-skeleton" role="status">
          <span class="t-visually-hidden">Loading…</span>
        </div>
      }
    }
  `,
})
export class FragmentRoot {
  private readonly shown = inject(SHOWN);
  readonly component = this.shown.component;
  readonly view = this.shown.view;
  readonly inputs = computed(() => {
    const view = this.view();
    return view.status === 'ready' ? { ...view.props, screen: view.screen } : {};
  });

  retry(): void {
    const view = this.view();
    if (view.status === 'failed') view.retry();
  }
}
