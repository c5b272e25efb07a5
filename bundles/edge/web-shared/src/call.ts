import { Flow } from './flow.js';
import type { LocalMedia } from './media.js';
import type { PageReport, Side, SignalData } from './protocol.js';

export interface IceSettings {
  iceServers: RTCIceServer[];
  iceTransportPolicy: RTCIceTransportPolicy;
}

export interface CallOptions {
  side: Side;
  media: LocalMedia;
  /** False when the signal cannot be taken now; it is not kept then. */
  signal(data: SignalData): boolean;
  report(report: PageReport): void;
  /** Asked anew for each connection: credentials for the relay expire. */
  ice(): Promise<IceSettings>;
  /** Whether charges were ever started: from then on a long way without the server is the end (MET-4). */
  counts(): boolean;
  /** A new connection with its lines, before it is offered: more channels may be added, and more asked of the lines. */
  opened?(connection: RTCPeerConnection): void;
}

/** What the other side sends, as it says itself over the connection. */
export interface Sending {
  microphone: boolean;
  camera: boolean;
  screen: boolean;
}

const RESTART_MILLIS = 6_000;
const RESTARTS_BEFORE_ANEW = 4;
const REPORT_MILLIS = 2_000;
const TICK_MILLIS = 1_000;
/** After so long without the server the consultation is over for it (MET-4). */
const GIVEN_UP_MILLIS = 90_000;

/** Lines of the description in the order in which the consultant offers them; tracks come and go without negotiation. */
const LINES = ['audio', 'video', 'video'] as const;

/**
 * Voice, video and screen between the two sides. The consultant's page offers and owns the restarts: two owners leave
 * calls dead for good. The customer's page answers and asks. A connection carries the epoch of the offer that made it.
 *
 * Tells 'change' when tracks, the other side's sending or the flow changed.
 */
export class Call extends EventTarget {
  readonly camera = new MediaStream();
  readonly screen = new MediaStream();
  other: Sending = { microphone: false, camera: false, screen: false };
  /** Whether the other side's screen should rather move smoothly than be sharp; the desktop app heeds it. */
  isSmooth = false;

  private otherOnline = true;
  private readonly flow = new Flow();
  private readonly page = crypto.randomUUID();
  private readonly offers: boolean;
  private connection: Connection | null = null;
  private answered: string | null = null;
  private signaling = false;
  private cutSince: number | null = null;
  private closed = false;
  private suspended = false;
  private unhealthySince: number | null = null;
  private lastTry = -Infinity;
  private tries = 0;
  private lastReport = -Infinity;
  private wasFlowing = false;
  private work: Promise<void> = Promise.resolve();
  private readonly timer: ReturnType<typeof setInterval>;

  constructor(private readonly options: CallOptions) {
    super();
    this.offers = options.side === 'CONSULTANT';
    this.timer = setInterval(() => this.everySecond(), TICK_MILLIS);
    options.media.addEventListener('change', this.mediaChanged);
    addEventListener('online', this.networkBack);
  }

  get isFlowing(): boolean {
    return this.flow.isFlowing(performance.now());
  }

  /** The way to the other side came or went. After a session begun anew nobody knows what was lost: greet again. */
  signalingChanged(open: boolean, resumed: boolean): void {
    this.signaling = open;
    this.cutSince = open ? null : (this.cutSince ?? performance.now());
    // While suspended it is not known whether the consultation goes on.
    if (!open || this.suspended) return;
    if (!resumed) this.greet();
    else this.lastTry = -Infinity;
  }

  /** As the server says: while the other page cannot be reached, offers would only pile up before its door. */
  otherReachable(online: boolean): void {
    if (online && !this.otherOnline) this.lastTry = -Infinity;
    this.otherOnline = online;
  }

  /** A signal of the other side; they are worked off one after another. */
  receive(data: SignalData): void {
    this.queue(() => this.take(data));
  }

  /** The server says that the consultation goes on: what was given up without it begins again. */
  goOn(): void {
    if (!this.suspended || !this.signaling) return;
    this.suspended = false;
    void this.options.media.open();
    this.greet();
  }

  preferSmooth(smooth: boolean): void {
    this.isSmooth = smooth;
    this.mediaChanged();
    this.changed();
  }

