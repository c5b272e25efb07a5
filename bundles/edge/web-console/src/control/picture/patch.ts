/** A rectangle of a picture, in its pixels. */
export interface Area {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** What changed on the customer's screen, as it came: docs/protocol.md, "Patches". */
export interface Packed {
  /** The picture that it is a part of. */
  wholeWidth: number;
  wholeHeight: number;
  area: Area;
  /** Of the app's clock, modulo 2^32. */
  takenMillis: number;
  isDeflated: boolean;
  runs: Uint8Array<ArrayBuffer>;
}

const HEAD = 18;
const VERSION = 1;
const MOST_BYTES = HEAD + 64 * 1024;
export const MOST_PIXELS = 1 << 19;
export const MOST_RUNS = 256 * 1024 + 64;

const SAME = 1;
const ABOVE = 2;
const KIND_BITS = 2;
const OPAQUE = 0xff000000;

/** Null for what makes no sense, or is from a newer app. */
export function packed(data: unknown): Packed | null {
  if (!(data instanceof ArrayBuffer) || data.byteLength <= HEAD || data.byteLength > MOST_BYTES) return null;
  const head = new DataView(data, 0, HEAD);
  const packing = head.getUint8(1);
  if (head.getUint8(0) !== VERSION || packing > 1) return null;
  const at = (place: number): number => head.getUint16(place, true);
  const [wholeWidth, wholeHeight] = [at(2), at(4)];
  const area = { x: at(6), y: at(8), width: at(10), height: at(12) };
  const pixels = area.width * area.height;
  if (pixels === 0 || pixels > MOST_PIXELS) return null;
  if (area.x + area.width > wholeWidth || area.y + area.height > wholeHeight) return null;
  return {
    wholeWidth,
    wholeHeight,
    area,
    takenMillis: head.getUint32(14, true),
    isDeflated: packing === 1,
    runs: new Uint8Array(data, HEAD),
  };
}

/** Null if they are not what was said, or too many. */
export async function inflated(runs: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer> | null> {
  const { readable, writable } = new DecompressionStream('deflate-raw');
  const writer = writable.getWriter();
  // What is wrong with it is told to the reader too.
  writer.write(runs).catch(() => undefined);
  writer.close().catch(() => undefined);
  const reader = readable.getReader();
  const all = new Uint8Array(MOST_RUNS);
  let length = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return all.subarray(0, length);
      if (length + value.length > MOST_RUNS) {
        await reader.cancel();
        return null;
      }
      all.set(value, length);
      length += value.length;
    }
  } catch {
    return null;
  }
}

/** The pixels that runs stand for; null if those are not exactly as many as the area has. */
export function unpacked(runs: Uint8Array, { width, height }: Area): ImageData | null {
  const image = new ImageData(width, height);
  // Red is the lowest byte: every browser's machine counts from there.
  const pixels = new Uint32Array(image.data.buffer);
  let from = 0;
  let to = 0;
  while (from < runs.length) {
    let step = 0;
    let shift = 0;
    let byte: number;
    do {
      byte = runs[from++] ?? 0;
      step |= (byte & 0x7f) << shift;
      shift += 7;
    } while (byte > 0x7f && shift < 28);
    const kind = step & ((1 << KIND_BITS) - 1);
    const end = to + (step >>> KIND_BITS);
    if (end === to || end > pixels.length) return null;
    if (kind === SAME && to > 0) {
      pixels.fill(pixels[to - 1] ?? OPAQUE, to, end);
    } else if (kind === ABOVE && to >= width) {
      repeatLine(pixels, to, end, width);
    } else if (kind === 0 && from + 3 * (end - to) <= runs.length) {
      for (let i = to; i < end; i++, from += 3) {
        pixels[i] = OPAQUE | ((runs[from + 2] ?? 0) << 16) | ((runs[from + 1] ?? 0) << 8) | (runs[from] ?? 0);
      }
    } else {
      return null;
    }
    to = end;
  }
  return to === pixels.length ? image : null;
}

/** In ever larger blocks, which the machine moves by itself: whole lines, so that each begins where a line did. */
function repeatLine(pixels: Uint32Array, from: number, end: number, width: number): void {
  const source = from - width;
  for (let to = from; to < end; ) {
    const block = Math.min(to - source, end - to);
    pixels.copyWithin(to, source, source + block);
    to += block;
  }
}
