import { expect, test } from 'vitest';
import { placeLabels } from './place-labels.ts';

const screen = { width: 390, height: 800 };
const label = { width: 150, height: 30 };

test('When boxes lie apart, then each label is at the top left of its box', () => {
  const boxes = [
    { x: 10, y: 100, width: 180, height: 200, label },
    { x: 200, y: 100, width: 180, height: 200, label },
  ];
  expect(placeLabels(boxes, screen)).toEqual([
    { x: 10, y: 100 },
    { x: 200, y: 100 },
  ]);
});

test('When fragments are nested in one corner, then their labels stand under each other', () => {
  const nested = { x: 10, y: 100, width: 300, height: 200, label };
  expect(placeLabels([nested, nested, { ...nested, x: 20, y: 110 }], screen).map(({ y }) => y)).toEqual([
    100, 132, 164,
  ]);
});

test('When a box is scrolled out at the top, then its label stays on the screen as long as the box does', () => {
  const tall = { x: 10, y: -300, width: 300, height: 2000, label };
  const leaving = { x: 10, y: -190, width: 300, height: 200, label };
  expect(placeLabels([tall], screen)[0]?.y).toBe(0);
  expect(placeLabels([leaving], screen)[0]?.y).toBe(-20);
});

test('When a box begins at the right edge, then its label is moved in', () => {
  expect(placeLabels([{ x: 350, y: 0, width: 40, height: 40, label }], screen)).toEqual([{ x: 240, y: 0 }]);
});
