import { CloseCode } from './protocol.js';
import type { Incoming, Outgoing, PageMessage, PageReport, ServerMessage, View } from './protocol.js';

/** Why no further attempt is made. */
export type Ending = 'takenOver' | 'ended' | 'signedOut' | 'version';

export type Link =
  | { is: 'connecting' }
  /** `resumed: false`: the server knows nothing of what was said before; join and greet again. */
  | { is: 'open'; resumed: boolean }
  /** @property since by performance.now() */
  | { is: 'cut'; since: number; attempts: number }
  | { is: 'over'; why: Ending };

/** The part of WebSocket that is used. */
export interface Wire {
  onopen: (() => void) | null;
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: ((event: { code: number }) => void) | null;
  send(text: string): void;
  close(code?: number): void;
}

export interface SessionOptions {
  /** Path on this server, such as "/ws/customer". */
  path: string;
  onMessage(message: ServerMessage): void;
  onLink(link: Link): void;
  /** Makes the socket; the browser's own unless told otherwise. */
  open?(path: string): Wire;
}

const SILENCE_MILLIS = 10_000;
const LONGEST_PAUSE_MILLIS = 5_000;
const STEADY_MILLIS = 5_000;
const ACK_MILLIS = 200;
const CONFIRM_MILLIS = 30_000;
const MOST_UNACKNOWLEDGED = 500;

const ENDINGS: ReadonlyMap<number, Ending> = new Map([
  [CloseCode.takenOver, 'takenOver'],
  [CloseCode.ended, 'ended'],
  [CloseCode.signedOut, 'signedOut'],
  [CloseCode.version, 'version'],
]);

/**
 * One side's conversation with the server over as many sockets as it takes: what was sent is kept until acknowledged
 * and repeated after a resume, so each message arrives once and in order.
 */
export class Session {
  private wire: Wire | null = null;
  private session: string | null = null;
  private welcomed = false;
  private seen = 0;
  private sent = 0;
  private outbox: { n: number; m: PageMessage }[] = [];
  private report: PageReport | null = null;
  private confirmed: { length: number; at: number } | null = null;
  private attempts = 0;
  private openSince = 0;
  private cutSince: number | null = null;
  private silence: ReturnType<typeof setTimeout> | undefined;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private ack: ReturnType<typeof setTimeout> | undefined;
  private stopped = true;

  constructor(private readonly options: SessionOptions) {}

  /** Connects, or takes the seat back after another page took it. */
  start(): void {
    if (!this.stopped) return;
    this.stopped = false;
    this.session = null;
    this.attempts = 0;
    globalThis.addEventListener?.('online', this.hurry);
    globalThis.document?.addEventListener('visibilitychange', this.hurry);
    this.options.onLink({ is: 'connecting' });
    this.connect();
  }

  stop(): void {
    this.stopped = true;
    globalThis.removeEventListener?.('online', this.hurry);
    globalThis.document?.removeEventListener('visibilitychange', this.hurry);
    clearTimeout(this.retry);
    this.drop(1000);
  }

  get isOpen(): boolean {
    return this.welcomed;
  }

  /** Delivered once and in order, now or after the next resume; false when so much waits that nothing more fits. */
  send(message: PageMessage): boolean {
    if (this.outbox.length >= MOST_UNACKNOWLEDGED) return false;
    const entry = { n: ++this.sent, m: message };
    this.outbox.push(entry);
    if (this.welcomed) this.write({ n: entry.n, a: this.seen, m: entry.m });
    return true;
  }

  /** Not repeated: the newest takes the place of what was not sent. */
  sendReport(report: PageReport): void {
    this.report = report;
    if (this.welcomed) this.flushReport();
  }

  private readonly hurry = (): void => {
    if (this.wire !== null || this.stopped || globalThis.document?.hidden) return;
    clearTimeout(this.retry);
    this.connect();
  };

  private connect(): void {
    const wire = (this.options.open ?? browserSocket)(this.options.path);
    this.wire = wire;
    this.welcomed = false;
    wire.onopen = () =>
      this.write({
        t: 'hello',
        versions: [1],
        resume: this.session === null ? null : { session: this.session, seen: this.seen },
      });
    wire.onmessage = ({ data }) => this.heard(String(data));
    wire.onclose = ({ code }) => this.closed(code);
    this.watch();
  }

