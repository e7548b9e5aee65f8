import type { TokenFamily } from './refresh-token.ts';

export interface FamilyRepository {
  find(id: string): Promise<TokenFamily | null>;
  insert(family: TokenFamily): Promise<void>;
  /** False when another rotation was faster. */
  replace(former: TokenFamily, next: TokenFamily): Promise<boolean>;
  remove(id: string): Promise<void>;
}
