import { Canvas } from './canvas.js';
import { Film } from './film.js';
import type { Role } from './layout.js';
import { PICTURES_A_SECOND, type PictureCodec, SAMPLES_A_SECOND, pictureConfig, soundConfig } from './shape.js';
import { SoundClock } from './sound-clock.js';

const TICK_MILLIS = 1_000 / PICTURES_A_SECOND;
/** More would only wait in line, and take memory. */
const MOST_IN_FLIGHT = 3;
/** One can jump to a key picture only. */
const KEY_EVERY_MILLIS = 4_000;
/** A picture that does not change is told again now and then, so that the file goes on. */
const STILL_MILLIS = 500;
export interface StudioEvents {
  part(bytes: Uint8Array<ArrayBuffer>): void;
  failed(why: string): void;
  /** Called before each picture is drawn. */
  tick(): void;
}

/** Draws, encodes and cuts one take. Lives in a worker, whose timer goes on while the page is hidden. */
export class Studio {
  private readonly canvas = new Canvas();
  private readonly clock = new SoundClock();
  private readonly film: Film;
  private readonly pictures: VideoEncoder;
  private readonly sounds: AudioEncoder;
  private readonly began: number;
  private readonly ticking: ReturnType<typeof setInterval>;
  private lastPicture = -Infinity;
  private lastKey = -Infinity;
  private until = Infinity;
  private over = false;

  /** @param elapsed milliseconds since the take began */
  constructor(
    codec: PictureCodec,
    elapsed: number,
    private readonly events: StudioEvents,
  ) {
    this.began = performance.now() - elapsed;
    this.film = new Film(
      codec,
      (part) => events.part(part),
      (why) => this.fail(why),
    );
    const error = (failure: DOMException): void => this.fail(String(failure));
    this.pictures = new VideoEncoder({
      error,
      output: (chunk, about) => this.isKept(chunk) && this.film.picture(chunk, about),
    });
    this.pictures.configure(pictureConfig(codec));
    this.sounds = new AudioEncoder({ error, output: (chunk) => this.isKept(chunk) && this.film.sound(chunk) });
    this.sounds.configure(soundConfig());
    this.ticking = setInterval(() => this.tick(), TICK_MILLIS);
  }

  /** The newest picture of one side; it is closed here. */
  show(role: Role, picture: VideoFrame | null): void {
    this.canvas.show(role, picture);
  }

  /** Words in place of the screen; null shows it. */
  veil(words: string | null): void {
    this.canvas.veil(words);
  }

  hear(samples: Float32Array<ArrayBuffer>): void {
    if (this.over) return;
    const { silence, isLeftOut } = this.clock.take(samples.length, this.now);
    const place = this.clock.millis - (isLeftOut ? 0 : (samples.length * 1_000) / SAMPLES_A_SECOND);
    if (silence > 0) this.encode(new Float32Array(silence), place - (silence * 1_000) / SAMPLES_A_SECOND);
    if (!isLeftOut) this.encode(samples, place);
  }

  /** @param until what is later is not kept, in milliseconds since the take began */
  async end(until: number): Promise<void> {
    if (this.over) return;
    this.until = until;
    this.stop();
    await Promise.allSettled([this.pictures.flush(), this.sounds.flush()]);
    await this.film.end();
    for (const encoder of [this.pictures, this.sounds]) if (encoder.state !== 'closed') encoder.close();
  }

  private get now(): number {
    return performance.now() - this.began;
  }

  private tick(): void {
    const { now } = this;
    this.events.tick();
    this.picture(now);
    const silence = this.clock.look(now);
    if (silence > 0) this.encode(new Float32Array(silence), this.clock.millis - (silence * 1_000) / SAMPLES_A_SECOND);
  }

  private picture(now: number): void {
    if (this.pictures.encodeQueueSize >= MOST_IN_FLIGHT) return;
    if (!this.canvas.isChanged && now - this.lastPicture < STILL_MILLIS) return;
    const keyFrame = now - this.lastKey >= KEY_EVERY_MILLIS;
    const drawn = this.canvas.draw(Math.round(now * 1_000));
    this.pictures.encode(drawn, { keyFrame });
    drawn.close();
    this.lastPicture = now;
    if (keyFrame) this.lastKey = now;
  }

  private encode(data: Float32Array<ArrayBuffer>, millis: number): void {
    const sound = new AudioData({
      format: 'f32-planar',
      sampleRate: SAMPLES_A_SECOND,
      numberOfFrames: data.length,
      numberOfChannels: 1,
      timestamp: Math.round(millis * 1_000),
      data,
    });
    this.sounds.encode(sound);
    sound.close();
  }

  private isKept(chunk: EncodedVideoChunk | EncodedAudioChunk): boolean {
    return chunk.timestamp < this.until * 1_000;
  }

  private fail(why: string): void {
    if (this.over) return;
    this.stop();
    this.events.failed(why);
  }

  private stop(): void {
    this.over = true;
    clearInterval(this.ticking);
    this.canvas.close();
  }
}
