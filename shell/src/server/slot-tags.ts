export interface SlotTag {
  /** Where the tag and its (empty) content stand in the HTML. */
  readonly start: number;
  readonly end: number;
  /** All attributes as they were written. */
  readonly source: string;
  readonly attributes: Readonly<Record<string, string>>;
}

const ATTRIBUTE = /\s+([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?/g;
// What is not closed goes on to the end, as in browsers: looking for its end again from each tag would take seconds.
const SLOT = `<mfe-slot((?:${ATTRIBUTE.source})*)\\s*>[\\s\\S]*?(?:</mfe-slot>|$)`;
const RAW = '<!--[\\s\\S]*?(?:-->|$)|<(?:script|style|textarea)\\b[\\s\\S]*?(?:</(?:script|style|textarea)\\s*>|$)';
const OTHER_TAG = `<[a-z](?:[^"'<>]|"[^"]*"|'[^']*')*>`;
/**
 * Other tags are matched too, whole: Solid and Angular leave `<` and `>` as they are in attribute values, and what a
 * shopper typed there must not become a slot.
 */
const TAG = new RegExp(`${SLOT}|${RAW}|${OTHER_TAG}`, 'gi');

/** The slots in a fragment's HTML, in document order. */
export function findSlots(html: string): SlotTag[] {
  return [...html.matchAll(TAG)].flatMap((match) => {
    const source = match[1];
    if (source === undefined) return [];
    const attributes: Record<string, string> = {};
    for (const [, name = '', double, single, bare] of source.matchAll(ATTRIBUTE)) {
      attributes[name.toLowerCase()] = unescapeHtml(double ?? single ?? bare ?? '');
    }
    return [{ start: match.index, end: match.index + match[0].length, source, attributes }];
  });
}

/** The HTML with each slot written anew: its own attributes, more of them, and content. */
export function replaceSlots(
  html: string,
  replacements: readonly { tag: SlotTag; attributes: Readonly<Record<string, string>>; content: string }[],
): string {
  let result = '';
  let from = 0;
  for (const { tag, attributes, content } of replacements) {
    const added = Object.entries(attributes).map(([name, value]) => ` ${name}="${escapeHtml(value)}"`);
    result += `${html.slice(from, tag.start)}<mfe-slot${tag.source}${added.join('')}>${content}</mfe-slot>`;
    from = tag.end;
  }
  return result + html.slice(from);
}

const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' };

function unescapeHtml(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|([a-z]+));/gi, (whole, hex, decimal, name) => {
    if (name) return NAMED[name.toLowerCase()] ?? whole;
    const code = hex ? Number.parseInt(hex, 16) : Number(decimal);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

export const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
