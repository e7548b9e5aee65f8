import { z } from 'zod';
import { defineApi } from '../endpoint.ts';
import { address, email, id, idempotencyKey, text } from '../primitives.ts';

export const role = z.enum(['customer', 'catalog-manager', 'admin']);
export const user = z.object({ id, email, name: z.string(), roles: z.array(role) });
export type User = z.infer<typeof user>;

const name = text(100).min(1, 'Enter your name');
const password = z.string().min(10, 'Use at least 10 characters').max(200, 'Use at most 200 characters');

/** `expiresAt` is the access token's; the refresh token is single use (a repeat within seconds gets the same successor). */
export const tokens = z.object({ accessToken: z.string(), refreshToken: z.string(), expiresAt: z.iso.datetime() });
export type Tokens = z.infer<typeof tokens>;
export const signedIn = z.object({ user, tokens });
export type SignedIn = z.infer<typeof signedIn>;

export const savedAddress = address.extend({ id, isDefault: z.boolean() });
export type SavedAddress = z.infer<typeof savedAddress>;

export const userApi = defineApi({
  register: {
    method: 'POST',
    path: '/register',
    access: 'public',
    status: 201,
    summary: 'Open an account, once for each key, and sign in',
    headers: z.object({ 'idempotency-key': idempotencyKey }),
    body: z.object({ email, name, password }),
    response: signedIn,
    problems: { 409: ['email-taken'], 422: ['idempotency-key-reused'] },
  },
  login: {
    method: 'POST',
    path: '/login',
    access: 'public',
    summary: 'Sign in with e-mail and password',
    /** The shopper's address, which lock-out counts by; the BFF gives the one that the gateway reported. */
    headers: z.object({ 'x-forwarded-for': z.string().max(400).optional() }),
    body: z.object({
      email,
      password: z.string().min(1, 'Enter your password').max(200, 'Use at most 200 characters'),
    }),
    response: signedIn,
    problems: { 401: ['wrong-credentials'], 429: ['locked-out'] },
  },
  refresh: {
    method: 'POST',
    path: '/token/refresh',
    access: 'public',
    summary: 'Exchange a refresh token for a new pair',
    body: z.object({ refreshToken: z.string().max(500) }),
    response: signedIn,
    problems: { 401: ['session-expired'] },
  },
  logout: {
    method: 'POST',
    path: '/logout',
    access: 'public',
    status: 204,
    summary: 'Revoke a refresh token and its descendants',
    body: z.object({ refreshToken: z.string().max(500) }),
  },
  getProfile: { method: 'GET', path: '/profile', access: 'customer', summary: 'The caller', response: user },
  updateProfile: {
    method: 'PATCH',
    path: '/profile',
    access: 'customer',
    summary: 'Change name or e-mail',
    body: z.object({ name: name.optional(), email: email.optional() }),
    response: user,
    problems: { 409: ['email-taken'] },
  },
  listAddresses: {
    method: 'GET',
    path: '/addresses',
    access: 'customer',
    summary: "The caller's addresses",
    response: z.object({ items: z.array(savedAddress) }),
  },
  addAddress: {
    method: 'POST',
    path: '/addresses',
    access: 'customer',
    status: 201,
    summary: 'Add an address, once for each key',
    headers: z.object({ 'idempotency-key': idempotencyKey }),
    body: address.extend({ isDefault: z.boolean().default(false) }),
    response: savedAddress,
    problems: { 409: ['too-many-addresses'], 422: ['idempotency-key-reused'] },
  },
  updateAddress: {
    method: 'PUT',
    path: '/addresses/:id',
    access: 'customer',
    summary: 'Replace an address',
    params: z.object({ id }),
    body: address.extend({ isDefault: z.boolean().default(false) }),
    response: savedAddress,
    problems: { 404: ['address-not-found'] },
  },
  deleteAddress: {
    method: 'DELETE',
    path: '/addresses/:id',
    access: 'customer',
    status: 204,
    summary: 'Delete an address',
    params: z.object({ id }),
    problems: { 404: ['address-not-found'] },
  },
  jwks: {
    method: 'GET',
    path: '/.well-known/jwks.json',
    access: 'public',
    summary: 'Public keys that verify access tokens',
    response: z.object({ keys: z.array(z.record(z.string(), z.unknown())) }),
  },
});
