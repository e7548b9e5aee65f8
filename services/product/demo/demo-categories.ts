import { bakerySweets } from './bakery-sweets.ts';
import { camerasGadgets } from './cameras-gadgets.ts';
import type { DemoCategory } from './demo-product.ts';
import { deskStudy } from './desk-study.ts';
import { fruitVegetables } from './fruit-vegetables.ts';
import { homeLiving } from './home-living.ts';
import { music } from './music.ts';
import { pantry } from './pantry.ts';
import { plantsFlowers } from './plants-flowers.ts';
import { sportsOutdoors } from './sports-outdoors.ts';
import { toysGames } from './toys-games.ts';
import { wardrobe } from './wardrobe.ts';

/** In the order in which the start page takes turns. */
export const demoCategories: readonly DemoCategory[] = [
  music,
  bakerySweets,
  camerasGadgets,
  plantsFlowers,
  toysGames,
  pantry,
  sportsOutdoors,
  homeLiving,
  fruitVegetables,
  deskStudy,
  wardrobe,
];
