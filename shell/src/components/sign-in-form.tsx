import type { Page } from '../page.ts';
import { EntranceForm } from './entrance-form.tsx';
import { TextField } from './text-field.tsx';

export function SignInForm({ page }: { page: Page }) {
  return (
    <EntranceForm
      page={page}
      heading="Welcome back"
      intro="Sign in to see your orders; what is in your cart comes along."
      action="/api/shell/sign-in"
      submit="Sign in"
      other={{ question: 'New here?', label: 'Open an account', path: '/register' }}
    >
      <TextField name="email" label="E-mail" type="email" autoComplete="username" maxLength={254} form={page.form} />
      <TextField
        name="password"
        label="Password"
        type="password"
        autoComplete="current-password"
        maxLength={200}
        form={page.form}
      />
    </EntranceForm>
  );
}
