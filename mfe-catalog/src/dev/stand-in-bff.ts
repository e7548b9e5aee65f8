import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Category, Product } from '@tessera/contracts/api/product';
import type {
  FeaturedScreen,
  ProductListScreen,
  ProductPageScreen,
  RecommendationsScreen,
} from '@tessera/contracts/bff/catalog';
import type { DevBff } from '@tessera/remote-kit/dev-setup';

const PER_PAGE = 24;
const pictures = import.meta.resolve('@lobehub/fluent-emoji-3d/package.json').replace('package.json', 'assets/');

export const problem = (status: number, code: string) =>
  Response.json({ type: 'about:blank', title: code, status, code }, { status });

/** The catalog BFF over these products. */
export function createStandInBff(all: readonly Product[]): DevBff {
  const categories: Category[] = [...new Set(all.map((product) => product.category))].map((slug) => ({
    slug,
    name: all.find((product) => product.category === slug)?.categoryName ?? slug,
    count: all.filter((product) => product.category === slug).length,
  }));
  const bySlug = (slug: string) => all.find((product) => product.slug === slug || product.id === slug);

  const productList = (query: URLSearchParams): ProductListScreen | null => {
    const category = categories.find(({ slug }) => slug === query.get('category')) ?? null;
    if (query.has('category') && !category) return null;
    const sort = query.get('sort') ?? 'featured';
    const page = Number(query.get('page') ?? 1);
    const found = all.filter((product) => !category || product.category === category.slug);
    if (sort.startsWith('price')) found.sort((a, b) => a.price.amount - b.price.amount);
    if (sort === 'price-desc') found.reverse();
    const products = found.slice((page - 1) * PER_PAGE, page * PER_PAGE);
    const pageCount = Math.ceil(found.length / PER_PAGE);
    return { products, categories, category, sort, page, pageCount, total: found.length };
  };

  return async (request) => {
    const { pathname, searchParams } = new URL(request.url);
    const [, kind, name = '', key = ''] = pathname.split('/');
    if (kind === 'media') {
      const picture = await readFile(fileURLToPath(pictures + name)).catch(() => null);
      return picture
        ? new Response(picture, { headers: { 'content-type': 'image/webp' } })
        : problem(404, 'no-picture');
    }
    if (name === 'featured') {
      const products = all
        .filter((_, index) => index % 3 === 0 || index === 4)
        .slice(0, Number(searchParams.get('limit')));
      return Response.json({ products, categories } satisfies FeaturedScreen);
    }
    if (name === 'product-list') {
      const screen = productList(searchParams);
      return screen ? Response.json(screen) : problem(404, 'category-not-found');
    }
    if (name === 'recommendations') {
      return Response.json({ products: bySlug(key) ? all.slice(2, 6) : [] } satisfies RecommendationsScreen);
    }
    const product = bySlug(decodeURIComponent(key));
    if (!product) return problem(404, 'product-not-found');
    return Response.json({ product } satisfies ProductPageScreen);
  };
}
