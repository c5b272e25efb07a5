import { api } from '@connectme/web-shared/api';
import { Awake } from '@connectme/web-shared/awake';
import { chime } from '@connectme/web-shared/chime';
import { Call, type IceSettings } from '@connectme/web-shared/call';
import { LocalMedia } from '@connectme/web-shared/media';
import type { ServerMessage, View } from '@connectme/web-shared/protocol';
import { type Link, Session } from '@connectme/web-shared/socket';
import { type ChatLine, Store, actionOf, foldConsultation, nothingYet, serverNow } from '@connectme/web-shared/store';
import { Exchange } from './control/exchange.js';
import { Remote } from './control/remote.js';
import { standing } from './control/standing.js';
import { isOver } from './model/status.js';
import { Recording } from './recording/recording.js';
import { howToRecord } from './recording/shape.js';
import { t } from './words/texts.js';

const CONSENT_MILLIS = 1_000;
const KEPT_LINES = 200;

/**
 * The call's room: the consultant's seat in one consultation, with voice, picture and chat. It outlives the screen that
 * shows it, so the consultant may look something up elsewhere in the console. Tells 'over' when it has ended.
 */
export class Room extends EventTarget {
  readonly store = new Store(nothingYet, foldConsultation);
  readonly media = new LocalMedia();
  readonly call: Call;
  readonly remote: Remote;
  readonly exchange: Exchange;
  readonly recording: Recording;
  private readonly awake = new Awake();
  private readonly session: Session;
  private readonly path: string;
  private readonly timer: ReturnType<typeof setInterval>;
  private open = true;

  constructor(
    view: View,
    private readonly onView: (view: View) => void,
  ) {
    super();
    this.path = `/api/consultant/consultations/${encodeURIComponent(view.id)}`;
    this.id = view.id;
    this.session = new Session({
      path: `/ws/consultant?${new URLSearchParams({ consultation: view.id })}`,
      onMessage: (message) => this.heard(message),
      onLink: (link) => this.linked(link),
    });
    this.remote = new Remote(this.path);
    this.exchange = new Exchange(this.path);
    this.call = new Call({
      side: 'CONSULTANT',
      media: this.media,
      signal: (data) => this.session.send({ t: 'signal', d: data }),
      report: (report) => this.session.sendReport(report),
      ice: () => this.iceSettings(),
      counts: () => this.store.state.view?.parts.meter?.startedAt != null,
      opened: (connection) => {
        this.remote.attach(connection);
        this.exchange.attach(connection);
      },
    });
    this.recording = new Recording(
      view.id,
      async (events) => {
        const codec = await howToRecord();
        if (codec === null) return null;
        const { Recorder } = await import('./recording/recorder.js');
        return new Recorder(codec, this.media, this.call, events);
      },
      () => t('recording.private'),
    );
    this.recording.addEventListener('begun', () => void chime(true));
    this.recording.addEventListener('ended', () => void chime(false));
    this.remote.addEventListener('change', () => this.recording.keepPrivate(this.remote.isPrivate));
    recall(view.id).forEach((line) => this.store.dispatch({ t: 'chat', line }));
    this.take(view);
    this.timer = setInterval(() => this.relyOnConsent(), CONSENT_MILLIS);
    this.session.start();
    this.awake.start();
    void this.media.open();
  }

  readonly id: string;

  get isOpen(): boolean {
    return this.open;
  }

  get isTakenOver(): boolean {
    const link = this.store.state.link;
    return link.is === 'over' && link.why === 'takenOver';
  }

  /** A newer view came as an answer to a command. */
  take(view: View): void {
    this.store.dispatch({ t: 'view', view, receivedAt: performance.now() });
    this.relyOnConsent();
    if (isOver(view)) this.close();
  }

  /** False when so much waits to be sent that nothing more fits. */
  say(text: string): boolean {
    const id = crypto.randomUUID();
    if (!this.session.send({ t: 'chat', id, text })) return false;
    this.store.dispatch({ t: 'chat', line: { id, from: 'me', text, at: Date.now() } });
    this.keepChat();
    return true;
  }

  close(): void {
    if (!this.open) return;
    this.open = false;
    this.hush();
    this.session.stop();
    this.dispatchEvent(new Event('over'));
  }

  private heard(message: ServerMessage): void {
    const action = actionOf(message, performance.now(), Date.now());
    if (message.t === 'signal') this.call.receive(message.d);
    if (action === undefined) return;
    this.store.dispatch(action);
    if (action.t === 'chat') this.keepChat();
    if (action.t !== 'view') return;
    this.relyOnConsent();
    this.onView(action.view);
    if (isOver(action.view)) this.close();
    else this.call.goOn();
  }

  private linked(link: Link): void {
    this.store.dispatch({ t: 'link', link });
    if (link.is === 'open') {
      if (!link.resumed) this.session.send({ t: 'join' });
      this.call.signalingChanged(true, link.resumed);
    } else {
      this.call.signalingChanged(false, false);
    }
    if (link.is === 'over') {
      if (link.why === 'takenOver') this.hush();
      else this.close();
    }
  }

  /** Input goes out under the consent that stands now, by the server's word and clock. */
  private relyOnConsent(): void {
    const { view } = this.store.state;
    if (view === null) return;
    const now = serverNow(this.store.state);
    const how = standing(view, now);
    this.remote.rely(how.is === 'given' ? how.consent : null);
    const others = (['CLIPBOARD', 'FILE_TRANSFER'] as const).map((scope) =>
      standing(view, now, (each) => each === scope),
    );
    this.exchange.rely(others.flatMap((each) => (each.is === 'given' ? [each.consent] : [])));
    this.recording.follow(view, now);
  }

  /** The server keeps no chat; this tab does, so that a reload loses none of it. */
  private keepChat(): void {
    sessionStorage.setItem(chatKey(this.id), JSON.stringify(this.store.state.chat.slice(-KEPT_LINES)));
  }

  /** Nothing is sent or shown from here on. */
  private hush(): void {
    clearInterval(this.timer);
    this.awake.stop();
    this.recording.close();
    this.remote.close();
    this.exchange.close();
    this.call.close();
    this.media.close();
  }

  private async iceSettings(): Promise<IceSettings> {
    const settings = await api.get<IceSettings>(`${this.path}/ice`);
    // Without the server's list a connection on the same network may still come about.
    return settings.ok ? settings.value : { iceServers: [], iceTransportPolicy: 'all' };
  }
}

function chatKey(id: string): string {
  return `console.chat.${id}`;
}

function recall(id: string): readonly ChatLine[] {
  return JSON.parse(sessionStorage.getItem(chatKey(id)) ?? '[]') as ChatLine[];
}
