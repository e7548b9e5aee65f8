import type { Response } from 'express';

const HEARTBEAT_MS = 15_000;

/**
 * Starts server-sent events. `signal` fires when the client has gone or `close()` was called; a client that does not
 * read is cut, so that nothing piles up for it.
 */
export function openEventStream(res: Response): {
  send(event: string, data: unknown): void;
  close(): void;
  signal: AbortSignal;
} {
  const ended = new AbortController();
  res.set({ 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
  res.flushHeaders();
  const write = (text: string) => {
    if (res.writableEnded || res.destroyed) return;
    if (res.writableLength > 1_000_000) res.destroy();
    else res.write(text);
  };
  write('retry: 2000\n\n');
  const heartbeat = setInterval(() => write(':\n\n'), HEARTBEAT_MS);
  const end = () => {
    clearInterval(heartbeat);
    ended.abort();
  };
  // The client may have gone before the stream was opened; whoever opens it has to listen first.
  if (res.closed) setImmediate(end);
  else res.once('close', end);
  return {
    send: (event, data) => write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`),
    close: () => void res.end(),
    signal: ended.signal,
  };
}
