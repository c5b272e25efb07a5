import type { PictureCodec } from './shape.js';
import type { Role } from './layout.js';

/** Which take of what. */
export interface NewTake {
  recording: string;
  number: number;
  consultation: string;
  consent: string;
}

/** What the page says to the worker that records. */
export type ToWorker =
  /** @property elapsed milliseconds since the take began */
  | { t: 'begin'; take: NewTake; codec: PictureCodec; elapsed: number; sound: MessagePort }
  /** Pictures as they come; null where there are none any more. */
  | { t: 'source'; role: Role; pictures: ReadableStream<VideoFrame> | null }
  /** Where the browser gives no stream of pictures: those of now, as they were wanted. */
  | { t: 'grabbed'; pictures: Partial<Record<Role, VideoFrame>> }
  /** What stands in place of the screen; null shows it. */
  | { t: 'veil'; words: string | null }
  /** @property until what is later, in milliseconds since the take began, is not to be kept */
  | { t: 'end'; until: number }
  /** What earlier pages left. */
  | { t: 'deliver' };

export type FromWorker =
  | { t: 'ready' }
  /** Pictures, please. */
  | { t: 'wants' }
  | { t: 'failed'; why: string }
  | { t: 'refused'; recording: string; code: string }
  | { t: 'delivered'; recording: string }
  /** Whose worker it is has nothing left to do. @property isEmpty whether nothing waits in this browser */
  | { t: 'done'; isEmpty: boolean };
