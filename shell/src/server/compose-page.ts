import { randomBytes, randomUUID } from 'node:crypto';
import { isOrigin } from '@tessera/contracts/remote/override';
import type { SharedState } from '@tessera/contracts/state/shared-state';
import type { GetServerSidePropsContext } from 'next';
import { headerInstance, type Page, sectionInstance } from '../page.ts';
import { headerPlacements, type PageLayout, type Placement } from '../page-table.ts';
import { callerOf } from './bff-fetch.ts';
import { createCookieJar } from './cookie-jar.ts';
import { fillSlot, type SlotRequest } from './fill-slots.ts';
import type { Host } from './host.ts';
import { mergePageInfo } from './merge-page-info.ts';
import { readPageContext } from './page-context.ts';
import { choosePageReleases } from './page-releases.ts';
import { createFragmentRenderer } from './render-fragment.ts';
import { contentSecurityPolicy, INTEGRITY_POLICY } from './security-headers.ts';
import { createServerTiming } from './server-timing.ts';
import { isForEveryStranger, SHARED_SECONDS } from './shared-page.ts';

export interface PageRequest {
  readonly layout: PageLayout;
  /** Form whose kept faults the page shows. */
  readonly form?: string;
}

/** Renders a page's fragments and puts together all that the page is made of; sets the response's status and headers. */
export async function composePage(
  { req, res, resolvedUrl }: GetServerSidePropsContext,
  { layout, form }: PageRequest,
  shell: Host,
): Promise<Page> {
  // A client-side navigation: the header stays, and the page's HTML travels in the JSON.
  const partial = req.headers['x-nextjs-data'] !== undefined;
  const url = resolvedUrl;
  const nonce = randomBytes(16).toString('base64');
  const requestId = String(req.headers['x-request-id'] ?? randomUUID());
  const cookies = createCookieJar(req.headers.cookie);
  const caller = callerOf(req, cookies, requestId);
  const { config } = shell;

  const timing = createServerTiming();
  const [context, releases] = await Promise.all([
    timing.measure('context', 'page context', readPageContext(config.shellBff, caller, form)),
    choosePageReleases(shell, cookies, partial),
  ]);
  try {
    const { state } = context;
    const render = createFragmentRenderer({
      choices: releases.choices,
      url,
      state,
      nonce,
      caller,
      bffUrl: config.bffUrl,
      deadlineMs: sharedDeadline(config.fragmentDeadlineMs),
      checkProps: config.devTools,
      health: shell.health,
      rendered: shell.metrics.rendered,
    });

    const prefix = partial ? `x${randomBytes(4).toString('hex')}` : '';
    const header = partial ? [] : headerRequests(state);
    const requests = [...header, ...sectionRequests(layout, prefix)];
    const [filled, { remotes, missed }] = await Promise.all([
      Promise.all(requests.map((request) => timing.measure(request.instance, request.name, fillSlot(request, render)))),
      releases.described,
    ]);

    const info = mergePageInfo(filled.slice(header.length).flatMap((slot) => slot.info));
    const status = info.status ?? layout.status ?? 200;
    // Next's router takes any other status of its data for an error.
    if (!partial) res.statusCode = status;
    for (const line of cookies.setLines) res.appendHeader('set-cookie', line);
    res.setHeader('x-request-id', requestId);
    res.setHeader('server-timing', timing.header());
    if (process.env.NODE_ENV === 'production') {
      const origins = Object.values(remotes).flatMap(({ override }) => originOf(override?.target));
      res.setHeader('content-security-policy', contentSecurityPolicy(nonce, origins, config.paymentOrigins));
      // A dev server's chunks have none.
      if (origins.length === 0) res.setHeader('integrity-policy', INTEGRITY_POLICY);
    }

    if (isForEveryStranger({ layout, partial, status, req, cookies, context, filled }) && !config.devTools)
      res.setHeader('x-accel-expires', SHARED_SECONDS);

    const slots: Page['slots'] = Object.assign({}, ...filled.map((slot) => slot.slots));
    const page: Page = {
      ...(layout.description ? { description: layout.description } : {}),
      ...info,
      url,
      title: info.title ?? layout.title,
      status,
      state,
      ...(context.missing ? { stateMissing: true } : {}),
      form: context.form,
      remotes,
      slots: config.devTools ? slots : withoutDiagnoses(slots),
      ...(missed.length > 0 ? { overrides: missed } : {}),
      ...(config.devTools ? { devTools: true } : {}),
      css: [...new Set(filled.flatMap((slot) => slot.remotes))].sort().flatMap((name) => remotes[name]?.css ?? []),
      prefix,
    };
    const markup = Object.fromEntries(
      requests.map(({ instance }, index) => {
        const { html = '', attributes = {} } = filled[index] ?? {};
        return [instance, { html, attributes }];
      }),
    );
    return partial ? { ...page, markup } : withHidden(page, { markup, nonce });
  } finally {
    releases.letGo();
  }
}

/** No fragment has less, however late it comes: one inside another that came late. */
const LEAST_MS = 250;

/** The waves of a page share one deadline, and so does the wait for a release that is still being brought. */
function sharedDeadline(deadlineMs: number): () => number {
  const end = performance.now() + deadlineMs;
  return () => Math.max(Math.min(LEAST_MS, deadlineMs), end - performance.now());
}

/** What only dev tools show. */
const withoutDiagnoses = (slots: Page['slots']): Page['slots'] =>
  Object.fromEntries(Object.entries(slots).map(([instance, { renderMs: _, fault: __, ...slot }]) => [instance, slot]));

const originOf = (target: string | undefined) => (target && isOrigin(target) ? [target] : []);

/** Properties that the render can read and that stay out of the JSON. */
const withHidden = (page: Page, hidden: Pick<Page, 'markup' | 'nonce'>): Page =>
  Object.defineProperties(
    page,
    Object.fromEntries(Object.entries(hidden).map(([name, value]) => [name, { value, enumerable: false }])),
  );

const headerRequests = ({ session }: SharedState): SlotRequest[] => [
  request(headerPlacements.cart, headerInstance('cart')),
  ...(session.user ? [request(headerPlacements.notifications, headerInstance('notifications'))] : []),
];

const sectionRequests = ({ sections }: PageLayout, prefix: string): SlotRequest[] =>
  sections.flatMap((section, index) =>
    'fragment' in section ? [request(section, sectionInstance(prefix, index))] : [],
  );

const request = ({ fragment, props }: Placement, instance: string): SlotRequest => ({
  name: fragment,
  instance,
  props,
});
