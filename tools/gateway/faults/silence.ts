import type { ServerResponse } from 'node:http';

/** Who waits for what never comes is cut off after this time, or at once when so many wait. */
const LONGEST_MS = 60_000;
const MOST = 200;

/** Answers nothing until the other side leaves or is cut off. */
export function silence(longestMs = LONGEST_MS, most = MOST): (response: ServerResponse) => void {
  let waiting = 0;
  return (response) => {
    if (waiting >= most) return void response.destroy();
    waiting++;
    const cut = setTimeout(() => response.destroy(), longestMs);
    response.on('close', () => {
      waiting--;
      clearTimeout(cut);
    });
  };
}
