import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Head } from 'next/document';
import { cloneElement, isValidElement, type ReactNode } from 'react';

interface Loading {
  readonly children?: ReactNode;
  readonly src?: string;
  readonly href?: string;
  readonly integrity?: string;
  readonly crossOrigin?: 'anonymous';
}

/** By path, of all scripts and stylesheets. Written by the build: see integrity-plugin.ts. */
const hashes: Readonly<Record<string, string>> =
  process.env.NODE_ENV === 'production'
    ? JSON.parse(readFileSync(join(process.cwd(), '.next/integrity.json'), 'utf8'))
    : {};

/** Next's head with the hash of each script and stylesheet that it loads, and of the scripts that may come later. */
export class IntegrityHead extends Head {
  override render() {
    const now = new Set<string>();
    const head = hold(super.render(), now);
    const later = Object.entries(hashes).filter(([path]) => path.endsWith('.js') && !now.has(path));
    // Data, so that it needs no nonce on the pages that are made at build time.
    const data = (
      <script
        key="integrity"
        id="integrity"
        type="application/json"
        dangerouslySetInnerHTML={{ __html: JSON.stringify(Object.fromEntries(later)) }}
      />
    );
    return isValidElement<Loading>(head) ? cloneElement(head, {}, head.props.children, data) : <head />;
  }
}

function hold(node: ReactNode, held: Set<string>): ReactNode {
  if (Array.isArray(node)) return node.map((child) => hold(child, held));
  if (!isValidElement<Loading>(node)) return node;
  const { children, src, href } = node.props;
  const path = src ?? href ?? '';
  held.add(path);
  const integrity = hashes[path];
  const attributes: Loading = integrity ? { integrity, crossOrigin: 'anonymous' } : {};
  const inner = Array.isArray(children) ? children : children === undefined ? [] : [children];
  return cloneElement(node, attributes, ...inner.map((child) => hold(child, held)));
}
