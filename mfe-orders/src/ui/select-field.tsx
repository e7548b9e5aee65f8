import type { FormState } from '@tessera/contracts/bff/form';
import { For } from 'solid-js';
import { Field } from './field.tsx';

interface SelectFieldProps {
  readonly name: string;
  readonly label: string;
  readonly failure: FormState | null;
  readonly value: string;
  readonly autocomplete: string;
  readonly options: readonly (readonly [value: string, text: string])[];
}

export function SelectField(field: SelectFieldProps) {
  return (
    <Field name={field.name} label={field.label} failure={field.failure}>
      {(control) => (
        <select
          class="t-select"
          id={control.id}
          name={control.name}
          autocomplete={field.autocomplete}
          aria-required="true"
          aria-invalid={control['aria-invalid']}
          aria-describedby={control['aria-describedby']}
        >
          <For each={field.options}>
            {([value, text]) => (
              <option value={value} selected={value === field.value}>
                {text}
              </option>
            )}
          </For>
        </select>
      )}
    </Field>
  );
}