  close(): void {
    this.closed = true;
    clearInterval(this.timer);
    this.options.media.removeEventListener('change', this.mediaChanged);
    removeEventListener('online', this.networkBack);
    this.disconnect();
  }

  private everySecond(): void {
    const isGivenUp = this.cutSince !== null && performance.now() - this.cutSince > GIVEN_UP_MILLIS;
    if (isGivenUp && this.options.counts()) this.suspend();
    this.queue(() => this.tick());
  }

  /** So long without the server, the consultation is over for all that is known here: voice and picture end too. */
  private suspend(): void {
    if (this.suspended) return;
    this.suspended = true;
    this.disconnect();
    this.options.media.close();
    this.changed();
  }

  private disconnect(): void {
    this.connection?.close();
    this.connection = null;
    this.answered = null;
    this.show(this.camera, []);
    this.show(this.screen, []);
  }

  private greet(): void {
    this.options.signal({ kind: 'hello', epoch: this.page });
  }

  private readonly mediaChanged = (): void => this.queue(async () => this.connection?.send(this.options.media));

  private readonly networkBack = (): void => {
    this.lastTry = -Infinity;
    this.queue(() => this.mend('network came back'));
  };

  private queue(step: () => Promise<void> | undefined): void {
    this.work = this.work
      .then(() => (this.closed || this.suspended ? undefined : step()))
      .catch((failure: unknown) => console.warn('call:', failure instanceof Error ? failure.message : failure));
  }

  private async take(data: SignalData): Promise<void> {
    switch (data.kind) {
      case 'hello':
        return this.offers ? this.customerGreets(data.epoch) : this.greet();
      case 'restart':
        return this.offers ? this.restart() : undefined;
      case 'candidate':
        return data.epoch === this.connection?.epoch ? this.connection.candidate(data.candidate) : undefined;
      case 'description':
        return this.offers
          ? this.takeAnswer(data.epoch, data.description)
          : this.takeOffer(data.epoch, data.description);
    }
  }

  /** The same page again: only mend what is broken. Another page: what was is over. */
  private async customerGreets(page: string): Promise<void> {
    if (page === this.answered && this.connection !== null) {
      if (!this.connection.isHealthy || this.connection.awaitsAnswer) await this.restart();
      return;
    }
    this.answered = page;
    await this.offerAnew();
  }

  private async offerAnew(): Promise<void> {
    const connection = await this.build(crypto.randomUUID());
    await connection.prepareLines(this.options.media);
    await this.offer(connection, {});
  }

  private async offer(connection: Connection, options: RTCOfferOptions): Promise<void> {
    this.lastTry = performance.now();
    const description = await connection.makeOffer(options);
    this.options.signal({ kind: 'description', epoch: connection.epoch, description });
  }

  private async takeAnswer(epoch: string, description: RTCSessionDescriptionInit): Promise<void> {
    if (epoch !== this.connection?.epoch || !this.connection.awaitsAnswer) return;
    await this.connection.takeAnswer(description);
  }

  private async takeOffer(epoch: string, offer: RTCSessionDescriptionInit): Promise<void> {
    const connection = epoch === this.connection?.epoch ? this.connection : await this.build(epoch);
    const description = await connection.answer(offer, this.options.media);
    this.options.signal({ kind: 'description', epoch, description });
  }

  private async build(epoch: string): Promise<Connection> {
    this.connection?.close();
    this.connection = null;
    const settings = await this.options.ice();
    const connection = new Connection(epoch, settings, {
      candidate: (candidate) => this.options.signal({ kind: 'candidate', epoch, candidate }),
      tracks: (tracks) => this.tracksChanged(connection, tracks),
      sending: (other) => this.otherSends(connection, other),
      media: this.options.media,
      isSmooth: () => this.isSmooth,
      opened: (made) => this.options.opened?.(made),
    });
    this.connection = connection;
    this.flow.restart();
    this.unhealthySince = null;
    this.tries = 0;
    this.lastTry = performance.now();
    return connection;
  }

