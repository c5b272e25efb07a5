import { describe, expect, it } from 'vitest';
import { type Place, type Role, type Size, layout } from '../../src/recording/layout.js';
import { HEIGHT, WIDTH } from '../../src/recording/shape.js';

const wide: Size = { width: 1280, height: 720 };
const phone: Size = { width: 720, height: 1280 };
const camera: Size = { width: 640, height: 480 };

describe('the recorded picture', () => {
  it('shows two faces side by side, equally large', () => {
    const { other, own } = layout({ other: wide, own: wide });
    expect(other).toMatchObject({ x: 0, width: 636, height: 356 });
    expect(own).toMatchObject({ x: 644, width: 636, height: 356 });
    expect(own?.y).toBe(other?.y);
  });

  it('shows a shared screen large, with both faces small beside it', () => {
    const { screen, other, own } = layout({ screen: wide, other: camera, own: camera });
    expect(screen?.width).toBe(1016);
    expect(other?.width).toBe(256);
    expect(own?.width).toBe(256);
    expect(other?.x).toBeGreaterThanOrEqual(1024);
    expect(own?.y).toBeGreaterThan((other?.y ?? 0) + (other?.height ?? 0));
  });

  it('leaves the place of who shows nothing empty', () => {
    expect(layout({ own: wide }).own?.x).toBe(644);
    expect(layout({}).other).toBeUndefined();
  });

  const sizes: Size[] = [wide, phone, camera, { width: 3840, height: 1080 }, { width: 17, height: 4000 }];
  const roles: Role[] = ['screen', 'other', 'own'];
  const cases = sizes.flatMap((screen) => sizes.map((face) => ({ screen, face })));

  it.each(cases)('cuts nothing off, and lays nothing over another: $screen, $face', ({ screen, face }) => {
    const places = layout({ screen, other: face, own: face });
    for (const role of roles) {
      const size = role === 'screen' ? screen : face;
      const place = places[role] as Place;
      expect(place.x).toBeGreaterThanOrEqual(0);
      expect(place.y).toBeGreaterThanOrEqual(0);
      expect(place.x + place.width).toBeLessThanOrEqual(WIDTH);
      expect(place.y + place.height).toBeLessThanOrEqual(HEIGHT);
      // Whole, within the two pixels that even numbers cost.
      const scale = Math.max(place.width / size.width, place.height / size.height);
      expect(Math.abs(place.width - size.width * scale)).toBeLessThan(2 + 2 * scale * (size.width / size.height));
      expect(place.width % 2).toBe(0);
      expect(place.height % 2).toBe(0);
    }
    for (const [one, two] of [
      [places.screen, places.other],
      [places.screen, places.own],
      [places.other, places.own],
    ] as [Place, Place][]) {
      const beside = one.x + one.width <= two.x || two.x + two.width <= one.x;
      const above = one.y + one.height <= two.y || two.y + two.height <= one.y;
      expect(beside || above).toBe(true);
    }
  });
});
