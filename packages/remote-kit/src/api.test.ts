import { expect, test } from 'vitest';
import { type ApiProblem, getJson, sendJson } from './api.ts';

test('When the BFF refuses, its problem is thrown with the words for the shopper', async () => {
  const problem = {
    type: 'about:blank',
    title: 'Out of stock',
    detail: 'Only 2 left',
    status: 409,
    code: 'out-of-stock',
  };
  const api = async () => Response.json(problem, { status: 409 });

  const fault = await getJson<ApiProblem>(api, '/screens/cart').catch((error) => error);

  expect(fault.message).toBe('Only 2 left');
  expect(fault.problem).toEqual(problem);
});

test('When something in between answers in HTML, the shopper still gets a sentence', async () => {
  const api = async () => new Response('<h1>502</h1>', { status: 502 });

  const fault = await getJson<ApiProblem>(api, '/screens/cart').catch((error) => error);

  expect(fault.problem).toMatchObject({ code: 'unreachable', status: 502 });
  expect(fault.message).toMatch(/try again/);
});

test('When JSON is sent, the BFF gets it as such and its answer comes back', async () => {
  let sent: RequestInit | undefined;
  const api = async (_: string, init?: RequestInit) => {
    sent = init;
    return Response.json({ ok: true });
  };

  expect(await sendJson(api, 'POST', '/cart/items', { quantity: 1 })).toEqual({ ok: true });
  expect(sent).toMatchObject({ method: 'POST', body: '{"quantity":1}' });
  expect(new Headers(sent?.headers).get('content-type')).toBe('application/json');
});
