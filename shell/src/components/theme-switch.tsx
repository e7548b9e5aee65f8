import { preferencesReplaced } from '@tessera/contracts/state/preferences';
import { type FormEvent, useEffect } from 'react';
import { sharedStore } from '../browser/shared-store.ts';
import { useSharedState } from './shared-state.tsx';

/** Light or dark; without a choice the page follows the device. The button posts where there is no JavaScript. */
export function ThemeSwitch() {
  const preferences = useSharedState((state) => state.preferences);
  const theme = preferences?.theme ?? 'system';
  useEffect(() => {
    if (!preferences) return;
    if (theme === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
  }, [preferences, theme]);
  if (!preferences) return null;

  const other = theme === 'dark' ? 'light' : 'dark';
  const change = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const dark = theme === 'system' ? matchMedia('(prefers-color-scheme: dark)').matches : theme === 'dark';
    const chosen = dark ? 'light' : 'dark';
    sharedStore().dispatch(preferencesReplaced({ ...preferences, theme: chosen }));
    void fetch('/api/shell/preferences', {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ theme: chosen }),
      keepalive: true,
    }).catch(() => undefined);
  };
  return (
    <form method="post" action="/api/shell/preferences" onSubmit={change}>
      <input type="hidden" name="theme" value={other} />
      <button
        className="shell-icon-button"
        type="submit"
        aria-label="Switch between light and dark"
        title="Light or dark"
      >
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <circle cx="12" cy="12" r="8.25" fill="none" stroke="currentColor" strokeWidth="1.75" />
          <path d="M12 3.75a8.25 8.25 0 0 1 0 16.5Z" fill="currentColor" />
        </svg>
      </button>
    </form>
  );
}