  private async tick(): Promise<void> {
    const now = performance.now();
    if (this.connection !== null) {
      const { transport, media } = await this.connection.bytes();
      this.flow.sample(now, transport, media);
      this.connection.beat();
    }
    const flowing = this.flow.isFlowing(now);
    if (flowing !== this.wasFlowing || now - this.lastReport >= REPORT_MILLIS) {
      this.lastReport = now;
      this.options.report(this.flow.report(now));
    }
    if (flowing !== this.wasFlowing) {
      this.wasFlowing = flowing;
      this.changed();
    }
    if (this.connection?.isHealthy && (flowing || !this.flow.isKnown)) {
      this.unhealthySince = null;
      this.tries = 0;
    } else {
      this.unhealthySince ??= now;
      if (now - this.unhealthySince >= TICK_MILLIS) await this.mend('nothing comes');
    }
  }

  private async mend(why: string): Promise<void> {
    if (!this.signaling || !this.otherOnline) return;
    if (this.connection?.isHealthy && this.isFlowing) return;
    if (performance.now() - this.lastTry < RESTART_MILLIS) return;
    if (this.connection === null) {
      this.lastTry = performance.now();
      this.answered = null;
      return this.greet();
    }
    if (this.offers) return this.restart();
    this.lastTry = performance.now();
    this.options.signal({ kind: 'restart', why });
  }

  private async restart(): Promise<void> {
    const connection = this.connection;
    if (connection === null || !this.signaling) return;
    if (performance.now() - this.lastTry < RESTART_MILLIS / 3) return;
    if (++this.tries > RESTARTS_BEFORE_ANEW || connection.isBeyondRepair) return this.offerAnew();
    if (!connection.awaitsAnswer) return this.offer(connection, { iceRestart: true });
    // The offer or its answer was lost on the way: say it again.
    this.lastTry = performance.now();
    const description = connection.pendingOffer;
    if (description !== null) this.options.signal({ kind: 'description', epoch: connection.epoch, description });
  }

  private tracksChanged(connection: Connection, tracks: readonly MediaStreamTrack[]): void {
    if (connection !== this.connection) return;
    const [audio, camera, screen] = tracks;
    this.show(this.camera, [audio, camera]);
    this.show(this.screen, [screen]);
    this.changed();
  }

  private show(stream: MediaStream, wanted: readonly (MediaStreamTrack | undefined)[]): void {
    for (const track of stream.getTracks()) if (!wanted.includes(track)) stream.removeTrack(track);
    for (const track of wanted) if (track !== undefined && !stream.getTracks().includes(track)) stream.addTrack(track);
  }

  private otherSends(connection: Connection, other: Sending): void {
    if (connection !== this.connection) return;
    this.other = other;
    this.changed();
  }

  private changed(): void {
    this.dispatchEvent(new Event('change'));
  }
}

interface ConnectionEvents {
  candidate(candidate: RTCIceCandidateInit | null): void;
  tracks(tracks: readonly MediaStreamTrack[]): void;
  sending(other: Sending): void;
  media: LocalMedia;
  isSmooth(): boolean;
  opened(connection: RTCPeerConnection): void;
}

/** One RTCPeerConnection from its making to its end. */
class Connection {
  private readonly pc: RTCPeerConnection;
  private readonly channel: RTCDataChannel;
  private waiting: (RTCIceCandidateInit | null)[] = [];
  private said = '';

  constructor(
    readonly epoch: string,
    settings: IceSettings,
    private readonly events: ConnectionEvents,
  ) {
    this.pc = new RTCPeerConnection({ ...settings, bundlePolicy: 'max-bundle' });
    this.pc.onicecandidate = ({ candidate }) => events.candidate(candidate?.toJSON() ?? null);
    this.pc.ontrack = () => events.tracks(this.pc.getTransceivers().map((line) => line.receiver.track));
    // Agreed on by both pages beforehand: says what is sent, and its beat keeps bytes flowing when all is muted.
    this.channel = this.pc.createDataChannel('sending', { negotiated: true, id: 0 });
    this.channel.onopen = () => {
      this.said = '';
      void this.send(events.media);
    };
    this.channel.onmessage = (event: MessageEvent) => this.heard(String(event.data));
  }

  get isHealthy(): boolean {
    const state = this.pc.iceConnectionState;
    return (state === 'connected' || state === 'completed') && this.pc.connectionState !== 'failed';
  }

  /** The secured transport itself failed: a restart of ICE would not help. */
  get isBeyondRepair(): boolean {
    return this.pc.connectionState === 'failed' && this.pc.iceConnectionState !== 'failed';
  }

