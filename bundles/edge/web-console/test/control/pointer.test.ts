import { describe, expect, it } from 'vitest';
import { Buttons, Wheel, place, shownSize } from '../../src/control/pointer.js';

const box = { left: 100, top: 50, width: 800, height: 600 };

describe('the pointer', () => {
  it.each([
    [100, 50, 0, 0],
    [500, 350, 0.5, 0.5],
    [900, 650, 1, 1],
    [0, 0, 0, 0],
    [5000, 5000, 1, 1],
    [100 + 800 / 3, 50, 0.33333, 0],
  ])('at %d, %d is at %d, %d of the screen', (clientX, clientY, x, y) =>
    expect(place({ clientX, clientY }, box)).toEqual({ x, y }),
  );

  it('is somewhere even on a picture without size', () => {
    expect(place({ clientX: 5, clientY: 5 }, { left: 0, top: 0, width: 0, height: 0 })).toEqual({ x: 0, y: 0 });
  });
});

describe('the picture', () => {
  const screen = { width: 1920, height: 1080 };

  it.each([
    ['fits a wide room by its height', { width: 2000, height: 540 }, true, 1, 960, 540],
    ['fits a tall room by its width', { width: 960, height: 2000 }, true, 2, 960, 540],
    ['is shown pixel by pixel', { width: 300, height: 300 }, false, 1, 1920, 1080],
    ['is shown pixel by pixel on a dense monitor', { width: 300, height: 300 }, false, 2, 960, 540],
  ])('%s', (_name, room, fitted, ratio, width, height) =>
    expect(shownSize(screen, room, fitted, ratio)).toEqual({ width, height }),
  );

  it('has no size before it is there', () => {
    expect(shownSize({ width: 0, height: 0 }, screen, true, 1)).toEqual({ width: 0, height: 0 });
  });
});

describe('the wheel', () => {
  it.each([
    ['a notch in pixels', 100, 0, 120],
    ['a notch in lines', 3, 1, 120],
    ['a page', 1, 2, 120],
    ['up', -100, 0, -120],
    ['far too far', 100_000, 0, 1200],
  ])('%s', (_name, deltaY, deltaMode, dy) =>
    expect(new Wheel().turn({ deltaX: 0, deltaY, deltaMode })).toEqual({ dx: 0, dy }),
  );

  it('adds up what a touchpad tells in small parts', () => {
    const wheel = new Wheel();
    const told = Array.from({ length: 8 }, () => wheel.turn({ deltaX: 0.3125, deltaY: -0.625, deltaMode: 0 }));
    const sum = { dx: 0, dy: 0 };
    for (const turn of told) {
      sum.dx += turn?.dx ?? 0;
      sum.dy += turn?.dy ?? 0;
    }
    expect(sum).toEqual({ dx: 3, dy: -6 });
    expect(told).toContain(null);
  });
});

describe('the buttons', () => {
  it('are told once down and once up', () => {
    const buttons = new Buttons();
    expect(buttons.change(0, true)).toBe(true);
    expect(buttons.change(0, true)).toBe(false);
    expect(buttons.held).toEqual([0]);
    expect(buttons.change(0, false)).toBe(true);
    expect(buttons.change(0, false)).toBe(false);
  });

  it.each([-1, 5, 99])('%d is none', (button) => expect(new Buttons().change(button, true)).toBe(false));

  it.each([
    [0, 1],
    [1, 4],
    [2, 2],
    [3, 8],
    [4, 16],
  ])('%d that went up elsewhere is missed in the mask without %d', (button, mask) => {
    const buttons = new Buttons();
    buttons.change(button, true);
    expect(buttons.missed(mask)).toEqual([]);
    expect(buttons.missed(31 ^ mask)).toEqual([button]);
  });
});
