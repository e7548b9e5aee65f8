import type { Scene } from '../scene.ts';
import type { Shelf } from '../shoppers/shelf.ts';
import { until } from '../wait.ts';

/** Longer than any hold on stock. */
const HOUR_MS = 3_600_000;

/** What was held for orders that never came to be is free once its time is over. */
export async function letHoldsRunOut({ plant, auditor }: Scene, shelf: Shelf): Promise<void> {
  plant.services.product.jumpClock(HOUR_MS);
  await until('holds to run out', async () => (await auditor.read(shelf, [])).waiting['held reservations'] === 0);
  plant.services.product.jumpClock(0);
}
