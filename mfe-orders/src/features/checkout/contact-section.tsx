import type { FormState } from '@tessera/contracts/bff/form';
import { useShared } from '@tessera/remote-kit/solid-store';
import { Show } from 'solid-js';
import { useEnvironment } from '../../fragment/environment.tsx';
import { TextField } from '../../ui/text-field.tsx';

export function ContactSection(section: { values: Readonly<Record<string, string>>; failure: FormState | null }) {
  const { instance } = useEnvironment();
  const user = useShared((state) => state.session.user);
  return (
    <section class="t-card t-form" aria-labelledby={`${instance}-contact`}>
      <div class="t-spread">
        <h2 id={`${instance}-contact`}>Contact</h2>
        <Show when={!user()}>
          <p class="t-small">
            <a href="/sign-in?returnTo=/checkout">Sign in</a> to use your addresses, or go on as a guest.
          </p>
        </Show>
      </div>
      <TextField
        name="email"
        label="E-mail"
        type="email"
        autocomplete="email"
        inputmode="email"
        hint="For the confirmation of your order."
        maxlength={254}
        value={section.values.email}
        failure={section.failure}
      />
    </section>
  );
}
