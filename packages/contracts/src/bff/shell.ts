import type { SharedState } from '../state/shared-state.ts';
import type { FormState } from './form.ts';

/** `GET /page-context?form=sign-in`: everything that each page starts from. A part that is down gives its initial state. */
export interface PageContext {
  readonly state: SharedState;
  readonly form: FormState | null;
}
