import { type Allowance, check } from './ledger/check.ts';
import type { Facts } from './ledger/facts.ts';
import { type Auditor } from './ledger/read-facts.ts';
import type { Plant } from './plant/plant.ts';
import type { Random } from './random.ts';
import { call } from './shoppers/call.ts';
import { fillShelf, type Shelf } from './shoppers/shelf.ts';
import type { Entry, Shop } from './shoppers/shopper.ts';
import { until } from './wait.ts';

/** One thing that goes wrong, told as a story. */
export interface Case {
  /** For `--only`. */
  readonly name: string;
  readonly title: string;
  /** Part of `--short` too. */
  readonly short?: true;
  /** Why it cannot be played on this machine; undefined when it can. */
  readonly skip?: () => string | undefined;
  /** Longest that it may take; two minutes unless it says so. */
  readonly withinMs?: number;
  play(scene: Scene): Promise<void>;
}

/** What a case has to play with. */
export interface Scene {
  readonly plant: Plant;
  readonly auditor: Auditor;
  readonly random: Random;
  readonly short: boolean;
  readonly shop: Shop;
  shelf(stocks: readonly number[]): Promise<Shelf>;
  /** A line for whoever reads the run. */
  note(text: string): void;
  /**
   * Waits until everything has come to rest, checks the ledger and prints it. Rejects with every rule that is still
   * broken after `withinMs`.
   */
  settle(shelf: Shelf, entries: readonly Entry[], options?: Allowance & { withinMs?: number }): Promise<Facts>;
}

const SETTLED_WITHIN_MS = 75_000;

export class LedgerFault extends Error {
  override readonly name = 'LedgerFault';
}

export function expectThat(holds: boolean, otherwise: string): asserts holds {
  if (!holds) throw new LedgerFault(otherwise);
}

export function createScene(deps: {
  plant: Plant;
  auditor: Auditor;
  random: Random;
  short: boolean;
  note: (text: string) => void;
  print: (facts: Facts) => void;
}): Scene {
  const { plant, auditor, random, short, note, print } = deps;
  let admin: Record<string, string> | undefined;
  const signIn = async () => {
    const body = { email: 'admin@tessera.test', password: 'tessera-demo' };
    const signedIn = await call('POST', `${plant.services.user.url}/login`, { body });
    expectThat(signedIn.status === 200, `signing in as an admin was answered ${signedIn.status}`);
    return { authorization: `Bearer ${signedIn.body.tokens.accessToken}` };
  };
  return {
    plant,
    auditor,
    random,
    short,
    note,
    shop: {
      orders: () => plant.services.order.url,
      payments: () => plant.services.payment.url,
      admin: async () => {
        admin ??= await signIn();
        return admin;
      },
    },
    shelf: (stocks) => fillShelf(auditor.urls.product, random, stocks),
    async settle(shelf, entries, { withinMs = SETTLED_WITHIN_MS, ...allowance } = {}) {
      let facts: Facts | undefined;
      let faults: string[] = ['the facts could not be read'];
      const look = async () => {
        facts = await auditor.read(shelf, entries);
        faults = check(facts, allowance);
        return faults.length === 0;
      };
      try {
        // Twice: what was on its way at the first look has arrived by the second.
        await until('an exact ledger', async () => (await look()) && (await look()), { withinMs, pauseMs: 250 });
      } catch (error) {
        if (facts) print(facts);
        const shown = faults.slice(0, 20).map((fault) => `  - ${fault}`);
        const more = faults.length > shown.length ? [`  and ${faults.length - shown.length} more`] : [];
        throw new LedgerFault(['the ledger is not exact:', ...shown, ...more].join('\n'), {
          cause: (error as Error).cause,
        });
      }
      print(facts as Facts);
      return facts as Facts;
    },
  };
}
