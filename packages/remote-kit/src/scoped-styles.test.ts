import postcss from 'postcss';
import { expect, test } from 'vitest';
import { scopedStyles, unscopedRules } from './scoped-styles.ts';

const scope = (css: string) => postcss([scopedStyles('catalog')]).process(css, { from: 'card.css' }).css;
const SCOPE = '@scope ([data-remote="catalog"]) to (mfe-slot > *)';

test('When a stylesheet is built, its rules reach the remote’s fragments and no further', () => {
  const built = scope('* { color: red } @media (min-width: 1px) { .card { color: red } }');

  expect(built.startsWith(`${SCOPE} {`)).toBe(true);
  expect(postcss.parse(built).nodes).toHaveLength(1);
  expect(unscopedRules(built, 'catalog')).toEqual([]);
});

test('When it imports, orders layers or defines names, those stay outside of the scope, and imports first', () => {
  const built = scope(
    '@charset "utf-8"; @layer catalog-a, catalog-b; @import "./a.css"; .card {} @media print { @keyframes catalog-in { from { opacity: 0 } } }',
  );

  const names = postcss.parse(built).nodes.map((node) => (node.type === 'atrule' ? node.name : node.type));
  expect(names).toEqual(['charset', 'layer', 'import', 'media', 'scope']);
});

test('When a stylesheet only imports, no empty scope is made', () => {
  expect(scope('@import "./a.css";')).toBe('@import "./a.css";');
});

test.each([
  ['@keyframes appear { from { opacity: 0 } }', 'begin its name with "catalog-appear"'],
  ['@-webkit-keyframes appear { from { opacity: 0 } }', 'begin its name with "catalog-appear"'],
  ['@keyframes cataloguer { from { opacity: 0 } }', 'begin its name with "catalog-cataloguer"'],
  ['@font-face { font-family: "Inter"; src: url(x.woff2) }', 'begin its name with "catalog-Inter"'],
  ['@property --angle { syntax: "<angle>"; inherits: false; initial-value: 0deg }', '"--catalog-angle"'],
  ['@layer reset { * { margin: 0 } }', 'begin its name with "catalog-reset"'],
  ['@layer catalog, base;', 'begin its name with "catalog-base"'],
  ['@import "./a.css" layer(base);', 'begin its name with "catalog-base"'],
  ['@counter-style thumbs { system: cyclic }', 'begin its name with "catalog-thumbs"'],
  ['@media print { @page { margin: 0 } }', 'leave it to the shell'],
])('When it defines what the whole page would see, as %s, the build fails and says where', (css, message) => {
  expect(() => scope(`.card {}\n${css}`)).toThrow(message);
  expect(() => scope(`.card {}\n${css}`)).toThrow('card.css:2');
});

test.each([
  '@keyframes catalog-appear { from { opacity: 0 } }',
  '@font-face { font-family: "Catalog Sans"; src: url(x.woff2) }',
  '@property --catalog-angle { syntax: "<angle>"; inherits: false; initial-value: 0deg }',
  '@layer catalog { * { margin: 0 } }',
  '@layer { * { margin: 0 } }',
])('When such a name begins with the remote’s, as in %s, it is fine', (css) => {
  expect(unscopedRules(scope(css), 'catalog')).toEqual([]);
});

test('When a release ships rules that are not scoped to it, each is told with its place', () => {
  expect(unscopedRules('* { color: red }\n@media print { .card { color: red } }', 'catalog')).toEqual([
    `"*" stands outside ${SCOPE} (line 1, column 1)`,
    `".card" stands outside ${SCOPE} (line 2, column 16)`,
  ]);
  expect(unscopedRules('@scope ([data-remote="orders"]) to (mfe-slot > *) { * {} }', 'catalog')).toHaveLength(1);
  expect(unscopedRules('@scope ([data-remote="catalog"]) { * {} }', 'catalog')).toHaveLength(1);
  expect(unscopedRules('@import "https://elsewhere.test/a.css";', 'catalog')).toHaveLength(1);
  expect(unscopedRules(`${SCOPE} { @keyframes appear { from { opacity: 0 } } }`, 'catalog')).toHaveLength(1);
});

test('When a minifier has been at it, the scope is still known', () => {
  expect(unscopedRules('@scope([data-remote=catalog])to (mfe-slot>*){*{color:red}}', 'catalog')).toEqual([]);
});
