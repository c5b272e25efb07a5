import { describe, expect, it } from 'vitest';
import { type Recorded, bytes, fileName } from '../../src/model/library.js';

const recorded: Recorded = {
  recording: 'r',
  consultation: 'c',
  customerName: 'Tom Reed',
  subject: 'A slow computer',
  startedAt: '2026-11-22T10:00:00Z',
  stoppedAt: null,
  state: 'SEALED',
  why: null,
  millis: 1,
  bytes: 1,
  sha256: null,
  deletesAt: null,
  deletesSoon: false,
  timeline: [],
};

describe('a recording in the library', () => {
  it('is downloaded under a name that says what it is', () => {
    expect(fileName(recorded)).toBe('2026-11-22 Tom Reed A slow computer.webm');
  });

  it.each(['../../etc/passwd', 'a/b\\c:d*e?"<>|', '\u0000\n', '..'])(
    'has a name that leads nowhere else: %s',
    (subject) => {
      expect(fileName({ ...recorded, subject })).not.toMatch(/[/\\:*?"<>|\p{Cc}]/u);
    },
  );

  it('keeps letters of every script, and is never endless', () => {
    expect(fileName({ ...recorded, customerName: 'منى Groß', subject: 'x'.repeat(500) })).toContain('منى Groß');
    expect(fileName({ ...recorded, subject: 'x'.repeat(500) }).length).toBeLessThanOrEqual(85);
  });

  it('tells its size as a person would', () => {
    expect(bytes(1_234_567, 'en')).toBe('1.2 MB');
    expect(bytes(12_300_000_000, 'en')).toBe('12.3 GB');
  });
});
