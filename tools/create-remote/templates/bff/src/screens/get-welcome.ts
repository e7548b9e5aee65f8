import type { productApi } from '@tessera/contracts/api/product';
import type { WelcomeScreen } from '@tessera/contracts/bff/__remote__';
import type { Client } from '@tessera/service-kit/api-client';
import type { RequestHandler } from 'express';

const PICKS = 3;

export const getWelcome =
  (products: Pick<Client<typeof productApi>, 'listProducts'>): RequestHandler =>
  async (_req, res) => {
    const { items } = await products.listProducts({ query: { sort: 'featured', perPage: PICKS } });
    const picks = items.map(({ slug, name, tagline }) => ({ slug, name, tagline }));
    res.json({ picks } satisfies WelcomeScreen);
  };