  get awaitsAnswer(): boolean {
    return this.pc.signalingState === 'have-local-offer';
  }

  get pendingOffer(): RTCSessionDescriptionInit | null {
    return this.pc.pendingLocalDescription?.toJSON() ?? null;
  }

  async prepareLines(media: LocalMedia): Promise<void> {
    for (const kind of LINES) this.pc.addTransceiver(kind, { direction: 'sendrecv' });
    this.events.opened(this.pc);
    await this.send(media);
  }

  async makeOffer(options: RTCOfferOptions): Promise<RTCSessionDescriptionInit> {
    await this.pc.setLocalDescription(await this.pc.createOffer(options));
    return this.described();
  }

  async takeAnswer(answer: RTCSessionDescriptionInit): Promise<void> {
    await this.pc.setRemoteDescription(answer);
    await this.addWaiting();
  }

  async answer(offer: RTCSessionDescriptionInit, media: LocalMedia): Promise<RTCSessionDescriptionInit> {
    await this.pc.setRemoteDescription(offer);
    for (const line of this.pc.getTransceivers()) line.direction = 'sendrecv';
    await this.send(media);
    await this.pc.setLocalDescription(await this.pc.createAnswer());
    await this.addWaiting();
    return this.described();
  }

  async candidate(candidate: RTCIceCandidateInit | null): Promise<void> {
    if (this.pc.remoteDescription === null) this.waiting.push(candidate);
    else await this.addCandidate(candidate);
  }

  /** Puts this side's tracks on the lines and tells the other side which of them are on. */
  async send(media: LocalMedia): Promise<void> {
    const tracks = [media.microphone.track, media.camera.track, media.screen];
    await Promise.all(
      this.pc.getTransceivers().map((line, index) => {
        const track = tracks[index] ?? null;
        return line.sender.track === track ? undefined : line.sender.replaceTrack(track);
      }),
    );
    const sending: Sending = {
      microphone: media.microphone.track !== null && media.microphone.on,
      camera: media.camera.track !== null,
      screen: media.screen !== null,
    };
    const text = JSON.stringify(this.events.isSmooth() ? { ...sending, smooth: true } : sending);
    if (this.channel.readyState !== 'open' || text === this.said) return;
    this.said = text;
    this.channel.send(text);
  }

  beat(): void {
    if (this.channel.readyState === 'open' && this.channel.bufferedAmount === 0) this.channel.send('');
  }

  async bytes(): Promise<{ transport: number; media: number }> {
    let [transport, pair, media] = [0, 0, 0];
    (await this.pc.getStats()).forEach((entry: Counted) => {
      if (entry.type === 'transport') transport += entry.bytesReceived ?? 0;
      if (entry.type === 'candidate-pair') pair += entry.bytesReceived ?? 0;
      if (entry.type === 'inbound-rtp') media += entry.bytesReceived ?? 0;
    });
    // Not every browser counts by transport; there the pairs together tell the same.
    return { transport: Math.max(transport, pair, media), media };
  }

  close(): void {
    this.pc.onicecandidate = this.pc.ontrack = this.channel.onopen = this.channel.onmessage = null;
    this.pc.close();
  }

  private described(): RTCSessionDescriptionInit {
    const description = this.pc.localDescription;
    if (description === null) throw new Error('no description');
    return description.toJSON();
  }

  private heard(text: string): void {
    if (text === '') return;
    const told: unknown = JSON.parse(text);
    if (typeof told !== 'object' || told === null) return;
    const says = (key: string): boolean => key in told && (told as Record<string, unknown>)[key] === true;
    this.events.sending({ microphone: says('microphone'), camera: says('camera'), screen: says('screen') });
  }

  private async addWaiting(): Promise<void> {
    for (const candidate of this.waiting.splice(0)) await this.addCandidate(candidate);
  }

  private async addCandidate(candidate: RTCIceCandidateInit | null): Promise<void> {
    // The end of candidates is said as null on the way and as an absent argument to the browser.
    await (candidate === null ? this.pc.addIceCandidate() : this.pc.addIceCandidate(candidate));
  }
}

interface Counted {
  type: string;
  bytesReceived?: number;
}
