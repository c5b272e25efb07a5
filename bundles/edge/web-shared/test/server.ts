import type { Incoming, Outgoing, PageMessage, Receipt, ServerMessage } from '../src/protocol.js';
import type { Wire } from '../src/socket.js';

/** The server's half of the session layer, as docs/protocol.md tells it, over sockets that can be cut at any frame. */
export class FakeServer {
  readonly got: PageMessage[] = [];
  reported = 0;
  readonly confirmed: Receipt[] = [];
  readonly hellos: Extract<Outgoing, { t: 'hello' }>[] = [];
  refuses = false;
  silent = false;

  private session = 0;
  private seen = 0;
  private sent = 0;
  private outbox: { n: number; m: ServerMessage }[] = [];
  private line: Line | null = null;

  constructor(
    private readonly resumes: boolean,
    /** Whether the line dies instead of carrying this frame. */
    private readonly cuts: () => boolean = () => false,
  ) {}

  readonly open = (): Wire => {
    const line = new Line((text) => this.hear(line, text));
    this.line = line;
    queueMicrotask(() => (this.refuses ? line.die(1006) : line.onopen?.()));
    return line;
  };

  get isConnected(): boolean {
    return this.line?.alive === true;
  }

  say(m: ServerMessage): void {
    const entry = { n: ++this.sent, m };
    this.outbox.push(entry);
    this.write({ n: entry.n, a: this.seen, m });
  }

  beat(): void {
    this.write({ a: this.seen });
  }

  cut(code = 1006): void {
    this.line?.die(code);
  }

  /** Sends a frame as it stands, right or wrong. */
  raw(text: string): void {
    this.line?.onmessage?.({ data: text });
  }

  private hear(line: Line, text: string): void {
    if (line !== this.line || !line.alive) return;
    if (this.cuts()) return line.die(1006);
    const frame = JSON.parse(text) as Outgoing;
    if ('t' in frame) return this.welcome(frame);
    this.outbox = this.outbox.filter((entry) => entry.n > frame.a);
    if (!('m' in frame)) return;
    if (!('n' in frame)) {
      if (frame.m.t === 'seen') this.confirmed.push(frame.m);
      else this.reported++;
      return;
    }
    if (frame.n !== this.seen + 1) throw new Error(`expected ${this.seen + 1}, got ${frame.n}`);
    this.seen = frame.n;
    this.got.push(frame.m);
  }

  private welcome(hello: Extract<Outgoing, { t: 'hello' }>): void {
    this.hellos.push(hello);
    const resumed = this.resumes && hello.resume !== null && hello.resume.session === `s${this.session}`;
    if (!resumed) {
      this.session++;
      this.seen = this.sent = 0;
      this.outbox = [];
    } else {
      const { seen } = hello.resume ?? { seen: 0 };
      this.outbox = this.outbox.filter((entry) => entry.n > seen);
    }
    const session = `s${this.session}`;
    this.write({ t: 'welcome', version: 1, session, resumed, seen: this.seen, heartbeatSeconds: 5 });
    for (const entry of this.outbox) this.write({ n: entry.n, a: this.seen, m: entry.m });
  }

  private write(frame: Incoming): void {
    const { line } = this;
    if (line === null || !line.alive || this.silent) return;
    if (this.cuts()) return line.die(1006);
    line.onmessage?.({ data: JSON.stringify(frame) });
  }
}

class Line implements Wire {
  onopen: Wire['onopen'] = null;
  onmessage: Wire['onmessage'] = null;
  onclose: Wire['onclose'] = null;
  alive = true;

  constructor(private readonly hear: (text: string) => void) {}

  send(text: string): void {
    if (this.alive) this.hear(text);
  }

  close(): void {
    this.alive = false;
  }

  die(code: number): void {
    if (!this.alive) return;
    this.alive = false;
    const closed = this.onclose;
    queueMicrotask(() => closed?.({ code }));
  }
}
