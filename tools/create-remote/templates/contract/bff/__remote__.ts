import type { ProductSummary } from '../api/product.ts';

/** `GET /screens/welcome` */
export interface WelcomeScreen {
  readonly picks: readonly Pick<ProductSummary, 'slug' | 'name' | 'tagline'>[];
}
