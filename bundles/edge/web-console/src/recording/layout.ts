import { HEIGHT, WIDTH } from './shape.js';

export interface Size {
  width: number;
  height: number;
}

export interface Place extends Size {
  x: number;
  y: number;
}

export type Role = 'other' | 'own' | 'screen';

/** The column beside a shared screen. */
const COLUMN = 256;
const GAP = 8;

/**
 * Where the pictures go: two faces side by side; a shared screen large and whole, with the faces small beside it.
 * Nothing is cut off.
 *
 * @param sizes of those that there are
 */
export function layout(sizes: Partial<Record<Role, Size>>): Partial<Record<Role, Place>> {
  const cells = sizes.screen === undefined ? sideBySide() : besideScreen();
  const places: Partial<Record<Role, Place>> = {};
  for (const role of ['screen', 'other', 'own'] as const) {
    const size = sizes[role];
    const cell = cells[role];
    if (size !== undefined && cell !== undefined) places[role] = within(cell, size);
  }
  return places;
}

function sideBySide(): Partial<Record<Role, Place>> {
  const width = (WIDTH - GAP) / 2;
  return {
    other: { x: 0, y: 0, width, height: HEIGHT },
    own: { x: WIDTH - width, y: 0, width, height: HEIGHT },
  };
}

function besideScreen(): Partial<Record<Role, Place>> {
  const x = WIDTH - COLUMN;
  const height = (HEIGHT - GAP) / 2;
  return {
    screen: { x: 0, y: 0, width: x - GAP, height: HEIGHT },
    other: { x, y: 0, width: COLUMN, height },
    own: { x, y: HEIGHT - height, width: COLUMN, height },
  };
}

/** As large as it goes, in the middle. Even numbers: colours are kept for two pixels at a time. */
function within(cell: Place, size: Size): Place {
  const scale = Math.min(cell.width / size.width, cell.height / size.height);
  const width = even(size.width * scale);
  const height = even(size.height * scale);
  return { x: cell.x + even((cell.width - width) / 2), y: cell.y + even((cell.height - height) / 2), width, height };
}

function even(value: number): number {
  return Math.max(0, 2 * Math.floor(value / 2));
}
