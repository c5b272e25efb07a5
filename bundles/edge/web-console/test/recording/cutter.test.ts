import { describe, expect, it } from 'vitest';
import { Cutter } from '../../src/recording/cutter.js';

const LONGEST = 1_000;

function cutting(): { cutter: Cutter; parts: number[][] } {
  const parts: number[][] = [];
  return { cutter: new Cutter(LONGEST, (bytes) => parts.push([...bytes])), parts };
}

const piece = (length: number, value = 1): Uint8Array => new Uint8Array(length).fill(value);

describe('the parts of a stream', () => {
  it('hold a second at most', () => {
    const { cutter, parts } = cutting();
    for (let now = 0; now < 10_000; now += 20) cutter.add(piece(2), now);
    expect(parts.length).toBeGreaterThanOrEqual(10);
    expect(Math.max(...parts.map((part) => part.length))).toBeLessThanOrEqual(2 * 50);
  });

  it('are never longer than what one request carries', () => {
    const { cutter, parts } = cutting();
    for (let count = 0; count < 50; count++) cutter.add(piece(90), 0);
    cutter.end();
    expect(Math.max(...parts.map((part) => part.length))).toBe(990);
    expect(parts.reduce((sum, part) => sum + part.length, 0)).toBe(50 * 90);
  });

  it('are cut between pieces only: what is longer goes alone', () => {
    const { cutter, parts } = cutting();
    cutter.add(piece(10, 1), 0);
    cutter.add(piece(5_000, 2), 1);
    cutter.add(piece(10, 3), 2);
    cutter.end();
    expect(parts.map((part) => part.length)).toEqual([10, 5_000, 10]);
  });

  it('are all there at the end, in their order', () => {
    const { cutter, parts } = cutting();
    for (let value = 0; value < 200; value++) cutter.add(piece(7, value), value * 13);
    cutter.end();
    cutter.end();
    const all = parts.flat();
    expect(all).toEqual([...Array(200).keys()].flatMap((value) => Array<number>(7).fill(value)));
  });

  it('keep their own bytes when the writer uses its buffer again', () => {
    const { cutter, parts } = cutting();
    const buffer = piece(3, 1);
    cutter.add(buffer, 0);
    buffer.fill(9);
    cutter.end();
    expect(parts).toEqual([[1, 1, 1]]);
  });
});
