import { api, type Result } from '@connectme/web-shared/api';
import type { LocalMedia } from '@connectme/web-shared/media';
import type { Problem, ServerMessage, SignalData, View } from '@connectme/web-shared/protocol';
import { Session, type Ending, type Link } from '@connectme/web-shared/socket';
import {
  actionOf,
  foldConsultation,
  nothingYet,
  Store,
  type ConsultationAction,
  type ConsultationState,
} from '@connectme/web-shared/store';

/** Whether this page belongs to an appointment. */
export type Entry = { is: 'opening' } | { is: 'outside'; problem: Problem | null } | { is: 'inside' };

const API = '/api/customer';
/** How often an open question about money is asked again where no socket brings the answer. */
const ASK_AGAIN_MILLIS = 3_000;

/** The customer's page and the server: one state, and the commands that change it. */
export class Customer extends EventTarget {
  readonly store = new Store<ConsultationState, ConsultationAction>(nothingYet, foldConsultation);
  entry: Entry = { is: 'opening' };

  /** Signals of the other side go here while there is a call. */
  onSignal: ((data: SignalData) => void) | null = null;
  onLink: ((link: Link) => void) | null = null;

  private device: Promise<LocalMedia> | undefined;
  private joined = false;
  private asking: ReturnType<typeof setInterval> | undefined;
  readonly session = new Session({
    path: '/ws/customer',
    onMessage: (message) => this.heard(message),
    onLink: (link) => this.linkChanged(link),
  });

  /** The state of the consultation; only to be asked for inside. */
  get view(): View {
    const { view } = this.store.state;
    if (view === null) throw new Error('no view yet');
    return view;
  }

  /** Camera and microphone: made on first use, kept from the waiting room into the call. */
  media(): Promise<LocalMedia> {
    this.device ??= import('@connectme/web-shared/media').then(({ LocalMedia }) => new LocalMedia());
    return this.device;
  }

  async closeMedia(): Promise<void> {
    const device = this.device;
    this.device = undefined;
    (await device)?.close();
  }

  /**
   * Opens the door with a link's token or a code; without one, with the cookie of an earlier visit.
   *
   * @param beside the desktop app has the seat: this page looks how things stand and never takes it
   */
  async open(secret: string | null, beside = false): Promise<Problem | null> {
    const result =
      secret === null ? await api.get<View>(`${API}/view`) : await api.post<View>(`${API}/exchange`, { secret });
    if (!result.ok) {
      // Nobody is signed in: that is no error on a page opened without a link.
      const problem = secret === null && result.problem.status === 401 ? null : result.problem;
      this.enter({ is: 'outside', problem });
      return problem;
    }
    this.took(result.value);
    this.enter({ is: 'inside' });
    if (!beside) this.session.start();
    this.asking ??= setInterval(() => void (beside ? this.refresh() : this.askAgain()), ASK_AGAIN_MILLIS);
    return null;
  }

  /** A command; its answer becomes the state. */
  async command(path: string, body: unknown): Promise<Problem | null> {
    const result = await api.post<View>(`${API}/${path}`, body);
    if (result.ok) {
      this.took(result.value);
      return null;
    }
    if (result.problem.status === 401) this.signedOut();
    // Refused because things changed meanwhile: then show how they are.
    if (result.problem.status === 409) await this.refresh();
    return result.problem;
  }

  get<T>(path: string): Promise<Result<T>> {
    return api.get<T>(`${API}/${path}`);
  }

  say(text: string): void {
    const id = crypto.randomUUID();
    if (!this.session.send({ t: 'chat', id, text })) return;
    this.store.dispatch({ t: 'chat', line: { id, from: 'me', text, at: Date.now() } });
  }

  async leave(): Promise<void> {
    this.session.stop();
    clearInterval(this.asking);
    this.asking = undefined;
    await this.closeMedia();
    await api.post(`${API}/leave`, {});
    location.assign('/');
  }

  private heard(message: ServerMessage): void {
    if (message.t === 'signal') {
      this.onSignal?.(message.d);
      return;
    }
    const action = actionOf(message, performance.now(), Date.now());
    if (action === undefined) return;
    this.store.dispatch(action);
    this.joinIfThere();
  }

  private linkChanged(link: Link): void {
    if (link.is === 'open' && !link.resumed) this.joined = false;
    this.store.dispatch({ t: 'link', link });
    if (link.is === 'open') this.joinIfThere();
    this.onLink?.(link);
    if (link.is === 'over') this.over(link.why);
    // A refused socket looks like a lost one; the answer to a request tells them apart.
    if (link.is === 'cut' && link.attempts === 3) void this.refresh();
  }

  private over(why: Ending): void {
    void this.closeMedia();
    if (why === 'signedOut') this.signedOut();
    if (why === 'ended') void this.refresh();
    if (why === 'version') location.reload();
  }

  /** In the waiting room and in the call this side counts as present; before, it does not. */
  private joinIfThere(): void {
    const stage = this.store.state.view?.parts.appointment?.stage;
    if (this.joined || !this.session.isOpen || (stage !== 'WAITING' && stage !== 'CALL')) return;
    this.joined = this.session.send({ t: 'join' });
  }

  private async askAgain(): Promise<void> {
    if (this.session.isOpen || this.store.state.link.is === 'connecting') return;
    const status = this.store.state.view?.parts.payment?.status;
    if (status === 'CAPTURING' || status === 'CHECKING' || status === 'DOUBT') await this.refresh();
  }

  async refresh(): Promise<void> {
    const result = await api.get<View>(`${API}/view`);
    if (result.ok) this.took(result.value);
    else if (result.problem.status === 401) this.signedOut();
  }

  private took(view: View): void {
    this.store.dispatch({ t: 'view', view, receivedAt: performance.now() });
    this.joinIfThere();
  }

  private signedOut(): void {
    clearInterval(this.asking);
    this.asking = undefined;
    this.session.stop();
    this.enter({ is: 'outside', problem: null });
  }

  private enter(entry: Entry): void {
    this.entry = entry;
    this.dispatchEvent(new Event('entry'));
  }
}
