import { expect, test } from 'vitest';
import { pageWindow } from './page-window.ts';

test('When there are few pages, all are offered', () => {
  expect(pageWindow(2, 4)).toEqual([1, 2, 3, 4]);
});

test('When the current page is in the middle, gaps stand for what is left out', () => {
  expect(pageWindow(6, 12)).toEqual([1, null, 5, 6, 7, null, 12]);
});

test('When a gap would stand for one page, that page is offered', () => {
  expect(pageWindow(4, 9)).toEqual([1, 2, 3, 4, 5, null, 9]);
});

test('When the page lies beyond the end, only pages that exist are offered', () => {
  expect(pageWindow(40, 9)).toEqual([1, null, 9]);
});
