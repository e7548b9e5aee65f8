import type { Product } from '@tessera/contracts/api/product';
import { productPath } from '../../ui/links.ts';

/** schema.org Product, as search engines read it. */
export const productJsonLd = (product: Product) => ({
  '@context': 'https://schema.org',
  '@type': 'Product',
  name: product.name,
  description: product.description,
  sku: product.sku,
  category: product.categoryName,
  image: product.image.url,
  offers: {
    '@type': 'Offer',
    url: productPath(product.slug),
    price: (product.price.amount / 100).toFixed(2),
    priceCurrency: product.price.currency,
    availability: `https://schema.org/${product.available > 0 ? 'InStock' : 'OutOfStock'}`,
  },
  ...(product.rating.count > 0 && {
    aggregateRating: {
      '@type': 'AggregateRating',
      ratingValue: product.rating.average,
      reviewCount: product.rating.count,
    },
  }),
});
