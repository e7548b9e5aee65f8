import { Show } from 'solid-js';

/** The screen could not be brought up to date; what is shown may be old. */
export function StaleNotice(notice: { when: boolean; retry: () => void }) {
  return (
    <div class="orders-live" role="alert">
      <Show when={notice.when}>
        <div class="t-notice t-notice--warning">
          <p>We could not get the latest. What you see may be out of date.</p>
          <p>
            <button class="t-button t-button--quiet t-button--small" type="button" onClick={() => notice.retry()}>
              Try again
            </button>
          </p>
        </div>
      </Show>
    </div>
  );
}
