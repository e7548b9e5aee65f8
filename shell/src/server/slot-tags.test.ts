import { describe, expect, it } from 'vitest';
import { findSlots } from './slot-tags.ts';

describe('finding slots', () => {
  it.each(['<a', '<a "', `<a '"`, '<!--', '<script>', '<mfe-slot>'])(
    'When a remote’s HTML is a megabyte of %s, then the shell is not kept from its other pages',
    (text) => {
      const html = text.repeat(2 ** 20 / text.length);
      const startedAt = performance.now();
      findSlots(html);
      expect(performance.now() - startedAt).toBeLessThan(1000);
    },
  );

  it('When text in a quoted attribute looks like a slot, then it is none, and the one after it is found', () => {
    const html = '<input value="<a <mfe-slot name=\'x/y\'></mfe-slot>"><mfe-slot name="a/b"></mfe-slot>';
    expect(findSlots(html).map(({ attributes }) => attributes.name)).toEqual(['a/b']);
  });
});
