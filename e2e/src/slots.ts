import type { APIRequestContext, Page } from '@playwright/test';
import { expect } from './shop.ts';

/** From the next full load on: remembers all elements of the fragments before any script of the page runs. */
export const noteServerNodes = (page: Page) =>
  page.addInitScript(() => {
    document.addEventListener('readystatechange', () => {
      if (document.readyState !== 'interactive') return;
      Object.assign(window, { serverNodes: [...document.querySelectorAll('mfe-slot *')] });
    });
  });

/** How many elements the server sent, and what those say that are not in the page any more. */
export const countLostNodes = (page: Page) =>
  page.evaluate(() => {
    const { serverNodes } = window as unknown as { serverNodes: Element[] };
    const lost = serverNodes.filter((element) => !element.isConnected);
    return { sent: serverNodes.length, lost: lost.map((element) => element.outerHTML.slice(0, 120)) };
  });

/** Brings every slot to life, as a shopper who touches everything would; all of them hydrate. */
export async function wakeAllSlots(page: Page): Promise<void> {
  await page.waitForFunction(() => customElements.get('mfe-slot'));
  for (const slot of await page.locator('mfe-slot').all()) {
    await slot.evaluate((element) => element.scrollIntoView());
    await slot.dispatchEvent('pointerover');
  }
  await expect(page.locator('mfe-slot:not([data-mounted=hydrated])')).toHaveCount(0);
}

/** From the next full load on: the browser is never idle and sees nothing, so that only an interaction wakes slots. */
export const holdPolicies = (page: Page) =>
  page.addInitScript(() => {
    window.requestIdleCallback = () => 0;
    IntersectionObserver.prototype.observe = () => {};
  });

/** Paths of the scripts that a page's HTML names. */
export async function scriptsOf(request: APIRequestContext, path: string): Promise<string[]> {
  const html = await (await request.get(path)).text();
  return [...html.matchAll(/<script[^>]+src="([^"]+)"/g)].map((match) => match[1] as string);
}

interface DevToolsWindow {
  /** Below all middleware, as the extension travels. */
  timeMachine: { dispatch(action: object): void };
  devTools: { dispatch(action: object): void; getState(): object };
}

const JUMP = 'dev-tools/jump';

/** From the next full load on: stands where the Redux DevTools extension would stand. */
export async function useDevTools(page: Page) {
  await page.addInitScript((jump) => {
    type Reducer = (state: unknown, action: { type: string; index?: number }) => unknown;
    type CreateStore = (reducer: Reducer, ...more: unknown[]) => DevToolsWindow['devTools'];
    type Enhancer = (next: CreateStore) => CreateStore;
    const compose =
      () =>
      (...enhancers: Enhancer[]) =>
      (createStore: CreateStore): CreateStore =>
      (reducer, ...more) => {
        const states: unknown[] = [];
        const recorded: Reducer = (state, action) => {
          if (action.type === jump) return states.at(action.index ?? 0);
          states.push(reducer(state, action));
          return states.at(-1);
        };
        const createInner: CreateStore = (...given) => {
          const timeMachine = createStore(...given);
          Object.assign(window, { timeMachine });
          return timeMachine;
        };
        const devTools = enhancers.reduceRight((next, enhance) => enhance(next), createInner)(recorded, ...more);
        Object.assign(window, { devTools });
        return devTools;
      };
    Object.assign(window, { __REDUX_DEVTOOLS_EXTENSION_COMPOSE__: compose });
  }, JUMP);
  return {
    dispatch: (type: string, payload: object) =>
      page.evaluate((action) => (window as unknown as DevToolsWindow).devTools.dispatch(action), { type, payload }),
    /** Back to a state that was: -1 is the present one, -2 the one before the last action. */
    travelTo: (index: number) =>
      page.evaluate((action) => (window as unknown as DevToolsWindow).timeMachine.dispatch(action), {
        type: JUMP,
        index,
      }),
    state: () => page.evaluate(() => (window as unknown as DevToolsWindow).devTools.getState()),
  };
}
