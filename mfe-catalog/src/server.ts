import type { RenderRequest, RenderResult } from '@tessera/contracts/remote/server-entry';
import { renderToString } from 'vue/server-renderer';
import { createFragmentApp } from './app/create-fragment-app.ts';
import featuredProducts from './features/featured-products/fragment.ts';
import productList from './features/product-list/fragment.ts';
import productPage from './features/product-page/fragment.ts';
import recommendations from './features/recommendations/fragment.ts';
import type { Fragment } from './fragment/fragment.ts';

const fragments: Record<string, Fragment> = {
  'featured-products': featuredProducts,
  'product-list': productList,
  'product-page': productPage,
  recommendations,
};

export async function render(request: RenderRequest): Promise<RenderResult> {
  const fragment = fragments[request.fragment];
  if (!fragment) throw new Error(`The catalog has no fragment ${request.fragment}`);
  const screen = await fragment.load(request);
  const app = createFragmentApp({
    fragment,
    view: { screen, retry: null },
    instance: request.instance,
    source: { serverState: request.state },
  });
  return { html: await renderToString(app), state: screen, page: fragment.page?.(screen) };
}
