import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Decoding, type Packed } from '../../../src/control/picture/decoding.js';

/** The browser's decoder: notes what it is given, and shows or fails when told. */
class Decoder {
  static made: Decoder[] = [];
  state = 'unconfigured';
  config: VideoDecoderConfig | null = null;
  chunks: { type: string; timestamp: number }[] = [];

  constructor(readonly init: { output(frame: unknown): void; error(failure: Error): void }) {
    Decoder.made.push(this);
  }

  configure(config: VideoDecoderConfig): void {
    this.config = config;
    this.state = 'configured';
  }

  decode(chunk: { type: string; timestamp: number }): void {
    this.chunks.push(chunk);
  }

  close(): void {
    this.state = 'closed';
  }

  fails(): void {
    this.state = 'closed';
    this.init.error(new Error('corrupt'));
  }
}

class Chunk {
  type: string;
  timestamp: number;

  constructor(init: { type: string; timestamp: number }) {
    this.type = init.type;
    this.timestamp = init.timestamp;
  }
}

function picture(id: number, more: Partial<Packed> = {}): Packed {
  const needs = more.isKey === true ? [] : [id - 1];
  return { id, isKey: false, needs, mimeType: 'video/AV1', timestamp: id, data: new ArrayBuffer(1), ...more };
}

function started() {
  const events = { shown: vi.fn(), needsKey: vi.fn(), gaveUp: vi.fn() };
  return { decoding: new Decoding(events), events };
}

const newest = (): Decoder => Decoder.made.at(-1) as Decoder;

beforeEach(() => {
  Decoder.made = [];
  vi.stubGlobal('VideoDecoder', Decoder);
  vi.stubGlobal('EncodedVideoChunk', Chunk);
});

afterEach(() => vi.unstubAllGlobals());

describe('decoding past the jitter buffer', () => {
  it('asks for a key picture first, and not again while one is under way', () => {
    const { decoding, events } = started();
    decoding.take(picture(7), 0);
    decoding.take(picture(8), 100);
    expect(events.needsKey).toHaveBeenCalledTimes(1);
    decoding.look(600);
    expect(events.needsKey).toHaveBeenCalledTimes(2);
    expect(Decoder.made).toEqual([]);
  });

  it('decodes each at once and without waiting for the next', () => {
    const { decoding, events } = started();
    decoding.take(picture(1, { isKey: true }), 0);
    decoding.take(picture(2), 16);
    expect(newest().config).toMatchObject({ codec: 'av01.0.13M.08', optimizeForLatency: true });
    expect(newest().chunks.map((each) => each.type)).toEqual(['key', 'delta']);
    const frame = { close: vi.fn() };
    newest().init.output(frame);
    expect(events.shown).toHaveBeenCalledWith(frame);
    expect(events.needsKey).not.toHaveBeenCalled();
  });

  it('waits a moment for a lost picture, then asks for a key picture', () => {
    const { decoding, events } = started();
    decoding.take(picture(1, { isKey: true }), 0);
    decoding.take(picture(3), 50);
    decoding.look(200);
    expect(events.needsKey).not.toHaveBeenCalled();
    decoding.look(310);
    expect(events.needsKey).toHaveBeenCalledTimes(1);
    expect(newest().chunks).toHaveLength(1);
    decoding.take(picture(9, { isKey: true }), 400);
    expect(newest().chunks).toHaveLength(2);
    decoding.look(5_000);
    expect(events.needsKey).toHaveBeenCalledTimes(1);
  });

  it('begins anew with a key picture when the decoder failed', () => {
    const { decoding, events } = started();
    decoding.take(picture(1, { isKey: true }), 0);
    newest().fails();
    decoding.take(picture(2), 10);
    expect(events.needsKey).toHaveBeenCalledTimes(1);
    decoding.take(picture(3, { isKey: true }), 20);
    expect(Decoder.made).toHaveLength(2);
    expect(newest().chunks).toHaveLength(1);
    expect(events.gaveUp).not.toHaveBeenCalled();
  });

  it('gives up when the decoder fails again and again, and then takes nothing', () => {
    const { decoding, events } = started();
    for (let id = 1; id <= 3; id++) {
      decoding.take(picture(id, { isKey: true }), id);
      newest().fails();
    }
    expect(events.gaveUp).toHaveBeenCalledWith('corrupt');
    decoding.take(picture(9, { isKey: true }), 100);
    decoding.look(10_000);
    expect(Decoder.made).toHaveLength(3);
    expect(events.needsKey).not.toHaveBeenCalled();
  });

  it('gives up on what it does not know', () => {
    const { decoding, events } = started();
    decoding.take(picture(1, { isKey: true, mimeType: 'video/H265' }), 0);
    expect(events.gaveUp).toHaveBeenCalledTimes(1);
  });

  it('changes to another way of packing with a key picture', () => {
    const { decoding } = started();
    decoding.take(picture(1, { isKey: true }), 0);
    const first = newest();
    decoding.take(picture(2, { isKey: true, mimeType: 'video/VP8' }), 10);
    expect(first.state).toBe('closed');
    expect(newest().config?.codec).toBe('vp8');
    const late = { close: vi.fn() };
    first.init.output(late);
    expect(late.close).toHaveBeenCalled();
  });
});
