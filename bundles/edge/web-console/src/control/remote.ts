import { api, type Result } from '@connectme/web-shared/api';
import { type ShortPath, shortPathOf } from './picture/short-path.js';
import type { Consent } from './standing.js';
import { type ControlState, type Input, type Screen, told } from './wire.js';

const PING_MILLIS = 2_000;
/** A browser answers no ping; somebody who takes over with the app comes with a connection of its own. */
const PINGS_UNANSWERED = 3;
const RETRY_MILLIS = 3_000;
/** What waits longer to be sent than this is not worth sending. Bytes. */
const MOST_WAITING = 65_536;
/** What of a patch is lost is sent again for so long; the video has it by then. */
const PATCH_MILLIS = 300;
/** The line of the connection that shows the customer's screen: docs/protocol.md. */
const SCREEN_LINE = 2;

/** Why control pauses, in the app's words. */
const PRIVATE = 'control.private';
const ONE_WINDOW = 'control.window';

/** Some of the text was dropped: no key of the customer's writes it. */
const NOT_IN_LAYOUT = 'control.not-in-layout';
/** How long that is said: time enough to read it. */
const SAID_MILLIS = 20_000;

interface Permit {
  permit: string;
  renewAfterSeconds: number;
}

/**
 * The console's end of remote help: the channels to the customer's desktop app, what the app says of itself, and the
 * permits it wants to see. Tells 'change'.
 */
export class Remote extends EventTarget {
  /** Whether the customer is there with the desktop app; null until it is known. */
  app: boolean | null = null;
  latencyMillis: number | null = null;
  screens: readonly Screen[] = [];
  shown: string | null = null;
  state: ControlState = 'NONE';
  /** The customer blanks the screen for a moment. */
  isPrivate = false;
  /** The customer shows one window only, which is not lent. */
  isWindow = false;
  /** Text that was typed a moment ago was dropped, since the customer's layout has no key for it. */
  dropped = false;
  /** The shared screen past the jitter buffer, where the browser can. */
  picture: ShortPath | null = null;

  private commands: RTCDataChannel | null = null;
  private moves: RTCDataChannel | null = null;
  private receiver: RTCPeerConnection | null = null;
  private moved = 0;
  private unanswered = 0;
  private consent: Consent | null = null;
  private permitDue: ReturnType<typeof setTimeout> | undefined;
  private droppedUntil: ReturnType<typeof setTimeout> | undefined;
  private readonly pinging: ReturnType<typeof setInterval>;

  /** @param path of the consultation in the API */
  constructor(private readonly path: string) {
    super();
    this.pinging = setInterval(() => this.ping(), PING_MILLIS);
  }

  /** A new connection to the other side: everything that was known of the app is open again. */
  attach(connection: RTCPeerConnection): void {
    this.detach();
    this.receiver = connection;
    this.commands = connection.createDataChannel('control', { negotiated: true, id: 1 });
    this.moves = connection.createDataChannel('moves', {
      negotiated: true,
      id: 2,
      ordered: false,
      maxRetransmits: 0,
    });
    this.picture = shortPathOf(connection.getTransceivers()[SCREEN_LINE]);
    this.picture?.patchedBy(
      connection.createDataChannel('patches', { negotiated: true, id: 4, maxPacketLifeTime: PATCH_MILLIS }),
    );
    const commands = this.commands;
    commands.onopen = () => this.ping();
    commands.onclose = () => commands === this.commands && this.gone();
    commands.onmessage = ({ data }: MessageEvent) => this.heard(String(data));
  }

  /** The consent that input relies on from here on; null ends everything that is down. */
  rely(consent: Consent | null): void {
    if (consent?.request === this.consent?.request && consent?.scope === this.consent?.scope) return;
    if (this.consent !== null) this.send({ t: 'release' });
    this.consent = consent;
    clearTimeout(this.permitDue);
    if (consent !== null) void this.permit(consent);
  }

  /** Keyboard and mouse are taken now, as far as the app has said. */
  get controls(): boolean {
    return this.app === true && this.state === 'CONTROL' && this.consent?.scope === 'SCREEN_KEYBOARD_MOUSE';
  }

  /** Keyboard and mouse are the customer's to lend, perhaps after a pause: keys typed meanwhile are not this page's. */
  get isLent(): boolean {
    return this.app === true && this.consent?.scope === 'SCREEN_KEYBOARD_MOUSE';
  }

