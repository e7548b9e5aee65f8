import type { Notification } from '@tessera/contracts/api/notification';

export interface NotificationListener {
  /** One came in. */
  arrived(notification: Notification, unread: number): void;
  /** How many are unread: told when the stream opens and at each change, also by another tab. */
  counted(unread: number): void;
  /** The stream was interrupted, so that some may have been missed. */
  resumed?(): void;
}

const STREAM = '/api/dashboard/notifications/stream';
const RETRY_MS = { first: 5_000, longest: 60_000 };

const listeners = new Set<NotificationListener>();
let source: EventSource | undefined;
let retry: ReturnType<typeof setTimeout> | undefined;
let retryMs = RETRY_MS.first;
let interrupted = false;

/**
 * Tells the listener of notifications as they arrive, until the answered function is called. All fragments of a page
 * hear one stream, and a hidden page holds none: browsers keep only six HTTP/1.1 connections to an origin for all tabs.
 */
export function followNotifications(listener: NotificationListener): () => void {
  const onVisibility = () => (document.hidden ? close() : open());
  if (listeners.size === 0) interrupted = false;
  listeners.add(listener);
  document.addEventListener('visibilitychange', onVisibility);
  if (!document.hidden) open();
  return () => {
    listeners.delete(listener);
    document.removeEventListener('visibilitychange', onVisibility);
    if (listeners.size === 0) close();
  };
}

function open(): void {
  if (source) return;
  clearTimeout(retry);
  const stream = new EventSource(STREAM);
  source = stream;
  stream.addEventListener('open', () => {
    retryMs = RETRY_MS.first;
    if (interrupted) for (const listener of listeners) listener.resumed?.();
    interrupted = false;
  });
  stream.addEventListener('notification', (event) => {
    const { notification, unread } = JSON.parse(event.data) as { notification: Notification; unread: number };
    for (const listener of listeners) listener.arrived(notification, unread);
  });
  stream.addEventListener('unread', (event) => {
    const { unread } = JSON.parse(event.data) as { unread: number };
    for (const listener of listeners) listener.counted(unread);
  });
  stream.addEventListener('error', () => {
    interrupted = true;
    // The browser reconnects by itself unless the answer was a refusal.
    if (stream.readyState !== EventSource.CLOSED) return;
    close();
    retry = setTimeout(() => document.hidden || open(), retryMs);
    retryMs = Math.min(2 * retryMs, RETRY_MS.longest);
  });
}

function close(): void {
  clearTimeout(retry);
  source?.close();
  source = undefined;
  interrupted = true;
}
