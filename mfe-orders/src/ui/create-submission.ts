import type { FormState } from '@tessera/contracts/bff/form';
import { type Accessor, createSignal } from 'solid-js';
import { failureOf } from '../api/failure.ts';
import { formBody } from './form-body.ts';

export interface Submission {
  readonly pending: Accessor<boolean>;
  /** What went wrong at the last try; null while it is going on and when it went well. */
  readonly failure: Accessor<FormState | null>;
  /** The `submit` handler: sends the form with fetch instead of leaving the page. One at a time. */
  readonly onSubmit: (event: SubmitEvent) => Promise<void>;
}

/** Enhances a plain form. `first` is the failure that the server rendered the page with. */
export function createSubmission<Answer>(submission: {
  send: (body: Record<string, unknown>) => Promise<Answer>;
  /** Pending lasts until this is done. */
  then: (answer: Answer, body: Record<string, unknown>) => unknown;
  failed?: (error: unknown) => unknown;
  first?: FormState | null;
}): Submission {
  const [pending, setPending] = createSignal(false);
  const [failure, setFailure] = createSignal<FormState | null>(submission.first ?? null);

  const onSubmit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (pending()) return;
    const body = formBody(event.target as HTMLFormElement, event.submitter);
    setPending(true);
    setFailure(null);
    try {
      await submission.then(await submission.send(body), body);
    } catch (error) {
      setFailure(failureOf(error));
      await submission.failed?.(error);
    } finally {
      setPending(false);
    }
  };
  return { pending, failure, onSubmit };
}
