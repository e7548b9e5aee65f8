import { afterNextRender, computed, Injector, inject, signal } from '@angular/core';
import type { FormState } from '@tessera/contracts/bff/form';
import { ApiProblem, sendJson } from '@tessera/remote-kit/api';
import { SIGN_IN } from '../api/load-account.ts';
import { FRAGMENT_CONTEXT } from '../fragment/fragment-context.ts';

const PUBLIC_API = '/api/dashboard';
const NO_ANSWER = 'The shop did not answer. Check your connection and try again: nothing you typed is lost.';

export interface LiveFormOptions<Answer> {
  /** What the BFF said to a plain form before this page was made. */
  readonly refused: () => FormState | null;
  /** The plain form before this page went well. */
  readonly done?: boolean;
  /** Tells the shopper that it went well, where nothing else does. */
  readonly thanks?: string;
  readonly apply: (answer: Answer, form: HTMLFormElement) => void;
}

/** A form that posts by itself without JavaScript; when live it is sent with fetch and faults are shown in place. */
export class LiveForm<Answer> {
  private readonly live = inject(FRAGMENT_CONTEXT).live;
  private readonly injector = inject(Injector);
  private readonly options: LiveFormOptions<Answer>;
  private readonly answer = signal<Pick<FormState, 'message' | 'errors'> | null | undefined>(undefined);
  private readonly refusal = computed(() => (this.answer() === undefined ? this.options.refused() : this.answer()));
  readonly pending = signal(false);
  readonly fault = computed(() => this.refusal()?.message ?? '');
  readonly thanks = signal('');

  constructor(options: LiveFormOptions<Answer>) {
    this.options = options;
    if (options.done && !options.refused()) this.thanks.set(options.thanks ?? '');
  }

  /** What was typed before a refusal, else what is saved. */
  value(name: string, saved: string): string {
    return (this.answer() === undefined ? this.options.refused()?.values[name] : undefined) ?? saved;
  }

  error(name: string): string | null {
    return this.refusal()?.errors.find(({ path }) => path === name)?.message ?? null;
  }

  async submit(event: Event): Promise<void> {
    event.preventDefault();
    if (!this.live || this.pending()) return;
    const form = event.target as HTMLFormElement;
    const path = new URL(form.action).pathname.slice(PUBLIC_API.length);
    this.pending.set(true);
    this.thanks.set('');
    try {
      const answer = await sendJson<Answer>(this.live.api, 'POST', path, Object.fromEntries(new FormData(form)));
      this.answer.set(null);
      this.thanks.set(this.options.thanks ?? '');
      this.options.apply(answer, form);
      // Fields show what was saved, which may be tidier than what was typed.
      afterNextRender(() => form.reset(), { injector: this.injector });
    } catch (error) {
      this.refuse(error, form);
    } finally {
      this.pending.set(false);
    }
  }

  private refuse(error: unknown, form: HTMLFormElement): void {
    const problem = error instanceof ApiProblem ? error.problem : undefined;
    if (problem?.status === 401) return this.live?.navigate(SIGN_IN);
    this.answer.set({ message: problem?.detail ?? problem?.title ?? NO_ANSWER, errors: problem?.errors ?? [] });
    afterNextRender(() => form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus(), {
      injector: this.injector,
    });
  }
}
