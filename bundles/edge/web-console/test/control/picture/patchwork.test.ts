import { describe, expect, it } from 'vitest';
import type { Area } from '../../../src/control/picture/patch.js';
import { Patchwork } from '../../../src/control/picture/patchwork.js';

const BUTTON: Area = { x: 100, y: 100, width: 80, height: 30 };
const BEAT = 16;
const TICKS = 2 ** 32 / 90;

/**
 * A screen that is filmed sixty times a second. Its computer has one clock for pictures and one for patches, the page a
 * third; nobody but this test knows how far they are apart.
 */
class Filmed {
  readonly work = new Patchwork();
  now = 1_000_000;

  constructor(
    private readonly pictureClock = 777,
    private readonly patchClock = 123_456_789,
  ) {}

  /** @param way from being taken to being there @param decoding from there to being drawn */
  picture(taken: number, way = 30, decoding = 8): readonly Area[] {
    const came = taken + way;
    return this.work.picture((taken + this.pictureClock) % TICKS, came, came + decoding);
  }

  patch(taken: number, way = 4, area = BUTTON): boolean {
    return this.work.patch(area, (taken + this.patchClock) % 2 ** 32, taken + way);
  }

  /** The first second, as every call has it: one picture is quick, the others are as they are. */
  begins(way = 30): this {
    this.patch(this.now);
    for (let i = 0; i < 60; i++, this.now += BEAT) this.picture(this.now, i === 30 ? 10 : way);
    this.patch(this.now);
    this.now += 3_000;
    this.picture(this.now, way);
    return this;
  }
}

describe('patches beside the video', () => {
  it('stand until a picture comes that was surely taken after them', () => {
    const filmed = new Filmed().begins();
    const click = filmed.now + 500;
    expect(filmed.patch(click)).toBe(true);
    // on its way when the button changed, and those that the clocks cannot tell from it
    expect(filmed.picture(click - 20)).toEqual([BUTTON]);
    expect(filmed.picture(click - 4)).toEqual([BUTTON]);
    expect(filmed.picture(click + 12)).toEqual([BUTTON]);
    expect(filmed.picture(click + 100)).toEqual([]);
    expect(filmed.picture(click + 116)).toEqual([]);
  });

  it.each([30, 90, 400])('never give way to an older picture while pictures take %i ms', (way) => {
    const filmed = new Filmed().begins(way);
    const click = filmed.now + 500;
    const drawn: number[] = [];
    for (let taken = click - 480; taken < click + 160; taken += BEAT) {
      const came = taken + way;
      if (came - BEAT < click + 4 && came >= click + 4) expect(filmed.patch(click)).toBe(true);
      if (filmed.picture(taken, way).length === 0 && came > click + 4) drawn.push(taken);
    }
    expect(drawn.length).toBeGreaterThan(3);
    expect(Math.min(...drawn)).toBeGreaterThanOrEqual(click);
    expect(Math.min(...drawn)).toBeLessThan(click + 120);
  });

  it('are not drawn when they were late and the video had it already', () => {
    const filmed = new Filmed().begins();
    const click = filmed.now + 500;
    filmed.picture(click + 100);
    expect(filmed.patch(click, 180)).toBe(false);
    expect(filmed.picture(click + 116)).toEqual([]);
  });

  it('stand for as long as the last of them on the same spot', () => {
    const filmed = new Filmed().begins();
    const click = filmed.now + 500;
    filmed.patch(click);
    filmed.patch(click + 90, 4, { x: 90, y: 90, width: 200, height: 100 });
    expect(filmed.picture(click + 100)).toEqual([{ x: 90, y: 90, width: 200, height: 100 }]);
    expect(filmed.picture(click + 180)).toEqual([]);
  });

  it('stand each for itself on different spots', () => {
    const filmed = new Filmed().begins();
    const click = filmed.now + 500;
    const other = { x: 500, y: 10, width: 5, height: 5 };
    filmed.patch(click);
    filmed.patch(click + 90, 4, other);
    expect(filmed.picture(click + 10)).toEqual([BUTTON, other]);
    expect(filmed.picture(click + 100)).toEqual([other]);
  });

  it('wait for no more than two seconds, whatever the clocks say', () => {
    const filmed = new Filmed().begins();
    const click = filmed.now + 500;
    filmed.patch(click);
    // a clock of pictures that stands still
    const stuck = (now: number) => filmed.work.picture(click % TICKS, now, now);
    expect(stuck(click + 1_000)).toEqual([BUTTON]);
    expect(stuck(click + 2_100)).toEqual([]);
  });

  it('go on when a clock begins anew', () => {
    for (const [pictures, patches] of [
      [TICKS - 1_005_000, 5],
      [5, 2 ** 32 - 1_005_000],
    ] as const) {
      const filmed = new Filmed(pictures, patches).begins();
      for (let second = 0; second < 5; second++) {
        const click = filmed.now + 500 + second * 1_000;
        expect(filmed.patch(click)).toBe(true);
        expect(filmed.picture(click - 10)).toEqual([BUTTON]);
        expect(filmed.picture(click + 100)).toEqual([]);
      }
    }
  });

  it('learn it anew when the pictures have another clock', () => {
    const filmed = new Filmed().begins();
    const leap = (taken: number) => filmed.work.picture((taken + 90_000_000) % TICKS, taken + 30, taken + 38);
    const click = filmed.now + 500;
    leap(click - 100);
    expect(filmed.patch(click)).toBe(true);
    expect(leap(click - 30)).toEqual([BUTTON]);
    expect(leap(click + 100)).toEqual([]);
  });

  it('are not drawn before it is known how long pictures are under way', () => {
    const filmed = new Filmed();
    expect(filmed.patch(filmed.now)).toBe(false);
    expect(filmed.picture(filmed.now + 10)).toEqual([]);
  });

  it('are no more than a page can leave out of each picture', () => {
    const filmed = new Filmed().begins();
    const click = filmed.now + 500;
    const taken = Array.from({ length: 100 }, (_, i) =>
      filmed.patch(click, 4, { x: 10 * i, y: 0, width: 9, height: 9 }),
    );
    expect(taken.filter((each) => each)).toHaveLength(32);
    expect(filmed.picture(click)).toHaveLength(32);
  });

  it('are gone with what they were drawn on', () => {
    const filmed = new Filmed().begins();
    const click = filmed.now + 500;
    filmed.patch(click);
    filmed.work.forget();
    expect(filmed.picture(click)).toEqual([]);
  });
});