  private watch(): void {
    clearTimeout(this.silence);
    this.silence = setTimeout(() => this.closed(CloseCode.silent), SILENCE_MILLIS);
  }

  private heard(text: string): void {
    this.watch();
    const frame = parse(text);
    if (frame === null) return this.broken();
    if ('t' in frame) return this.welcome(frame);
    if (!this.welcomed) return this.broken();
    this.outbox = this.outbox.filter((entry) => entry.n > frame.a);
    if (!('m' in frame)) return;
    if ('n' in frame) {
      if (frame.n !== this.seen + 1) return this.broken();
      this.seen = frame.n;
      this.ack ??= setTimeout(() => this.acknowledge(), ACK_MILLIS);
    }
    if (frame.m.t === 'view') this.confirm(frame.m.view);
    this.options.onMessage(frame.m);
  }

  /** Says which head of the journal has come, at most every 30 s; the last one always, for no other comes after it. */
  private confirm({ length, head, parts }: View): void {
    const now = performance.now();
    const last = this.confirmed;
    const isOver = parts.appointment?.stage === 'SUMMARY' || parts.appointment?.stage === 'CANCELLED';
    if (last !== null && (length <= last.length || (!isOver && now - last.at < CONFIRM_MILLIS))) return;
    this.confirmed = { length, at: now };
    this.write({ a: this.seen, m: { t: 'seen', length, head } });
  }

  private welcome(frame: Extract<Incoming, { t: 'welcome' }>): void {
    this.session = frame.session;
    this.welcomed = true;
    this.openSince = performance.now();
    this.cutSince = null;
    this.confirmed = null;
    if (frame.resumed) {
      this.outbox = this.outbox.filter((entry) => entry.n > frame.seen);
      this.options.onLink({ is: 'open', resumed: true });
      for (const entry of this.outbox) this.write({ n: entry.n, a: this.seen, m: entry.m });
    } else {
      // What was said about an earlier connection is stale; what a person wrote is not.
      const written = this.outbox.map((entry) => entry.m).filter((message) => message.t === 'chat');
      this.outbox = [];
      this.sent = 0;
      this.seen = 0;
      this.options.onLink({ is: 'open', resumed: false });
      written.forEach((message) => this.send(message));
    }
    this.flushReport();
  }

  private closed(code: number): void {
    const ending = ENDINGS.get(code);
    this.drop(code === CloseCode.silent ? code : undefined);
    if (ending !== undefined) {
      this.stop();
      this.options.onLink({ is: 'over', why: ending });
      return;
    }
    if (this.stopped) return;
    if (code === CloseCode.protocol || code === CloseCode.flooded) this.session = null;
    const now = performance.now();
    if (this.openSince > 0 && now - this.openSince >= STEADY_MILLIS) this.attempts = 0;
    this.openSince = 0;
    this.cutSince ??= now;
    const most = Math.min(LONGEST_PAUSE_MILLIS, 250 * 2 ** this.attempts);
    const pause = this.attempts === 0 ? 0 : most * (0.5 + Math.random() / 2);
    this.attempts++;
    this.options.onLink({ is: 'cut', since: this.cutSince, attempts: this.attempts });
    this.retry = setTimeout(() => this.connect(), pause);
  }

  /** The server and this page no longer agree on what was said: begin anew. */
  private broken(): void {
    this.drop(CloseCode.protocol);
    this.closed(CloseCode.protocol);
  }

  /** Lets go of the socket without waiting for an answer that a dead network would never bring. */
  private drop(code?: number): void {
    clearTimeout(this.silence);
    clearTimeout(this.ack);
    this.ack = undefined;
    this.welcomed = false;
    const wire = this.wire;
    this.wire = null;
    if (wire === null) return;
    wire.onopen = wire.onmessage = wire.onclose = null;
    wire.close(code);
  }

  private acknowledge(): void {
    this.ack = undefined;
    if (this.welcomed) this.write({ a: this.seen });
  }

  private flushReport(): void {
    if (this.report === null) return;
    this.write({ a: this.seen, m: this.report });
    this.report = null;
  }

  private write(frame: Outgoing): void {
    this.wire?.send(JSON.stringify(frame));
  }
}

function browserSocket(path: string): Wire {
  const url = new URL(path, location.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return new WebSocket(url) as Wire;
}

function parse(text: string): Incoming | null {
  try {
    return JSON.parse(text) as Incoming;
  } catch {
    return null;
  }
}
