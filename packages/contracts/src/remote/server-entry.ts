import { z } from 'zod';
import type { SharedState } from '../state/shared-state.ts';
import type { ApiFetch } from './api-fetch.ts';

/** What `./server` of a remote is asked for. `fragment` is the name without the remote's. */
export interface RenderRequest<Props = unknown> {
  readonly fragment: string;
  /** Unique on the page; prefix of every id that the framework makes up. */
  readonly instance: string;
  /** Path and query of the page. */
  readonly url: string;
  readonly props: Props;
  readonly state: SharedState;
  /** CSP nonce for any style or script that the framework writes itself. */
  readonly nonce: string;
  readonly api: ApiFetch;
}

/** What a page needs to know of a fragment beyond its HTML. The first fragment of a page that says something wins. */
export const pageInfo = z
  .object({
    title: z.string().optional(),
    description: z.string().optional(),
    /** Path of the picture for link previews. */
    image: z.string().optional(),
    /** schema.org object. */
    jsonLd: z.record(z.string(), z.unknown()).optional(),
    /** 404 for what does not exist. */
    status: z.int().min(200).max(599).optional(),
    /** Path to go to instead of rendering: an order page without a session, a checkout without a cart. */
    redirect: z.string().optional(),
  })
  .readonly();
export type PageInfo = z.infer<typeof pageInfo>;

export const renderResult = z
  .object({
    html: z.string(),
    /** JSON. Exactly what hydration needs to make the same tree again, nothing else. */
    state: z.unknown().optional(),
    page: pageInfo.optional(),
  })
  .readonly();
export type RenderResult = z.infer<typeof renderResult>;

/** The module that a remote exposes as `./server`. Throwing makes the shell show the fallback. */
export interface ServerEntry {
  render(request: RenderRequest): Promise<RenderResult>;
}
