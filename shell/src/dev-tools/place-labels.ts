export interface Size {
  readonly width: number;
  readonly height: number;
}
export interface Point {
  readonly x: number;
  readonly y: number;
}
/** A fragment's box on the screen, and how large its label is. */
export interface Labelled extends Point, Size {
  readonly label: Size;
}

const GAP = 2;

/**
 * Each label at the top left of its box, inside the screen as long as the box is; under the labels that are there
 * already, so that those of nested fragments can be read. Boxes in document order: the outer ones first.
 */
export function placeLabels(boxes: readonly Labelled[], screen: Size): Point[] {
  const placed: (Point & Size)[] = [];
  return boxes.map(({ x, y, height, label }) => {
    const left = Math.max(0, Math.min(x, screen.width - label.width));
    const lowest = Math.max(y, y + height - label.height);
    let top = Math.min(Math.max(y, 0), lowest);
    for (const other of placed.toSorted((a, b) => a.y - b.y)) {
      const apart =
        left >= other.x + other.width ||
        left + label.width <= other.x ||
        top >= other.y + other.height ||
        top + label.height <= other.y;
      if (!apart) top = other.y + other.height + GAP;
    }
    placed.push({ x: left, y: top, ...label });
    return { x: left, y: top };
  });
}
