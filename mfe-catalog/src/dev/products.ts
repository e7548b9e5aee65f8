import type { Product } from '@tessera/contracts/api/product';

type Row = [
  category: string,
  name: string,
  tagline: string,
  picture: string,
  tint: string,
  cents: number,
  available: number,
  rating: number,
];

const rows: Row[] = [
  ['garden', 'Fern in a Clay Pot', 'Green all year, forgiving on Mondays', '1f33f', '#dff0e2', 2450, 14, 4.6],
  ['garden', 'Balcony Sunflower Set', 'Three seeds, three metres of optimism', '1f33b', '#fdeec8', 1290, 2, 4.8],
  ['garden', 'Desk Cactus', 'Thrives on being forgotten', '1f335', '#e4f0d8', 990, 40, 4.3],
  ['kitchen', 'Stovetop Coffee Pot', 'Six small cups of Sunday morning', '2615', '#f3e4d7', 3490, 8, 4.9],
  ['kitchen', 'Cast-Iron Pan', 'Gets better with every egg', '1f373', '#e6e7ea', 5990, 0, 4.7],
  ['kitchen', 'Honey Jar with Dipper', 'Thick glass, no drips', '1f36f', '#fdebc4', 1850, 5, 4.4],
  ['music', 'Redstart Electric Guitar', 'Warm cleans, a growl when you ask', '1f3b8', '#e6e0fb', 64900, 7, 4.8],
  ['music', 'Fanfare Trumpet', 'Bright in the hall, gentle at home', '1f3ba', '#eee6fc', 39900, 9, 4.5],
  ['music', 'Walnut Snare Drum', 'A dry crack and a warm tail', '1f941', '#dfe3fa', 28900, 1, 4.1],
  ['sport', 'Trail Running Shoe', 'Grip where the path was', '1f45f', '#dcecfb', 12900, 23, 4.5],
  ['sport', 'Weekend Surfboard', 'Forgiving at five, fast at noon', '1f3c4', '#d8f0f5', 44900, 4, 4.2],
  ['sport', 'Club Basketball', 'Soft grip, true bounce', '1f3c0', '#fbe3d4', 3990, 60, 4.0],
];

/** Forty products, enough for two pages; the second round has other names. */
export const devProducts: Product[] = Array.from({ length: 40 }, (_, index) => {
  const [category, name, tagline, picture, tint, cents, available, average] = rows[index % rows.length] as Row;
  const round = Math.floor(index / rows.length);
  const title = round === 0 ? name : `${name} No. ${round + 1}`;
  return {
    id: `01900000-0000-7000-8000-${String(index + 1).padStart(12, '0')}`,
    slug: title
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replace(/-$/, ''),
    name: title,
    tagline,
    category,
    categoryName: category[0]?.toUpperCase() + category.slice(1),
    price: { amount: cents + round * 500, currency: 'EUR' },
    image: { url: `/api/catalog/media/${picture}.webp`, alt: name, tint },
    available,
    rating: { average, count: round === 2 ? 0 : 12 + index * 7 },
    description: `${tagline}. Made in small batches by people who use it themselves, and checked by hand before it leaves the workshop.\nComes with a note on how to care for it.`,
    details: [
      { name: 'Material', value: 'What the picture promises' },
      { name: 'Weight', value: `${(index + 3) * 110} g` },
      { name: 'Origin', value: 'Porto, Portugal' },
    ],
    sku: `DEV-${String(index + 1).padStart(4, '0')}`,
    version: 1,
    updatedAt: '2026-01-01T00:00:00.000Z',
  };
});

const LONG =
  'Hand-thrown, twice-fired and individually numbered stoneware amphora with a Donaudampfschifffahrtsgesellschaft motif';
/** Texts as long as some supplier will make them. */
export const longTexts = devProducts.slice(0, 5).map(
  (product, index): Product => ({
    ...product,
    name: `${LONG}, volume ${index + 1}`,
    tagline: `${LONG}: ${product.tagline}. `.repeat(2),
    categoryName: 'Garden, balcony and windowsill',
    price: { amount: 1_234_567_89, currency: 'EUR' },
    description: `${product.description} `.repeat(6),
    details: [{ name: 'Origin of the raw materials', value: LONG }, ...product.details],
  }),
);
