import type { Notification } from '@tessera/contracts/api/notification';
import type { Scene } from '../src/dev/stand-in-bff.ts';

/** What a test may tell the stand-in BFF that runs at this address. */
export function standInAt(url: () => string) {
  const post = (path: string, body: unknown) =>
    fetch(`${url()}/api/dashboard${path}`, { method: 'POST', body: JSON.stringify(body) });
  return {
    /** Sets the scene: a shopper with two addresses and two unread notifications, but for what is said. */
    standIn: (scene: Scene = {}) => post('/stand-in', scene),
    /** Lets a notification come in. */
    notify: (notification: Notification) => post('/stand-in/notify', notification),
  };
}
