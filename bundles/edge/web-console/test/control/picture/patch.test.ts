import { beforeEach, describe, expect, it, vi } from 'vitest';
import { packed, unpacked } from '../../../src/control/picture/patch.js';
import { type Patch, Patches } from '../../../src/control/picture/patches.js';

/** The browser's, as far as it is needed. */
class Image {
  readonly data: Uint8ClampedArray;

  constructor(
    readonly width: number,
    readonly height: number,
  ) {
    this.data = new Uint8ClampedArray(width * height * 4);
  }
}

const RED = [0xc8, 0, 0];
const BLUE = [1, 2, 0xfe];
const literal = (...colours: number[][]): number[] => [colours.length << 2, ...colours.flat()];
const same = (count: number): number[] => [(count << 2) | 1];
const above = (count: number): number[] => [(count << 2) | 2];

/** A red area of three times two pixels with a blue one in its lower right. */
const RUNS = [...literal(RED), ...same(2), ...above(2), ...literal(BLUE)];
const SHOWN = [RED, RED, RED, RED, RED, BLUE];

interface Head {
  version?: number;
  packing?: number;
  whole?: [number, number];
  area?: [number, number, number, number];
  taken?: number;
}

function message(runs: readonly number[] | Uint8Array, head: Head = {}): ArrayBuffer {
  const { version = 1, packing = 0, whole = [1280, 720], area = [10, 20, 3, 2], taken = 4_000_000_000 } = head;
  const bytes = new ArrayBuffer(18 + runs.length);
  const view = new DataView(bytes);
  view.setUint8(0, version);
  view.setUint8(1, packing);
  [...whole, ...area].forEach((value, index) => view.setUint16(2 + 2 * index, value, true));
  view.setUint32(14, taken, true);
  new Uint8Array(bytes, 18).set(runs);
  return bytes;
}

function colours(image: { data: Uint8ClampedArray } | undefined | null): number[][] {
  const all: number[][] = [];
  for (let i = 0; image && i < image.data.length; i += 4) {
    expect(image.data[i + 3]).toBe(255);
    all.push([...image.data.slice(i, i + 3)]);
  }
  return all;
}

