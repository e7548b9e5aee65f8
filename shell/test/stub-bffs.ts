import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { PageContext } from '@tessera/contracts/bff/shell';
import { initialCart } from '@tessera/contracts/state/cart';
import { initialPreferences } from '@tessera/contracts/state/preferences';

type Bff = 'shell' | 'catalog' | 'orders' | 'dashboard';
/** `down`: the connection is cut. `silent`: it is taken and nothing comes. */
export type Behaviour = 'well' | 'down' | 'silent' | 'failing' | 'rambling' | 'confused';

/** A shopper who is signed in, so that all three remotes are on each page. */
const context: PageContext = {
  state: {
    session: { user: { id: 'u1', name: 'Robin Example', email: 'robin@example.com', roles: [] } },
    cart: initialCart,
    notifications: { unread: 0 },
    preferences: initialPreferences,
  },
  form: null,
};

/** All BFFs behind one port, by the first segment of the path. */
export async function startStubBffs() {
  const behaviours: Record<Bff, Behaviour> = { shell: 'well', catalog: 'well', orders: 'well', dashboard: 'well' };
  const server = createServer((request, response) => {
    const bff = (request.url ?? '').split('/')[1] as Bff;
    response.setHeader('content-type', 'application/json');
    switch (behaviours[bff]) {
      case 'well':
        return void response.end(JSON.stringify(bff === 'shell' ? context : {}));
      case 'failing':
        return void response.writeHead(500).end('{}');
      case 'rambling':
        return void response.end('<html>not JSON</html>');
      case 'confused':
        return void response.end('null');
      case 'down':
        return void request.socket.destroy();
      case 'silent':
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    behaviours,
    url: (bff: Bff) => `http://127.0.0.1:${port}/${bff}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
