import { type Area, inflated, packed, unpacked, type Packed } from './patch.js';

export interface Patch {
  wholeWidth: number;
  wholeHeight: number;
  area: Area;
  takenMillis: number;
  image: ImageData;
}

const MOST_WAITING = 16;
/** Four times what the app sends. */
const PIXELS_A_SECOND = 32_000_000;
/** What even the smallest costs as work, in pixels. */
const LEAST = 1 << 13;
const LEAST_DEFLATED = 1 << 17;

/** Unpacks patches and gives them on in their order. What makes no sense, or is too much, is left out. */
export class Patches {
  private waiting = 0;
  private last: Promise<void> = Promise.resolve();
  private pixels = PIXELS_A_SECOND;
  private filledAt = 0;

  /** @param clock in milliseconds */
  constructor(
    private readonly drawn: (patch: Patch) => void,
    private readonly clock: () => number = () => performance.now(),
  ) {}

  take(data: unknown): void {
    const patch = packed(data);
    if (patch === null || this.waiting >= MOST_WAITING || !this.affords(patch)) return;
    if (!patch.isDeflated && this.waiting === 0) return this.give(patch, patch.runs);
    this.waiting++;
    this.last = this.last
      .then(async () => {
        const runs = patch.isDeflated ? await inflated(patch.runs) : patch.runs;
        if (runs !== null) this.give(patch, runs);
      })
      // The next one is drawn all the same.
      .catch((why: unknown) => console.warn('a patch was left out:', why))
      .finally(() => this.waiting--);
  }

  private give({ area, wholeWidth, wholeHeight, takenMillis }: Packed, runs: Uint8Array): void {
    const image = unpacked(runs, area);
    if (image !== null) this.drawn({ wholeWidth, wholeHeight, area, takenMillis, image });
  }

  private affords({ area, isDeflated }: Packed): boolean {
    const price = Math.max(area.width * area.height, isDeflated ? LEAST_DEFLATED : LEAST);
    const now = this.clock();
    const more = ((now - this.filledAt) / 1_000) * PIXELS_A_SECOND;
    this.pixels = Math.min(PIXELS_A_SECOND, this.pixels + more);
    this.filledAt = now;
    if (this.pixels < price) return false;
    this.pixels -= price;
    return true;
  }
}
