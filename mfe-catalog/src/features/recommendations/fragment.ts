import type { RecommendationsScreen } from '@tessera/contracts/bff/catalog';
import { getRecommendations } from '../../api/screens.ts';
import { defineFragment } from '../../fragment/fragment.ts';
import RecommendedProducts from './recommended-products.vue';

export default defineFragment<'catalog/recommendations', RecommendationsScreen>('catalog/recommendations', {
  component: RecommendedProducts,
  load: ({ api, props }) => getRecommendations(api, props.productId),
});
