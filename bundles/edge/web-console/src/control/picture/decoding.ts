import { decoderFor } from './codecs.js';
import { type Encoded, Order } from './order.js';

/** A picture with its bytes. */
export interface Packed extends Encoded {
  mimeType: string;
  /** Of the sender's clock, in microseconds; any beginning. */
  timestamp: number;
  data: ArrayBuffer;
}

export interface DecodingEvents {
  /** A picture to be shown; whoever takes it closes it. */
  shown(frame: VideoFrame): void;
  /** Only a key picture goes on from here. */
  needsKey(): void;
  /** It cannot be done here; nothing comes any more. */
  gaveUp(why: string): void;
}

/** What was lost is sent again within about the time of a way there and back; longer than this nobody waits. */
const PATIENCE_MILLIS = 250;
/** A key picture is large: while one is under way, asking again would only fill the line. */
const ASK_AGAIN_MILLIS = 500;
/** A decoder that fails once has met something odd; one that fails again and again cannot do it. */
const FAILURES_UNTIL_KEY_COUNTS = 3;

/**
 * Decodes each picture the moment it can be decoded, past the browser's jitter buffer. Time comes in from outside, in
 * milliseconds.
 */
export class Decoding {
  private readonly order = new Order<Packed>();
  private decoder: VideoDecoder | null = null;
  private mimeType = '';
  private stuckSince: number | null = null;
  private askedAt = -Infinity;
  private failures = 0;
  private over = false;

  constructor(private readonly events: DecodingEvents) {}

  take(picture: Packed, now: number): void {
    if (this.over) return;
    for (const next of this.order.take(picture)) this.decode(next);
    this.look(now);
  }

  /** To be called now and then, also when nothing comes. */
  look(now: number): void {
    if (this.over) return;
    if (!this.order.isStuck) {
      this.stuckSince = null;
      return;
    }
    this.stuckSince ??= now;
    const patience = this.decoder === null ? 0 : PATIENCE_MILLIS;
    if (now - this.stuckSince >= patience && now - this.askedAt >= ASK_AGAIN_MILLIS) {
      this.askedAt = now;
      this.events.needsKey();
    }
  }

  close(): void {
    this.over = true;
    if (this.decoder?.state !== 'closed') this.decoder?.close();
    this.decoder = null;
  }

  private decode(picture: Packed): void {
    if (this.over) return;
    if (this.decoder === null || picture.mimeType !== this.mimeType) {
      // Another way of packing begins with a key picture; anything else is of no use.
      if (!picture.isKey) return this.order.forget();
      this.begin(picture.mimeType);
    }
    this.decoder?.decode(
      new EncodedVideoChunk({
        type: picture.isKey ? 'key' : 'delta',
        timestamp: picture.timestamp,
        data: picture.data,
      }),
    );
  }

  private begin(mimeType: string): void {
    const config = decoderFor(mimeType);
    if (config === null) return this.giveUp(`cannot decode ${mimeType}`);
    if (this.decoder !== null && this.decoder.state !== 'closed') this.decoder.close();
    this.mimeType = mimeType;
    const decoder = new VideoDecoder({
      output: (frame) => {
        this.failures = 0;
        if (decoder === this.decoder) this.events.shown(frame);
        else frame.close();
      },
      error: (failure) => decoder === this.decoder && this.failed(failure),
    });
    this.decoder = decoder;
    decoder.configure(config);
  }

  /** A decoder that failed is closed: the next key picture gets a new one. */
  private failed(failure: DOMException): void {
    this.decoder = null;
    this.order.forget();
    if (++this.failures >= FAILURES_UNTIL_KEY_COUNTS) this.giveUp(failure.message);
  }

  private giveUp(why: string): void {
    this.close();
    this.events.gaveUp(why);
  }
}
