import Router from 'next/router';
import { currentPage } from '../browser/page-memory.ts';
import type { Page, PageProps, PageSlot } from '../page.ts';

/** The page of the full load. */
export const firstPage: Page | undefined = (window.__NEXT_DATA__?.props.pageProps as Partial<PageProps>)?.page;

/** What the server said of each instance, those of the header too, which client-side navigations leave out. */
const slots: Record<string, PageSlot> = {};
const remember = () => Object.assign(slots, currentPage()?.slots);
Object.assign(slots, firstPage?.slots);
remember();
Router.events.on('routeChangeComplete', remember);

export const serverSlot = (instance: string | undefined): PageSlot | undefined => slots[instance ?? ''];

export function onPageChange(listener: () => void): () => void {
  Router.events.on('routeChangeComplete', listener);
  return () => Router.events.off('routeChangeComplete', listener);
}
