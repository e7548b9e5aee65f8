/**
 * `fetch` bound to the remote's own BFF: `api('/screens/cart')`. On the server it carries the shopper's session and
 * the render's deadline; in the browser it goes to `/api/<bff>` of this origin. Never throws for an HTTP status.
 */
export type ApiFetch = (path: string, init?: RequestInit) => Promise<Response>;
