import type { FormState } from '@tessera/contracts/bff/form';
import { createEffect, For, Show } from 'solid-js';
import { useEnvironment } from '../fragment/environment.tsx';
import { fieldId } from './field.tsx';

/** What keeps a form from being accepted, with links to the fields; takes the focus when it comes up. */
export function ErrorSummary(summary: { failure: FormState | null; title: string }) {
  const { instance } = useEnvironment();
  let box: HTMLDivElement | undefined;
  createEffect(() => summary.failure && box?.focus());
  const jump = (event: MouseEvent, path: string) => {
    const field = document.getElementById(fieldId(instance, path));
    if (!field) return;
    event.preventDefault();
    field.focus();
  };
  return (
    <Show when={summary.failure}>
      {(failure) => (
        <div class="t-notice t-notice--danger orders-errors" role="alert" tabindex="-1" ref={box}>
          <h2>{summary.title}</h2>
          <Show when={failure().errors.every(({ message }) => message !== failure().message)}>
            <p>{failure().message}</p>
          </Show>
          <Show when={failure().errors.length > 0}>
            <ul>
              <For each={failure().errors}>
                {({ path, message }) => (
                  <li>
                    <a href={`#${fieldId(instance, path)}`} onClick={(event) => jump(event, path)}>
                      {message}
                    </a>
                  </li>
                )}
              </For>
            </ul>
          </Show>
        </div>
      )}
    </Show>
  );
}
