import { type Page, sectionInstance } from '../page.ts';
import { findPage, type ShellPiece } from '../page-table.ts';
import { FragmentSlot } from './fragment-slot.tsx';
import { Hero } from './hero.tsx';
import { NotFound } from './not-found.tsx';

const pieces: Record<ShellPiece, () => React.ReactNode> = { hero: Hero, 'not-found': NotFound };

/** The sections of a page, in the order of the page table. */
export function Sections({ page }: { page: Page }) {
  const { sections } = findPage(new URL(page.url, 'http://shell').pathname);
  return sections.map((section, index) => {
    const instance = sectionInstance(page.prefix, index);
    if ('fragment' in section) {
      return <FragmentSlot key={instance} placement={section} markup={page.markup?.[instance]} />;
    }
    const Piece = pieces[section.piece];
    return <Piece key={instance} />;
  });
}
