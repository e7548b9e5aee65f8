import postcss, { type AtRule, type ChildNode, type Container, type Plugin, type Root } from 'postcss';

/** The remote's own fragments, without what other slots inside them hold. */
const scopeOf = (remote: string) => `([data-remote="${remote}"]) to (mfe-slot > *)`;

/** What they define is the whole page's, wherever they stand. Null: the at-rule has no name, so nobody may use it. */
const NAMES: Record<string, ((rule: AtRule) => string[]) | null> = {
  keyframes: prelude,
  property: prelude,
  layer: prelude,
  function: prelude,
  'counter-style': prelude,
  'color-profile': prelude,
  'font-palette-values': prelude,
  'font-feature-values': prelude,
  'position-try': prelude,
  'font-face': (rule) => {
    const family = rule.nodes?.find((node) => node.type === 'decl' && node.prop.toLowerCase() === 'font-family');
    return [family?.type === 'decl' ? unquoted(family.value) : ''];
  },
  page: null,
  'view-transition': null,
  namespace: null,
};
const CONDITIONS = ['media', 'supports', 'container', 'layer', 'starting-style'];

/**
 * PostCSS plugin: keeps each stylesheet of a remote inside the remote's fragments by `@scope`, and fails the build for
 * what no scope can keep in, unless its name begins with the remote's.
 */
export const scopedStyles = (remote: string): Plugin => ({
  postcssPlugin: 'tessera-scoped-styles',
  Once(root) {
    const [fault] = pageWideFaults(root, remote);
    if (fault) throw fault.node.error(fault.message, { plugin: 'tessera-scoped-styles' });
    const outside = takeOutside(root);
    const scope = postcss.atRule({ name: 'scope', params: scopeOf(remote), nodes: root.nodes.map((node) => node) });
    root.removeAll();
    root.append(...outside, ...(scope.nodes?.length ? [scope] : []));
  },
});

/** What a built stylesheet of the remote would do to the rest of the page: a sentence for each; none for a good one. */
export function unscopedRules(css: string, remote: string): string[] {
  const root = postcss.parse(css);
  return [
    ...pageWideFaults(root, remote).map(({ node, message }) => `${message} (${at(node)})`),
    ...rulesOutside(root, remote).map(
      (node) => `${named(node)} stands outside @scope ${scopeOf(remote)} (${at(node)})`,
    ),
  ];
}

function rulesOutside(container: Container, remote: string): ChildNode[] {
  return (container.nodes ?? []).flatMap((node) => {
    if (node.type === 'comment') return [];
    if (node.type !== 'atrule') return [node];
    const name = bare(node);
    if (name === 'charset' || (name in NAMES && name !== 'layer')) return [];
    if (name === 'scope') return compact(node.params) === compact(scopeOf(remote)) ? [] : [node];
    return CONDITIONS.includes(name) ? rulesOutside(node, remote) : [node];
  });
}

function pageWideFaults(root: Root, remote: string): { node: AtRule; message: string }[] {
  const own = new RegExp(`^(--)?${remote}(?![a-z0-9])`, 'i');
  const faults: { node: AtRule; message: string }[] = [];
  root.walkAtRules((node) => {
    const names = bare(node) === 'import' ? layerOfImport(node) : NAMES[bare(node)];
    if (names === null) faults.push({ node, message: `@${node.name} is the whole page's: leave it to the shell` });
    for (const name of (typeof names === 'function' ? names(node) : names) ?? []) {
      if (own.test(name)) continue;
      const example = `${name.startsWith('--') ? '--' : ''}${remote}-${name.replace(/^--/, '') || 'name'}`;
      faults.push({ node, message: `@${node.name} "${name}" is the whole page's: begin its name with "${example}"` });
    }
  });
  return faults;
}

/** `@import` must come first, and what defines names works in every browser only outside of `@scope`. */
function takeOutside(root: Root): ChildNode[] {
  const outside: ChildNode[] = [];
  for (const node of [...root.nodes]) {
    if (
      node.type === 'atrule' &&
      (['import', 'charset'].includes(bare(node)) || (bare(node) === 'layer' && !node.nodes))
    )
      outside.push(node.remove() as ChildNode);
  }
  root.walkAtRules((node) => {
    if (bare(node) === 'layer' || !(bare(node) in NAMES)) return;
    let moved: AtRule = node.clone();
    for (let parent = node.parent; parent?.type === 'atrule'; parent = parent.parent)
      moved = (parent as AtRule).clone({ nodes: [moved] });
    outside.push(moved);
    node.remove();
  });
  return outside;
}

function prelude({ params }: AtRule): string[] {
  // A layer or a block without a name cannot clash.
  return params ? params.split(',').map((name) => unquoted(name.replace(/\(.*/s, ''))) : [];
}
const layerOfImport = ({ params }: AtRule) => {
  const layer = /\blayer\(([^)]+)\)/.exec(params)?.[1];
  return layer ? [layer.trim()] : [];
};
const bare = (rule: AtRule) => rule.name.toLowerCase().replace(/^-[a-z]+-/, '');
const unquoted = (text: string) => text.trim().replace(/^["']|["']$/g, '');
const compact = (text: string) => text.replace(/["'\s]/g, '');
const named = (node: ChildNode) =>
  `"${node.type === 'rule' ? node.selector : node.type === 'atrule' ? `@${node.name} ${node.params}`.trim() : node}"`;
const at = (node: ChildNode) => `line ${node.source?.start?.line}, column ${node.source?.start?.column}`;
