import type { Page } from '../page.ts';
import { EntranceForm } from './entrance-form.tsx';
import { TextField } from './text-field.tsx';

export function RegisterForm({ page }: { page: Page }) {
  return (
    <EntranceForm
      page={page}
      heading="Open an account"
      intro="For faster checkouts and all your orders in one place."
      action="/api/shell/register"
      submit="Open my account"
      other={{ question: 'Already have an account?', label: 'Sign in', path: '/sign-in' }}
    >
      <TextField name="name" label="Name" autoComplete="name" maxLength={100} form={page.form} />
      <TextField name="email" label="E-mail" type="email" autoComplete="username" maxLength={254} form={page.form} />
      <TextField
        name="password"
        label="Password"
        type="password"
        autoComplete="new-password"
        hint="At least 10 characters."
        minLength={10}
        maxLength={200}
        form={page.form}
      />
    </EntranceForm>
  );
}
