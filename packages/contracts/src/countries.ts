/** Countries that Tessera ships to, with their English names. Free of zod, so that browsers may import it. */
export const COUNTRIES = {
  AT: 'Austria',
  BE: 'Belgium',
  DE: 'Germany',
  ES: 'Spain',
  FR: 'France',
  IE: 'Ireland',
  IT: 'Italy',
  NL: 'Netherlands',
  PT: 'Portugal',
} as const;
