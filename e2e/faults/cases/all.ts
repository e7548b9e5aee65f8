import type { Case } from '../scene.ts';
import { checkoutKills } from './checkout-kills.ts';
import { crowds } from './crowds.ts';
import { ledgerItself } from './ledger-itself.ts';
import { messages } from './messages.ts';
import { outages } from './outages.ts';
import { overload } from './overload.ts';
import { sagas } from './sagas.ts';
import { worstMoments } from './worst-moments.ts';

/** In the order in which they are played. */
export const CASES: readonly Case[] = [
  ...ledgerItself,
  ...crowds,
  ...messages,
  ...sagas,
  ...overload,
  ...checkoutKills,
  ...worstMoments,
  ...outages,
];