async function deflated(bytes: readonly number[] | Uint8Array): Promise<Uint8Array> {
  const stream = new Blob([new Uint8Array(bytes)]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

async function until(patches: Patch[], count: number): Promise<void> {
  await vi.waitFor(() => expect(patches).toHaveLength(count), { timeout: 10_000 });
}

beforeEach(() => {
  vi.stubGlobal('ImageData', Image);
});

describe('a patch', () => {
  it('repeats the line above for as long as it is told, from wherever it is told', () => {
    const line = [RED, BLUE, RED];
    for (const lines of [2, 3, 4, 5, 8]) {
      const area = { x: 0, y: 0, width: 3, height: lines };
      const runs = new Uint8Array([...literal(...line), ...above(3 * (lines - 1))]);
      expect(colours(unpacked(runs, area))).toEqual(Array.from({ length: lines }, () => line).flat());

      const last = new Uint8Array([...literal(...line, BLUE), ...above(3 * (lines - 1) - 1)]);
      const turned = Array.from({ length: lines - 1 }, () => [BLUE, BLUE, RED]).flat();
      expect(colours(unpacked(last, area))).toEqual([...line, ...turned]);
    }
  });

  it('says where it belongs, when it was taken, and every pixel', () => {
    const patch = packed(message(RUNS));
    expect(patch).toMatchObject({
      wholeWidth: 1280,
      wholeHeight: 720,
      area: { x: 10, y: 20, width: 3, height: 2 },
      takenMillis: 4_000_000_000,
      isDeflated: false,
    });
    expect(colours(patch && unpacked(patch.runs, patch.area))).toEqual(SHOWN);
  });

  it('has long runs too', () => {
    const [width, height] = [640, 400];
    const rest = ((width * height - 1) << 2) | 1;
    const runs = [...literal(BLUE), (rest & 0x7f) | 0x80, ((rest >> 7) & 0x7f) | 0x80, rest >> 14];
    const image = unpacked(new Uint8Array(runs), { x: 0, y: 0, width, height });
    expect(new Set(new Uint32Array(image?.data.buffer ?? new ArrayBuffer(0)))).toEqual(new Set([0xfffe0201]));
  });

  it.each<[string, unknown]>([
    ['a text', 'patch'],
    ['nothing', new ArrayBuffer(0)],
    ['no runs', message([])],
    ['a newer version', message(RUNS, { version: 2 })],
    ['another packing', message(RUNS, { packing: 2 })],
    ['no area', message(RUNS, { area: [0, 0, 0, 2] })],
    ['an area beyond the right edge', message(RUNS, { area: [1278, 0, 3, 2] })],
    ['an area beyond the lower edge', message(RUNS, { area: [0, 719, 3, 2] })],
    ['too large an area', message(RUNS, { whole: [4000, 4000], area: [0, 0, 2000, 2000] })],
    ['too many bytes', message(new Uint8Array(65_537))],
  ])('is none when it is %s', (_, data) => {
    expect(packed(data)).toBeNull();
  });

  it.each<[string, number[]]>([
    ['too few pixels', literal(RED, RED)],
    ['too many pixels', [...literal(RED), ...same(6)]],
    ['more than it has', [...literal(RED), ...same(5), 4]],
    ['a run of nothing', [...RUNS, 1]],
    ['a repetition of no pixel', same(6)],
    ['a repetition of no line', [...literal(RED), ...above(5)]],
    ['an unknown step', [...literal(RED), (5 << 2) | 3]],
    ['an endless count', [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]],
  ])('is nothing when its runs are %s', (_, runs) => {
    expect(unpacked(new Uint8Array(runs), { x: 0, y: 0, width: 3, height: 2 })).toBeNull();
  });

  it('that is deflated comes in its turn', async () => {
    const shown: Patch[] = [];
    const patches = new Patches((patch) => shown.push(patch));
    patches.take(message(await deflated(RUNS), { packing: 1, taken: 1 }));
    patches.take(message(RUNS, { taken: 2 }));
    patches.take(message(await deflated(RUNS), { packing: 1, taken: 3 }));
    await until(shown, 3);
    expect(shown.map((each) => each.takenMillis)).toEqual([1, 2, 3]);
    for (const { image } of shown) expect(colours(image)).toEqual(SHOWN);
  });

  it('that makes no sense is left out, and the next is drawn', async () => {
    const shown: Patch[] = [];
    const patches = new Patches((patch) => shown.push(patch));
    patches.take('patch');
    patches.take(message([3]));
    patches.take(message([1, 2, 3, 4], { packing: 1 }));
    patches.take(message(await deflated(new Uint8Array(10_000_000)), { packing: 1 }));
    patches.take(message(await deflated(RUNS), { packing: 1, taken: 5 }));
    await until(shown, 1);
    expect(shown[0]?.takenMillis).toBe(5);
  });

  it('that cannot be drawn does not end those after it', async () => {
    vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    const shown: number[] = [];
    const patches = new Patches(({ takenMillis }) => {
      if (takenMillis === 1) throw new Error('no memory');
      shown.push(takenMillis);
    });
    patches.take(message(await deflated(RUNS), { packing: 1, taken: 1 }));
    patches.take(message(await deflated(RUNS), { packing: 1, taken: 2 }));
    await vi.waitFor(() => expect(shown).toEqual([2]), { timeout: 10_000 });
    expect(console.warn).toHaveBeenCalledTimes(1);
  });

  it('costs something however small it is, and more if it is deflated', async () => {
    let shown = 0;
    let now = 0;
    const patches = new Patches(
      () => shown++,
      () => now,
    );
    for (let i = 0; i < 5_000; i++) patches.take(message(RUNS));
    expect(shown).toBe(Math.floor(32_000_000 / (1 << 13)));
    now = 10;
    const small = message(await deflated(RUNS), { packing: 1 });
    for (let i = 0; i < 10; i++) patches.take(small);
    const before = shown;
    await vi.waitFor(() => expect(shown).toBe(before + 2), { timeout: 10_000 });
  });

  it('is left out when there are too many', () => {
    let shown = 0;
    let now = 0;
    const patches = new Patches(
      () => shown++,
      () => now,
    );
    const area: [number, number, number, number] = [0, 0, 700, 700];
    const rest = ((490_000 - 1) << 2) | 1;
    const runs = [...literal(RED), (rest & 0x7f) | 0x80, ((rest >> 7) & 0x7f) | 0x80, rest >> 14];
    for (let i = 0; i < 100; i++) patches.take(message(runs, { area }));
    expect(shown).toBe(65);
    now = 1_000;
    patches.take(message(runs, { area }));
    expect(shown).toBe(66);
  });
});
