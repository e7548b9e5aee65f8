import type { z } from 'zod';

/** Who may call: nobody in particular, a shopper (guest or signed in), a signed-in customer, or a role. */
export type Access = 'public' | 'shopper' | 'customer' | 'catalog-manager' | 'admin';

/**
 * One HTTP operation of a service: the server validates with it, the client is typed by it,
 * and the OpenAPI document is generated from it.
 */
export interface Endpoint {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Express path: `/products/:id`. */
  readonly path: string;
  readonly summary: string;
  readonly access: Access;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  /** Lower-case names. */
  readonly headers?: z.ZodObject;
  readonly body?: z.ZodType;
  /** Status of success; 200 when absent. */
  readonly status?: 200 | 201 | 202 | 204;
  /** Absent for 204 and for streams. */
  readonly response?: z.ZodType;
  /** Problem codes that it can answer with, by status, for the document. */
  readonly problems?: Readonly<Record<number, readonly string[]>>;
}

export type Api = Readonly<Record<string, Endpoint>>;

/** Keeps the literal types of an API's endpoints. */
export const defineApi = <const A extends Api>(api: A): A => api;
