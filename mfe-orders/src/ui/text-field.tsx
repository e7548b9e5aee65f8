import type { FormState } from '@tessera/contracts/bff/form';
import type { JSX } from 'solid-js';
import { Field } from './field.tsx';

interface TextFieldProps {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly failure: FormState | null;
  /** What it starts with; later typing is the browser's. */
  readonly value?: string;
  readonly autocomplete: string;
  readonly type?: 'text' | 'email';
  readonly inputmode?: JSX.InputHTMLAttributes<HTMLInputElement>['inputmode'];
  readonly placeholder?: string;
  readonly maxlength?: number;
  readonly optional?: boolean;
}

export function TextField(field: TextFieldProps) {
  return (
    <Field name={field.name} label={field.label} hint={field.hint} failure={field.failure}>
      {(control) => (
        <input
          class="t-input"
          id={control.id}
          name={control.name}
          type={field.type ?? 'text'}
          value={field.value ?? ''}
          autocomplete={field.autocomplete}
          inputmode={field.inputmode}
          placeholder={field.placeholder}
          maxlength={field.maxlength}
          aria-required={field.optional ? undefined : 'true'}
          aria-invalid={control['aria-invalid']}
          aria-describedby={control['aria-describedby']}
        />
      )}
    </Field>
  );
}
