import { beforeEach, describe, expect, it } from 'vitest';
import { Delivery, type Reply, type State, type Wire } from '../../src/recording/delivery.js';
import { type Part, type Take, after } from '../../src/recording/shelf.js';
import { MemoryShelf } from './shelf.js';

const ID = 'recording-1';

/** A server that keeps what it gets, and fails as it is told to. */
class Server implements Wire {
  state_: State = 'STOPPED';
  readonly takes = new Map<number, number[]>();
  readonly finished: Take[] = [];
  readonly said: string[] = [];
  /** Answers before the true ones; "lost" is an answer that never came, to something that was done. */
  trouble: (Partial<Reply> | 'lost')[] = [];
  /** Takes this many bytes of each part. */
  most = Infinity;

  async part(part: Part): Promise<Reply> {
    this.said.push(`${part.take}/${part.at}+${part.bytes.length}`);
    const trouble = this.trouble.shift();
    if (trouble !== undefined && trouble !== 'lost') return reply(trouble);
    const kept = this.takes.get(part.take) ?? [];
    this.takes.set(part.take, kept);
    const fresh = part.bytes.slice(0, this.most).slice(kept.length - part.at);
    if (part.at <= kept.length) fresh.forEach((byte) => kept.push(byte));
    if (trouble === 'lost') return reply({ status: 0, code: 'network' });
    return reply({ status: 200, progress: { received: kept.length, state: this.state_ } });
  }

  async finish(take: Take): Promise<Reply> {
    this.finished.push(take);
    return reply({ status: 200, progress: { received: take.bytes, state: 'SEALED' } });
  }

  async state(): Promise<Reply> {
    return reply({ status: 200, progress: { received: 0, state: this.state_ } });
  }

  bytes(take: number): number[] {
    return this.takes.get(take) ?? [];
  }
}

function reply(parts: Partial<Reply>): Reply {
  return { status: 500, code: 'server.failed', retrySeconds: null, progress: null, ...parts };
}

