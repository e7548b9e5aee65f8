import type { FormState } from '@tessera/contracts/bff/form';
import { type JSX, Show } from 'solid-js';
import { useEnvironment } from '../fragment/environment.tsx';

interface FieldProps {
  /** The form's name of the value, dotted; also the path of its error. */
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly failure: FormState | null;
  /** The control; spread the given attributes on it. */
  readonly children: (control: JSX.HTMLAttributes<HTMLElement> & { name: string }) => JSX.Element;
}

/** Id of the control of a field, to link to from an error summary. */
export const fieldId = (instance: string, name: string) => `${instance}-${name.replaceAll('.', '-')}`;

/** A labelled control with its hint and its error, tied together for assistive technology. */
export function Field(field: FieldProps) {
  const { instance } = useEnvironment();
  const id = fieldId(instance, field.name);
  const error = () => field.failure?.errors.find(({ path }) => path === field.name)?.message;
  const describedBy = () => [field.hint && `${id}-hint`, error() && `${id}-error`].filter(Boolean).join(' ');
  return (
    <div class="t-field">
      <label for={id}>{field.label}</label>
      {field.children({
        id,
        name: field.name,
        get 'aria-invalid'() {
          return error() ? 'true' : undefined;
        },
        get 'aria-describedby'() {
          return describedBy() || undefined;
        },
      })}
      <Show when={field.hint}>
        <p class="t-field__hint" id={`${id}-hint`}>
          {field.hint}
        </p>
      </Show>
      <Show when={error()}>
        <p class="t-field__error" id={`${id}-error`}>
          {error()}
        </p>
      </Show>
    </div>
  );
}
