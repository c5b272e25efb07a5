import {
  EncodedAudioPacketSource,
  EncodedPacket,
  EncodedVideoPacketSource,
  Output,
  StreamTarget,
  type StreamTargetChunk,
  WebMOutputFormat,
} from 'mediabunny';
import { LONGEST_PART, type PictureCodec, SAMPLES_A_SECOND, SOUND_CHANNELS } from './shape.js';
import { Cutter } from './cutter.js';

/**
 * The stream of one take: a WebM that only grows, so that it plays up to wherever it ends. Length, cue points and what
 * lies between two takes are the server's.
 */
export class Film {
  private readonly cutter: Cutter;
  private readonly output: Output;
  private readonly pictures: EncodedVideoPacketSource;
  private readonly sounds = new EncodedAudioPacketSource('opus');
  private work: Promise<void>;

  /** @param failed called at most once */
  constructor(
    codec: PictureCodec,
    part: (bytes: Uint8Array<ArrayBuffer>) => void,
    private readonly failed: (why: string) => void,
  ) {
    this.cutter = new Cutter(LONGEST_PART, part);
    this.pictures = new EncodedVideoPacketSource(codec);
    const grown = new WritableStream<StreamTargetChunk>({
      write: ({ data }) => this.cutter.add(data, performance.now()),
    });
    this.output = new Output({
      format: new WebMOutputFormat({ appendOnly: true }),
      target: new StreamTarget(grown),
    });
    this.output.addVideoTrack(this.pictures);
    this.output.addAudioTrack(this.sounds);
    this.work = this.output.start().catch((failure: unknown) => this.fail(failure));
  }

  picture(chunk: EncodedVideoChunk, about: EncodedVideoChunkMetadata | undefined): void {
    const packet = EncodedPacket.fromEncodedChunk(chunk);
    this.later(() => this.pictures.add(packet, about));
  }

  sound(chunk: EncodedAudioChunk): void {
    const packet = EncodedPacket.fromEncodedChunk(chunk);
    this.later(() => this.sounds.add(packet, SOUND_ABOUT));
  }

  /** Nothing follows. */
  async end(): Promise<void> {
    this.later(() => this.output.finalize());
    await this.work;
    this.cutter.end();
  }

  private later(step: () => Promise<void>): void {
    this.work = this.work.then(step).catch((failure: unknown) => this.fail(failure));
  }

  private fail(failure: unknown): void {
    this.failed(`film: ${String(failure)}`);
  }
}

/** The same in all takes and all browsers, or the takes were no one file. */
const SOUND_ABOUT: EncodedAudioChunkMetadata = {
  decoderConfig: {
    codec: 'opus',
    sampleRate: SAMPLES_A_SECOND,
    numberOfChannels: SOUND_CHANNELS,
    description: opusHead(),
  },
};

/** RFC 7845, 5.1: what the encoder puts before the first sound is 312 samples; no gain. */
function opusHead(): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(19);
  bytes.set(new TextEncoder().encode('OpusHead'));
  const view = new DataView(bytes.buffer);
  view.setUint8(8, 1);
  view.setUint8(9, SOUND_CHANNELS);
  view.setUint16(10, 312, true);
  view.setUint32(12, SAMPLES_A_SECOND, true);
  return bytes;
}
