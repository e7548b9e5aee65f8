import type { FormState } from '@tessera/contracts/bff/form';
import type { Problem } from '@tessera/contracts/problem';
import express, { type Request, type RequestHandler, type Response } from 'express';
import { z } from 'zod';
import { HttpProblem, invalidInput } from '../http-problem.ts';
import { jsonBody } from '../json-body.ts';
import { toProblem } from '../to-problem.ts';
import { readCookie, writeCookie } from './cookies.ts';
import { pageBefore } from './page-before.ts';
import { bffProblems } from './problems.ts';
import { seal, unseal } from './sealed.ts';

const MAX_AGE_MS = 300_000;
// Browsers refuse cookies over 4096 bytes, name and attributes included.
const MAX_COOKIE = 3_800;
const MAX_VALUE = 300;
/** No form nests deeper; who sends more wants a stack to overflow. */
const MAX_DEPTH = 8;

export interface FormAction<Schema extends z.ZodType> {
  /** Of the form's state: `takeForm` reads it by this name. */
  readonly name: string;
  readonly schema: Schema;
  readonly secret: string;
  /** Public path to go back to when the page that it came from is unknown. */
  readonly fallback: string;
  /** The fallback's page shows faults, even of forms that stand on other pages. */
  readonly alwaysFallback?: boolean;
  /** Fields whose values the form shows again after a fault; never passwords or cards. */
  readonly keep?: readonly string[];
  /** `next` is the public path that a plain form goes to; `body` what fetch gets (`{ next }` when absent). */
  readonly handle: (input: z.output<Schema>, req: Request, res: Response) => Promise<{ next: string; body?: unknown }>;
}

/**
 * One action for both kinds of client. JSON (fetch) gets JSON or problem+json; a plain form gets 303 to `next`, or,
 * after a fault, 303 back to its page with a FormState in a sealed cookie that lives for five minutes.
 */
export function formAction<Schema extends z.ZodType>(action: FormAction<Schema>): RequestHandler {
  return async (req, res) => {
    const plain = req.is('application/x-www-form-urlencoded') === 'application/x-www-form-urlencoded';
    try {
      await readBody(req, res);
      const input = action.schema.safeParse(plain ? unflatten(req.body) : (req.body ?? {}));
      if (!input.success) throw invalidInput(input.error.issues.map(forPeople));
      const { next, body } = await action.handle(input.data, req, res);
      if (plain) res.redirect(303, next);
      else res.json(body ?? { next });
    } catch (error) {
      if (!plain) throw error;
      const problem = toProblem(error, bffProblems);
      if (problem.status >= 500) req.log.error({ err: error }, 'form action failed');
      const page = (!action.alwaysFallback && pageBefore(req)) || action.fallback;
      const state = stateOf(problem, req.body, action);
      remember(res, action, state);
      if (!SIGNED_OUT.includes(problem.code)) return res.redirect(303, page);
      remember(res, { name: 'sign-in', secret: action.secret }, { ...state, values: {}, errors: [] });
      res.redirect(303, `/sign-in?returnTo=${encodeURIComponent(page)}`);
    }
  };
}

/** What these forms hold can only be taken from somebody who signs in again: the way there, and then back. */
const SIGNED_OUT = ['session-expired', 'unauthenticated'];

const parsers = [jsonBody('64kb'), express.urlencoded({ extended: false, limit: '64kb', parameterLimit: 200 })];

/** Here, not before all routes: a plain form that can't be read has a page to tell it on. */
async function readBody(req: Request, res: Response): Promise<void> {
  for (const parse of parsers) {
    await new Promise<void>((resolve, reject) => {
      parse(req, res, (error?: unknown) => (error ? reject(error) : resolve()));
    });
  }
  if (req.body === undefined && Number(req.get('content-length')) > 0) {
    throw new HttpProblem(415, 'unsupported-media-type', 'Send the body as application/json.');
  }
}

/** A field that did not come at all has no message of its own: no page sends its form without it. */
function forPeople<Issue extends { code: string; message: string }>(issue: Issue): Issue {
  const unnamed = issue.code === 'invalid_type' && issue.message.startsWith('Invalid input');
  return unnamed ? { ...issue, message: 'Fill in this field' } : issue;
}

const formState = z.object({
  values: z.record(z.string(), z.string()),
  message: z.string(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })),
});

/** What the form of this name has to show, once: reading clears it. */
export function takeForm(req: Request, res: Response, name: string, secret: string): FormState | null {
  const found = readCookie(req, cookieOf(name));
  if (!found) return null;
  writeCookie(res, cookieOf(name), undefined, {});
  return formState.safeParse(unseal(found, secret, cookieOf(name))).data ?? null;
}

const cookieOf = (name: string) => `tessera_form_${name}`;

function remember(res: Response, { name, secret }: { name: string; secret: string }, state: FormState): void {
  const values = Object.entries(state.values).sort(([, a], [, b]) => a.length - b.length);
  for (;;) {
    const sealed = seal({ ...state, values: Object.fromEntries(values) }, secret, cookieOf(name));
    if (sealed.length <= MAX_COOKIE || values.length === 0) {
      return writeCookie(res, cookieOf(name), sealed, { maxAge: MAX_AGE_MS });
    }
    values.pop();
  }
}

function stateOf(
  problem: Problem,
  body: unknown,
  { keep = [], alwaysFallback }: { keep?: readonly string[]; alwaysFallback?: boolean },
): FormState {
  const typed = z.record(z.string(), z.unknown()).safeParse(body).data ?? {};
  const values = keep.flatMap((field) => {
    const value = typed[field];
    return typeof value === 'string' ? [[field, value.slice(0, MAX_VALUE).toWellFormed()]] : [];
  });
  // A page that does not have the form can't mark its fields.
  const [first] = alwaysFallback ? (problem.errors ?? []) : [];
  return {
    values: Object.fromEntries(values),
    message: first?.message ?? problem.detail ?? problem.title,
    errors: (problem.errors ?? []).slice(0, 15),
  };
}

/** `{ 'address.city': 'Graz' }` → `{ address: { city: 'Graz' } }` */
export function unflatten(flat: unknown): Record<string, unknown> {
  const result: Record<string, unknown> = Object.create(null);
  for (const [name, value] of Object.entries(flat ?? {})) {
    const path = name.split('.', MAX_DEPTH);
    const last = path.pop() ?? name;
    let at = result;
    for (const step of path) {
      const inner = at[step];
      at = isBranch(inner) ? inner : (at[step] = Object.create(null));
    }
    if (!isBranch(at[last])) at[last] = value;
  }
  return plainCopy(result);
}

const isBranch = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

// zod takes plain objects only; a field named __proto__ must not become a prototype.
const plainCopy = (from: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(from)
      .filter(([name]) => name !== '__proto__')
      .map(([name, value]) => [name, isBranch(value) ? plainCopy(value) : value]),
  );
