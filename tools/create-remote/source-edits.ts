import { CreationError } from './creation-error.ts';
import type { Words } from './words.ts';

/** The contract's list with one remote more. Refused when the file is not as this tool knows it. */
export function withRemote(source: string, file: string, { __remote__: name, __remoteId__: id }: Words): string {
  const code = source.replace(/\/\*[^]*?\*\/|\/\/.*|'[^'\n]*'/g, '');
  if (new RegExp(`\\b${id}\\b`).test(code)) {
    throw new CreationError(`${file} has "${id}" already: choose another name.`);
  }
  const lastImport = onlyOne(source, /(?:^import .*;\n)+/gm, file, 'one block of imports');
  const list = onlyOne(source, /^export const fragments = \{[^{}]+\};$/gm, file, '"export const fragments = { … };"');
  const entry = id === name ? id : `'${name}': ${id}`;
  return source
    .replace(lastImport, () => `${lastImport}import { ${id} } from './fragments/${name}.ts';\n`)
    .replace(list, () => list.replace(/,?\s*\};$/, `, ${entry} };`));
}

/** The table of pages with a page for the remote. Refused when it has one, or is not as this tool knows it. */
export function withPage(source: string, file: string, { __remote__: name, __Remote__: title }: Words): string {
  if (source.includes(`'/${name}'`)) {
    throw new CreationError(`${file} has a page /${name} already: choose another name, or remove that page first.`);
  }
  const table = onlyOne(source, /^const pages: Record<[^]*?\n\};\n/gm, file, '"const pages: Record<…> = { … };"');
  const page = `  '/${name}': () => ({ title: '${title}', sections: [place('${name}/welcome', { title: '${title}' }, 'visible')] }),\n`;
  return source.replace(table, () => table.replace(/\};\n$/, () => `${page}};\n`));
}

function onlyOne(source: string, pattern: RegExp, file: string, what: string): string {
  const [found, ...more] = source.match(pattern) ?? [];
  if (found === undefined || more.length) {
    throw new CreationError(
      `${file} does not look as expected: it should have ${what} exactly once. Nothing was written; bring it into that form, or adapt tools/create-remote/source-edits.ts.`,
    );
  }
  return found;
}
