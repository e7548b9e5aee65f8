import { release } from '@tessera/contracts/remote/release';
import { CreationError } from './creation-error.ts';
import { componentExtension, type Framework } from './frameworks.ts';
import { isWindowProperty } from './window-properties.ts';

/** The words that templates leave open, as valid names in every language that they are written in. */
export interface Words {
  /** `gift-cards` */
  readonly __remote__: string;
  /** `giftCards` */
  readonly __remoteId__: string;
  /** `Gift cards` */
  readonly __Remote__: string;
  readonly __team__: string;
  /** Of the framework's component files: `vue` */
  readonly __ext__: string;
}

interface Naming {
  readonly name: string;
  readonly framework: Framework;
  readonly team?: string;
}

const TEAM = /^[\p{L}\p{N}][\p{L}\p{N} &-]{0,39}$/u;

/** Refuses names that the contract, a URL, a stylesheet or JavaScript would refuse later. */
export function wordsFor({ name, framework, team }: Naming): Words {
  const accepted = release.shape.name.safeParse(name).success && release.shape.bff.safeParse(`/api/${name}`).success;
  if (!accepted || name.endsWith('-') || name.includes('--')) {
    throw new CreationError(
      `"${name}" can't be a remote's name: use lower-case letters, digits and single hyphens, a letter first, at most 31 in all, such as "gift-cards".`,
    );
  }
  const id = name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
  if (!isVariable(id) || isWindowProperty(name)) {
    throw new CreationError(`"${name}" means something in JavaScript: choose another name, such as "${name}-page".`);
  }
  const title = name[0]?.toUpperCase() + name.slice(1).replaceAll('-', ' ');
  if (team !== undefined && !TEAM.test(team)) {
    throw new CreationError(
      `"${team}" can't be a team's name: use letters, digits, spaces, "&" and "-", at most 40 in all.`,
    );
  }
  return {
    __remote__: name,
    __remoteId__: id,
    __Remote__: title,
    __team__: team ?? title,
    __ext__: componentExtension(framework),
  };
}

/** `id` is letters and digits only, so that nothing can be run by it. */
function isVariable(id: string): boolean {
  try {
    new Function(`'use strict'; async () => { let ${id}; };`);
    return true;
  } catch {
    return false;
  }
}