describe('the delivery', () => {
  let shelf: MemoryShelf;
  let server: Server;
  let pauses: number[];
  let told: string[];
  let delivery: Delivery;

  beforeEach(() => {
    shelf = new MemoryShelf();
    server = new Server();
    pauses = [];
    told = [];
    delivery = new Delivery(
      shelf,
      server,
      { refused: (id, code) => told.push(`refused ${id} ${code}`), delivered: (id) => told.push(`delivered ${id}`) },
      async (millis) => {
        pauses.push(millis);
        // The call ends while the page waits.
        if (pauses.length > 30) server.state_ = 'STOPPED';
      },
    );
  });

  async function take(number: number, ...lengths: number[]): Promise<number[]> {
    await shelf.begin({ recording: ID, number, consultation: 'c', consent: 'k', codec: 'vp9', bytes: 0, over: true });
    let at = 0;
    for (const length of lengths) {
      const bytes = Uint8Array.from({ length }, (_, index) => (at + index) % 251);
      await shelf.add({ recording: ID, take: number, at, bytes });
      at += length;
    }
    return Array.from({ length: at }, (_, index) => index % 251);
  }

  it('keeps everything while somebody else answers in the place of recordings, as when a server starts', async () => {
    const bytes = await take(1, 100, 100);
    const stranger = { status: 404, code: 'request.not-found' };
    server.trouble = [stranger, { status: 403, code: 'http.403' }, stranger];
    await delivery.run(ID);
    expect(server.bytes(1)).toEqual(bytes);
    expect(told).toEqual([`delivered ${ID}`]);
  });

  it('brings everything in order, closes the file, and forgets it', async () => {
    const all = await take(1, 100, 200, 300);
    await delivery.run(ID);
    expect(server.bytes(1)).toEqual(all);
    expect(server.said).toEqual(['1/0+100', '1/100+200', '1/300+300']);
    expect(server.finished).toMatchObject([{ number: 1, bytes: 600 }]);
    expect(told).toEqual([`delivered ${ID}`]);
    expect(shelf.all).toEqual([]);
    expect(shelf.parts).toEqual([]);
  });

  it('brings an earlier take whole before the next one begins', async () => {
    await take(1, 100, 100);
    await take(2, 50);
    await delivery.run(ID);
    expect(server.said).toEqual(['1/0+100', '1/100+100', '2/0+50']);
    expect(server.finished).toMatchObject([{ number: 2, bytes: 50 }]);
  });

  it('skips a take of which nothing came to be', async () => {
    await take(1, 10);
    await take(2);
    await take(3, 30);
    await delivery.run(ID);
    expect(server.said).toEqual(['1/0+10', '3/0+30']);
  });

  it.each([
    ['the network', { status: 0, code: 'network' }],
    ['the server', { status: 503, code: 'engine.replacing', retrySeconds: 1 }],
    ['the session', { status: 401, code: 'session.missing' }],
    ['too many at once', { status: 429, code: 'recording.too-fast', retrySeconds: 2 }],
    ['a proxy', { status: 502, code: 'http.502' }],
  ])('waits while %s is away, and goes on where it was', async (_, answer) => {
    const all = await take(1, 100, 100);
    server.trouble = [answer, answer, answer];
    await delivery.run(ID);
    expect(server.bytes(1)).toEqual(all);
    expect(pauses).toHaveLength(3);
    expect(told).toEqual([`delivered ${ID}`]);
  });

  it('waits as long as it is told to, else longer each time', async () => {
    await take(1, 1);
    server.trouble = [{ status: 503, retrySeconds: 2 }, { status: 0 }, { status: 0 }, { status: 0 }, { status: 0 }];
    await delivery.run(ID);
    expect(pauses[0]).toBe(2_000);
    expect(pauses.slice(1)).toEqual([...pauses.slice(1)].sort((a, b) => a - b));
    expect(Math.max(...pauses)).toBeLessThanOrEqual(5_000);
  });

  it('loses and doubles nothing when an answer is lost', async () => {
    const all = await take(1, 100, 100, 100);
    server.trouble = ['lost', 'lost', { status: 0 }, 'lost'];
    await delivery.run(ID);
    expect(server.bytes(1)).toEqual(all);
  });

  it('brings the rest again where the server took less than it was sent', async () => {
    const all = await take(1, 100, 70);
    server.most = 33;
    await delivery.run(ID);
    expect(server.bytes(1)).toEqual(all);
  });

  it('waits a moment where the server takes nothing yet', async () => {
    const all = await take(1, 100);
    server.trouble = [{ status: 200, progress: { received: 0, state: 'RUNNING' } }];
    await delivery.run(ID);
    expect(pauses).toHaveLength(1);
    expect(server.bytes(1)).toEqual(all);
  });

  it('sends less at a time where the line is too slow', async () => {
    await take(1, 200_000);
    server.trouble = [
      { status: 408, code: 'request.too-slow' },
      { status: 408, code: 'request.too-slow' },
    ];
    await delivery.run(ID);
    expect(server.said.slice(0, 3)).toEqual(['1/0+200000', '1/0+131072', '1/0+65536']);
    expect(server.bytes(1)).toHaveLength(200_000);
  });

  it.each([
    [404, 'recording.not-found'],
    [409, 'recording.sealed'],
    [409, 'recording.full'],
    [422, 'recording.malformed'],
  ])('forgets what the server never takes: %i %s', async (status, code) => {
    await take(1, 100);
    await take(2, 100);
    server.trouble = [{ status, code }];
    await delivery.run(ID);
    expect(told).toEqual([`refused ${ID} ${code}`]);
    expect(shelf.parts).toEqual([]);
    expect(shelf.all).toEqual([]);
  });

  it('forgets only a take that is closed at the server', async () => {
    await take(1, 100);
    await take(2, 50);
    server.trouble = [{ status: 409, code: 'recording.take-order' }];
    await delivery.run(ID);
    expect(server.said).toEqual(['1/0+100', '2/0+50']);
    expect(told).toEqual([`delivered ${ID}`]);
  });

  it('does not close a file that another page may go on with', async () => {
    await take(1, 100);
    server.state_ = 'RUNNING';
    await delivery.run(ID);
    expect(pauses.length).toBeGreaterThan(30);
    expect(server.finished).toHaveLength(1);
  });

  it('leaves other recordings alone', async () => {
    await take(1, 100);
    await shelf.begin({
      recording: 'x',
      number: 1,
      consultation: 'c',
      consent: 'k',
      codec: 'vp9',
      bytes: 0,
      over: true,
    });
    await delivery.run(ID);
    expect(shelf.all.map((each) => each.recording)).toEqual(['x']);
  });
});

describe('what is left of a part', () => {
  const part: Part = { recording: ID, take: 1, at: 100, bytes: Uint8Array.of(1, 2, 3, 4) };

  it('is all of it where the server has nothing', () => {
    expect(after(part, 100)).toBe(part);
    expect(after(part, 50)).toBe(part);
  });

  it('is nothing where the server has it', () => {
    expect(after(part, 104)).toBeNull();
    expect(after(part, 200)).toBeNull();
  });

  it('begins where the server stops', () => {
    expect(after(part, 103)).toEqual({ ...part, at: 103, bytes: Uint8Array.of(4) });
  });
});
