import type { Case } from '../scene.ts';
import { checkoutKills } from './checkout-kills.ts';
import { outages } from './outages.ts';
import { worstMoments } from './worst-moments.ts';

/** In the order in which they are played. */
export const CASES: readonly Case[] = [...checkoutKills, ...worstMoments, ...outages];
