import { describe, expect, it } from 'vitest';
import { Flow } from '../src/flow.js';

/** Feeds one sample a second; `bytes` per second, 0 for silence. */
function feed(flow: Flow, bytes: readonly number[], from = 0): number {
  let total = 0;
  flow.sample(from, 0, 1);
  bytes.forEach((count, index) => flow.sample(from + (index + 1) * 1000, (total += count), 1));
  return from + bytes.length * 1000;
}

describe('flow of media', () => {
  it('is one span while bytes keep coming', () => {
    const flow = new Flow();
    const now = feed(flow, [10, 10, 10, 10]);
    expect(flow.report(now)).toEqual({
      t: 'media',
      flowing: true,
      lastFlowedAgo: 0,
      spans: [{ fromAgo: 3000, toAgo: 0 }],
    });
  });

  it('ends at the last byte, not when the end is noticed', () => {
    const flow = new Flow();
    const now = feed(flow, [10, 10, 0, 0, 0]);
    expect(flow.isFlowing(now)).toBe(false);
    expect(flow.report(now).spans).toEqual([{ fromAgo: 4000, toAgo: 3000 }]);
  });

  it('a gap makes a new span', () => {
    const flow = new Flow();
    const now = feed(flow, [10, 10, 0, 0, 0, 10, 10]);
    expect(flow.report(now).spans).toEqual([
      { fromAgo: 6000, toAgo: 5000 },
      { fromAgo: 1000, toAgo: 0 },
    ]);
  });

  it('tells of no more spans than the server takes, and of the newest', () => {
    const flow = new Flow();
    const flapping = Array.from({ length: 60 }, () => [10, 0, 0, 0]).flat();
    const now = feed(flow, flapping);
    const { spans } = flow.report(now);
    expect(spans).toHaveLength(50);
    expect(spans.at(-1)).toEqual({ fromAgo: 3000, toAgo: 3000 });
  });

  it('never began before anything was heard or seen, however many bytes the connection itself took', () => {
    const flow = new Flow();
    for (let second = 0; second < 5; second++) flow.sample(second * 1000, second * 100, 0);
    expect(flow.report(5000)).toEqual({ t: 'media', flowing: false, lastFlowedAgo: null, spans: [] });
  });

  it('goes on when sound and picture are switched off but the transport lives', () => {
    const flow = new Flow();
    flow.sample(0, 0, 0);
    flow.sample(1000, 500, 400);
    for (let second = 2; second <= 20; second++) flow.sample(second * 1000, 500 + second, 400);
    expect(flow.report(20_000).spans).toEqual([{ fromAgo: 19_000, toAgo: 0 }]);
  });

  it('counts a new connection from zero without inventing a gap or a flow', () => {
    const flow = new Flow();
    feed(flow, [10, 10]);
    flow.restart();
    flow.sample(3000, 4, 4);
    flow.sample(4000, 8, 8);
    expect(flow.report(4000).spans).toEqual([{ fromAgo: 3000, toAgo: 0 }]);
  });

  it('forgets spans older than ten minutes', () => {
    const flow = new Flow();
    feed(flow, [10, 10]);
    feed(flow, [10, 10], 700_000);
    expect(flow.report(702_000).spans).toHaveLength(1);
  });
});
