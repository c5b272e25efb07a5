import { SAMPLES_A_SECOND } from './shape.js';

const PER_MILLI = SAMPLES_A_SECOND / 1_000;
/** Sound that fails to come is taken for silence after so long, up to a moment ago. */
const LATE_MILLIS = 400;
const MOMENT_MILLIS = 100;
/** What comes late now and then is the machine's doing; what is late all this time is the sound card's clock. Blocks. */
const WINDOW = 100;
const TOLERANCE_MILLIS = 25;

/** What to do to keep sound where it belongs: silence before a block, or a block that is left out. In samples. */
export interface Correction {
  silence: number;
  isLeftOut: boolean;
}

/**
 * Keeps the sound beside the clock that the picture goes by. A sound card's second is not the computer's, and a device
 * that changes says nothing for a while: over an hour voice and lips would come apart. Time comes in from outside, in
 * milliseconds since the take began.
 */
export class SoundClock {
  /** Samples so far. */
  private place = 0;
  private lateness: number[] = [];

  /** Where the next samples belong, in milliseconds. */
  get millis(): number {
    return this.place / PER_MILLI;
  }

  /** @param samples that were heard until now */
  take(samples: number, now: number): Correction {
    const late = now - this.millis - samples / PER_MILLI;
    // Nothing is heard before its time: this one stands where silence was put already, or the card's seconds are short.
    if (late < -TOLERANCE_MILLIS) return { silence: 0, isLeftOut: true };
    const silence = Math.round(this.alwaysLate(late) * PER_MILLI);
    this.place += silence + samples;
    return { silence, isLeftOut: false };
  }

  /** To be called often. @return samples of silence to be put in because nothing came */
  look(now: number): number {
    if (now - this.millis < LATE_MILLIS) return 0;
    const silence = Math.round((now - MOMENT_MILLIS - this.millis) * PER_MILLI);
    this.place += silence;
    this.lateness = [];
    return silence;
  }

  /** The least late of many is how late the clock itself is. In milliseconds. */
  private alwaysLate(late: number): number {
    this.lateness.push(late);
    if (this.lateness.length < WINDOW) return 0;
    const least = Math.min(...this.lateness);
    this.lateness = [];
    return least > TOLERANCE_MILLIS ? least : 0;
  }
}
