import type { ServerResponse } from 'node:http';

const HEARTBEAT_MS = 15_000;

/** What a page hears at `/dev/changes`. */
export interface DevChanges {
  readonly rebuilt: { readonly remote: string; readonly version: string; readonly stylesOnly: boolean };
  readonly failed: { readonly remote: string };
}

/** Server-sent events about rebuilds, for the gallery and for pages of a shop that runs this remote as an override. */
export function createChangeStream() {
  const listeners = new Set<ServerResponse>();
  const send = (text: string) => {
    for (const listener of listeners) listener.write(text);
  };
  const heartbeat = setInterval(() => send(': still here\n\n'), HEARTBEAT_MS);
  return {
    subscribe(response: ServerResponse) {
      response.writeHead(200, {
        'content-type': 'text/event-stream',
        'cache-control': 'no-store',
        'access-control-allow-origin': '*',
      });
      response.write('retry: 1000\n\n');
      listeners.add(response);
      response.once('close', () => listeners.delete(response));
    },
    tell<Name extends keyof DevChanges>(name: Name, data: DevChanges[Name]) {
      send(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`);
    },
    close() {
      clearInterval(heartbeat);
      for (const listener of listeners) listener.end();
    },
  };
}
