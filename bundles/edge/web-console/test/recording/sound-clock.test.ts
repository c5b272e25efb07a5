import { describe, expect, it } from 'vitest';
import { SoundClock } from '../../src/recording/sound-clock.js';

const BLOCK = 960;
const BLOCK_MILLIS = 20;
const HOUR = 3_600_000;

/** Plays blocks to the clock as a sound card would whose second takes so many milliseconds. */
function play(clock: SoundClock, from: number, to: number, second: number, jitter: () => number = () => 0): number {
  let worst = 0;
  let corrections = 0;
  for (let heard = from + BLOCK_MILLIS; heard < to; heard += (BLOCK_MILLIS * second) / 1_000) {
    const now = heard + jitter();
    corrections += clock.look(now) > 0 ? 1 : 0;
    const { silence, isLeftOut } = clock.take(BLOCK, now);
    corrections += silence > 0 || isLeftOut ? 1 : 0;
    worst = Math.max(worst, Math.abs(clock.millis - heard));
  }
  expect(worst).toBeLessThanOrEqual(80);
  return corrections;
}

describe('the clock of the sound', () => {
  it('changes nothing while the sound card keeps time', () => {
    expect(play(new SoundClock(), 0, 60_000, 1_000)).toBe(0);
  });

  it.each([1_000.2, 999.8, 1_001, 999])('stays beside the picture for an hour with a second of %s ms', (second) => {
    expect(play(new SoundClock(), 0, HOUR, second)).toBeGreaterThan(0);
  });

  it('is not misled by blocks that a busy machine hands on late', () => {
    let count = 0;
    const jitter = (): number => (count++ % 7 === 0 ? 60 : 5);
    expect(play(new SoundClock(), 0, 60_000, 1_000, jitter)).toBe(0);
  });

  it('takes sound that fails to come for silence, and goes on in time when it is back', () => {
    const clock = new SoundClock();
    play(clock, 0, 5_000, 1_000);
    for (let now = 5_000; now < 15_000; now += 40) clock.look(now);
    expect(clock.millis).toBeGreaterThan(14_400);
    expect(clock.millis).toBeLessThanOrEqual(15_000);
    let now = 15_000;
    for (let blocks = 0; blocks < 500; blocks++) clock.take(BLOCK, (now += BLOCK_MILLIS));
    expect(Math.abs(clock.millis - now)).toBeLessThanOrEqual(80);
  });

  it('leaves out what comes in a burst after silence has taken its place', () => {
    const clock = new SoundClock();
    play(clock, 0, 5_000, 1_000);
    clock.look(6_000);
    for (let blocks = 0; blocks < 50; blocks++) clock.take(BLOCK, 6_001);
    expect(clock.millis).toBeLessThanOrEqual(6_001 + 30);
  });
});
