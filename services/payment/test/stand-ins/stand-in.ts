import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type Express, type RequestHandler } from 'express';

/**
 * `silent-after`: does what it was asked to, and the answer gets lost. `refused-after`: the same, and refuses, as it may
 * refuse one of two calls made at once. `in-progress`: refuses because another call with the same key is under way.
 */
export type Fault = 'silent' | 'silent-after' | 'refused-after' | 'in-progress' | 500 | 429;
type Answered = Exclude<Fault, 'silent' | 'silent-after'>;

/** What the stand-ins of both providers have in common: faults on demand, messages on demand. */
export function createStandIn<Message extends { readonly id: string }>(options: {
  /** Head and body of a message as the provider would send it. */
  sign: (message: Message, forged: boolean) => { headers: Record<string, string>; body: string };
  answers: Record<Answered, { readonly status: number; readonly body: unknown }>;
}) {
  const faults: { path: RegExp; fault: Fault; times: number }[] = [];
  const messages: Message[] = [];
  const calls: string[] = [];
  const webhooks = { url: undefined as string | undefined, send: true };

  const deliver = async (message: Message, { forged = false } = {}): Promise<number> => {
    const { headers, body } = options.sign(message, forged);
    const response = await fetch(String(webhooks.url), {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
      signal: AbortSignal.timeout(20_000),
    });
    await response.arrayBuffer();
    return response.status;
  };

  const misbehave: RequestHandler = (req, res, next) => {
    calls.push(`${req.method} ${req.path}`);
    const planned = faults.find(({ path, times }) => times > 0 && path.test(`${req.method} ${req.path}`));
    if (!planned) return next();
    planned.times -= 1;
    if (planned.fault === 'silent') return;
    const json = res.json.bind(res);
    const answer = (fault: Answered) => {
      const { status, body } = options.answers[fault];
      return (res.status(status), json(body));
    };
    if (planned.fault === 'silent-after') res.json = () => res;
    else if (planned.fault === 'refused-after') res.json = () => answer('refused-after');
    else return void answer(planned.fault);
    next();
  };

  return {
    messages,
    /** `METHOD /path` of all that was asked. */
    calls,
    webhooks,
    deliver,
    misbehave,
    /** The next calls whose `METHOD /path` matches come to this. */
    plan(path: RegExp, fault: Fault, times = 1) {
      faults.push({ path, fault, times });
    },
    /** Something happened: remembered, and told of if somebody listens. */
    tell(message: Message) {
      messages.push(message);
      if (webhooks.url && webhooks.send) deliver(message).catch(() => undefined);
    },
  };
}

export async function listen(mount: (app: Express, baseUrl: () => string) => void, port = 0) {
  const app = express().disable('x-powered-by');
  let baseUrl = '';
  mount(app, () => baseUrl);
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    baseUrl,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A provider's own page, as plain as can be. */
export const page = (title: string, body: string): string =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><link rel="icon" href="data:,">` +
  '<style>body{font:1.1rem/1.5 system-ui;max-width:26rem;margin:3rem auto;padding:0 1rem}button{font:inherit;width:100%;padding:.75rem;margin:.25rem 0}</style>' +
  `<h1>${title}</h1>${body}`;

export const button = (name: string, label: string): string =>
  `<form method="post"><button name="choice" value="${name}">${label}</button></form>`;
