import { LONGEST_PART } from './shape.js';
import type { Part, Shelf, Take } from './shelf.js';

export type State = 'RUNNING' | 'STOPPED' | 'SEALED' | 'DELETED';

/** What the server says of a recording. */
export interface Progress {
  received: number;
  state: State;
}

/** An answer of the server, or that there was none (status 0). */
export interface Reply {
  status: number;
  code: string;
  retrySeconds: number | null;
  progress: Progress | null;
}

export interface Wire {
  part(part: Part): Promise<Reply>;
  finish(take: Take): Promise<Reply>;
  /** How the recording stands. */
  state(recording: string): Promise<Reply>;
}

export interface DeliveryEvents {
  /** The server does not take it, and will not. */
  refused(recording: string, code: string): void;
  /** The server has everything of it, and closes the file. */
  delivered(recording: string): void;
}

const SHORTEST_PART = 8_192;
const SHORTEST_WAIT_MILLIS = 500;
const LONGEST_WAIT_MILLIS = 5_000;
/** What comes from within the server's own moments of being away, or of the network's. */
const PASSING = [0, 401, 408, 425, 429, 500, 502, 503, 504];
/** What recordings themselves say; anything else is said by somebody in their place, as while a server starts. */
const OWN = 'recording.';

/**
 * Brings what waits to the server, in order, one part at a time, for as long as it takes. Where to go on is what the
 * server says, so nothing is missing or there twice whatever was lost on the way.
 */
export class Delivery {
  private wait = SHORTEST_WAIT_MILLIS;
  private most = LONGEST_PART;
  private ring: () => void = () => undefined;

  constructor(
    private readonly shelf: Shelf,
    private readonly wire: Wire,
    private readonly events: DeliveryEvents,
    private readonly pause: (millis: number, early: Promise<void>) => Promise<void> = passing,
  ) {}

  /** Something new waits, or the recording has ended. */
  wake(): void {
    this.ring();
  }

  /** Ends once the server has everything of that recording, or does not want it. */
  async run(recording: string): Promise<void> {
    for (;;) {
      const takes = (await this.shelf.takes()).filter((take) => take.recording === recording);
      const [take] = takes;
      if (take === undefined) return;
      const part = await this.shelf.first(recording, take.number);
      if (part !== null) await this.bring(take, part);
      else if (takes.length > 1) await this.shelf.forget(recording, take.number);
      else if (take.over) await this.close(take);
      else await this.idle(LONGEST_WAIT_MILLIS);
    }
  }

  private async bring(take: Take, part: Part): Promise<void> {
    const piece = part.bytes.length > this.most ? { ...part, bytes: part.bytes.slice(0, this.most) } : part;
    const reply = await this.wire.part(piece);
    if (reply.progress !== null) {
      const { received } = reply.progress;
      // A block that does not fit into a smaller piece needs a larger one.
      this.most = Math.min(LONGEST_PART, this.most * 2);
      if (received < part.at) return this.giveUp(take, 'recording.lost-part');
      await this.shelf.received(take.recording, take.number, received);
      if (received === part.at) return this.later(reply);
      this.wait = SHORTEST_WAIT_MILLIS;
      return;
    }
    if (reply.status === 408) this.most = Math.max(SHORTEST_PART, this.most / 2);
    if (isPassing(reply)) return this.later(reply);
    if (reply.code === 'recording.take-order') return this.shelf.forget(take.recording, take.number);
    await this.giveUp(take, reply.code);
  }

  /** All was sent. While the recording may go on in another take it is not closed. */
  private async close(take: Take): Promise<void> {
    const asked = await this.wire.state(take.recording);
    if (asked.progress?.state === 'RUNNING') return this.idle(LONGEST_WAIT_MILLIS);
    const reply = asked.progress?.state === 'STOPPED' ? await this.wire.finish(take) : asked;
    if (reply.progress === null && isPassing(reply)) return this.later(reply);
    if (reply.progress === null) return this.giveUp(take, reply.code);
    await this.shelf.forget(take.recording, take.number);
    this.events.delivered(take.recording);
  }

  private async giveUp(take: Take, code: string): Promise<void> {
    for (const each of await this.shelf.takes()) {
      if (each.recording === take.recording) await this.shelf.forget(each.recording, each.number);
    }
    this.events.refused(take.recording, code);
  }

  private async later(reply: Reply): Promise<void> {
    const wait = reply.retrySeconds === null ? this.wait : reply.retrySeconds * 1_000;
    this.wait = Math.min(LONGEST_WAIT_MILLIS, this.wait * 2);
    await this.pause(wait, new Promise(() => undefined));
  }

  private idle(millis: number): Promise<void> {
    return this.pause(millis, new Promise((done) => (this.ring = done)));
  }
}

function isPassing(reply: Reply): boolean {
  return PASSING.includes(reply.status) || !reply.code.startsWith(OWN);
}

function passing(millis: number, early: Promise<void>): Promise<void> {
  return Promise.race([early, new Promise<void>((done) => setTimeout(done, millis))]);
}