  /** The customer sees where the consultant points. */
  get points(): boolean {
    return this.app === true && (this.state === 'VIEW' || this.state === 'CONTROL') && this.consent !== null;
  }

  send(input: Input): boolean {
    return this.consent !== null && this.write(this.commands, { ...input, c: this.consent.request });
  }

  /** Where the pointer is; only the newest counts, so a lost one is not repeated. */
  move(x: number, y: number): void {
    if (this.consent === null || !this.points) return;
    const t = this.controls ? 'move' : 'point';
    this.write(this.moves, { t, c: this.consent.request, n: ++this.moved, x, y });
  }

  choose(screen: string): void {
    if (this.consent !== null) this.write(this.commands, { t: 'screen', c: this.consent.request, id: screen });
  }

  close(): void {
    clearInterval(this.pinging);
    clearTimeout(this.permitDue);
    this.detach();
    this.consent = null;
  }

  private detach(): void {
    for (const channel of [this.commands, this.moves]) {
      if (channel === null) continue;
      channel.onopen = channel.onclose = channel.onmessage = null;
      channel.close();
    }
    this.commands = this.moves = this.receiver = null;
    this.picture?.close();
    this.picture = null;
    this.moved = 0;
    this.unanswered = 0;
    this.gone();
  }

  private gone(): void {
    this.app = null;
    this.latencyMillis = null;
    this.screens = [];
    this.shown = null;
    this.state = 'NONE';
    this.isPrivate = false;
    this.isWindow = false;
    this.dropped = false;
    clearTimeout(this.droppedUntil);
    this.changed();
  }

  private ping(): void {
    if (this.commands?.readyState !== 'open' || this.app === false) return;
    if (this.unanswered === PINGS_UNANSWERED) {
      this.latencyMillis = null;
      this.app ??= false;
      this.changed();
    }
    this.unanswered++;
    this.write(this.commands, { t: 'ping', at: performance.now() });
  }

  private heard(text: string): void {
    const message = told(text);
    if (message === null) return;
    const isNew = this.app !== true;
    this.app = true;
    this.unanswered = 0;
    switch (message.t) {
      case 'pong':
        this.latencyMillis = Math.max(0, performance.now() - message.at);
        break;
      case 'screens':
        this.screens = message.screens;
        this.shown = message.shown;
        break;
      case 'control':
        this.state = message.state;
        this.isPrivate = message.why === PRIVATE;
        this.isWindow = message.why === ONE_WINDOW;
        break;
      case 'refused':
        if (message.code === NOT_IN_LAYOUT) this.hasDropped();
    }
    if (isNew) this.hasApp();
    this.changed();
  }

  private hasDropped(): void {
    this.dropped = true;
    clearTimeout(this.droppedUntil);
    this.droppedUntil = setTimeout(() => {
      this.dropped = false;
      this.changed();
    }, SAID_MILLIS);
  }

  /** At once is worth more here than smooth; and an app that just came has not seen the permit. */
  private hasApp(): void {
    for (const { receiver } of this.receiver?.getTransceivers() ?? []) {
      if (receiver.track.kind === 'video' && 'jitterBufferTarget' in receiver) receiver.jitterBufferTarget = 0;
    }
    clearTimeout(this.permitDue);
    if (this.consent !== null) void this.permit(this.consent);
  }

  private async permit(consent: Consent): Promise<void> {
    if (this.app !== true) return;
    const answer: Result<Permit> = await api.post<Permit>(`${this.path}/permit`, { request: consent.request });
    if (consent !== this.consent) return;
    clearTimeout(this.permitDue);
    if (answer.ok) {
      this.write(this.commands, { t: 'permit', permit: answer.value.permit });
      this.permitDue = setTimeout(() => void this.permit(consent), answer.value.renewAfterSeconds * 1000);
    } else {
      // Not now may be yes in a moment: a side that was away is back, the server is. The end comes with a view.
      this.permitDue = setTimeout(() => void this.permit(consent), RETRY_MILLIS);
    }
  }

  private write(channel: RTCDataChannel | null, message: object): boolean {
    if (channel?.readyState !== 'open' || channel.bufferedAmount > MOST_WAITING) return false;
    channel.send(JSON.stringify(message));
    return true;
  }

  private changed(): void {
    this.dispatchEvent(new Event('change'));
  }
}
