import type { Notification } from '@tessera/contracts/api/notification';
import type { AccountScreen } from '@tessera/contracts/bff/dashboard';
import { createStandInAccount, type Fields, Refusal } from './stand-in-account.ts';

type FormName = NonNullable<AccountScreen['form']>['name'];

export interface Scene {
  /** Parts that differ from a shopper with two addresses and two unread notifications. */
  readonly account?: Partial<AccountScreen>;
  readonly guest?: boolean;
  /** Nothing answers. */
  readonly down?: boolean;
}

/**
 * The dashboard BFF in memory. Beside its contract, `POST /stand-in` sets the scene (`account` replaces parts of it,
 * `guest` and `down` say who asks and whether anything answers), and `POST /stand-in/notify` lets a notification come.
 */
export function createStandInBff({ account: start, ...said }: Scene = {}) {
  let account = createStandInAccount(start);
  let scene: Omit<Scene, 'account'> = said;
  const arrived: Notification[] = [];

  const change = (path: string, fields: Fields): unknown => {
    const [, first, id, last] = path.split('/');
    if (path === '/profile') return account.changeProfile(fields);
    if (path === '/preferences') return account.changePreferences(fields);
    if (path === '/notifications/read') return account.markRead(fields);
    if (first === 'addresses' && last === 'delete') return account.deleteAddress(id);
    if (first === 'addresses') return account.changeAddress(id, fields);
    throw new Refusal(404, 'There is no such thing.');
  };

  /** The stand-in shell sends whole answers only: each connection brings what waits, and the browser comes again. */
  const stream = () => {
    const events = arrived.splice(0).map((notification) => {
      account.arrive(notification);
      return `event: notification\ndata: ${JSON.stringify({ notification, unread: account.feed().unread })}\n\n`;
    });
    const count = `event: unread\ndata: ${JSON.stringify({ unread: account.feed().unread })}\n\n`;
    return new Response(`retry: 300\n\n${events.join('')}${count}`, {
      headers: { 'content-type': 'text/event-stream' },
    });
  };

  const read = (path: string): Response => {
    if (scene.guest) return problem(new Refusal(401, 'Sign in to do this.'));
    if (scene.down) return problem(new Refusal(503, 'This is not available right now.'));
    if (path === '/screens/account') return Response.json(account.takeScreen());
    if (path === '/notifications') return Response.json(account.feed());
    return path === '/notifications/stream' ? stream() : problem(new Refusal(404, 'There is no such thing.'));
  };

  const respond = async (request: Request): Promise<Response> => {
    const { pathname: path } = new URL(request.url);
    if (request.method === 'GET') return read(path);
    const body = await request.text();
    const json = request.headers.get('content-type')?.includes('json');
    if (path === '/stand-in') {
      const { account: start, ...said } = JSON.parse(body);
      scene = said;
      account = createStandInAccount(start);
      return Response.json({});
    }
    if (path === '/stand-in/notify') return Response.json({ waiting: arrived.push(JSON.parse(body)) });
    const fields: Fields = json ? JSON.parse(body) : Object.fromEntries(new URLSearchParams(body));
    const name = (path.split('/')[1] ?? '').replace('addresses', 'address') as FormName;
    try {
      const answer = change(path, fields);
      return json ? Response.json(answer) : seeOther(`/account?saved=${name}`);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (json) return problem(error);
      account.refused({ name, values: fields, message: error.message, errors: error.errors });
      return seeOther('/account');
    }
  };
  return { respond, account: () => account.screen(), isGuest: () => scene.guest === true };
}

const seeOther = (location: string) => new Response(null, { status: 303, headers: { location } });

const problem = ({ status, message, errors }: Refusal) =>
  Response.json(
    { type: 'about:blank', title: 'Refused', status, code: 'refused', detail: message, errors },
    { status, headers: { 'content-type': 'application/problem+json' } },
  );
