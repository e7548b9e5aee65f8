import type { FormState } from '@tessera/contracts/bff/form';

interface TextFieldProps {
  readonly name: string;
  readonly label: string;
  readonly type?: 'text' | 'email' | 'password';
  readonly autoComplete: string;
  readonly hint?: string;
  readonly minLength?: number;
  readonly maxLength: number;
  readonly form: FormState | null;
}

/** A labelled field with what was typed and what was wrong with it. */
export function TextField({ name, label, type = 'text', hint, form, ...rest }: TextFieldProps) {
  const error = form?.errors.find(({ path }) => path === name)?.message;
  const described = [hint && `${name}-hint`, error && `${name}-error`].filter(Boolean).join(' ');
  return (
    <div className="t-field">
      <label htmlFor={name}>{label}</label>
      <input
        className="t-input"
        id={name}
        name={name}
        type={type}
        required
        defaultValue={form?.values[name]}
        aria-invalid={error ? true : undefined}
        aria-describedby={described || undefined}
        {...rest}
      />
      {hint && (
        <p className="t-field__hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
      {error && (
        <p className="t-field__error" id={`${name}-error`}>
          {error}
        </p>
      )}
    </div>
  );
}
