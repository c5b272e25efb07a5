import { api, type Result } from '@connectme/web-shared/api';
import { ownZone } from '@connectme/web-shared/format';
import type { Plan, ServerMessage, View } from '@connectme/web-shared/protocol';
import { Session } from '@connectme/web-shared/socket';
import { Store } from '@connectme/web-shared/store';
import type { Availability, Me, Outbox, Profile, Quoted } from './model/account.js';
import { type DeskAction, type DeskState, emptyDesk, foldDesk } from './model/desk-state.js';
import type { Library, Recorded, Storage, Wanted } from './model/library.js';
import { forgetDrafts } from './model/draft.js';
import type { PlanBody } from './model/plan-draft.js';
import type { ScheduleBody } from './model/schedule-draft.js';
import { addDays, dayBounds, toWall } from './model/zoned-time.js';
import { bringLeftovers } from './recording/recording.js';

const PATH = '/api/consultant/';
const SEARCHED_DAYS = 366;

/** The consultant's side of the conversation with the server; {@link DeskState} is what came of it. */
export class Desk {
  readonly store = new Store<DeskState, DeskAction>(emptyDesk(today()), foldDesk);
  private readonly lobby = new Session({
    path: '/ws/lobby',
    onMessage: (message) => this.heard(message),
    onLink: (link) => {
      this.store.dispatch({ t: 'lobby', link });
      if (link.is === 'over' && link.why === 'signedOut') this.lost();
      // What changed while nobody listened is not told again.
      if (link.is === 'open' && !link.resumed) void this.refresh();
    },
  });

  get state(): DeskState {
    return this.store.state;
  }

  /** Asks who is signed in; the answer is in the state. */
  async begin(): Promise<void> {
    const me = await api.get<Me>(`${PATH}me`);
    if (me.ok) this.entered(me.value);
    else this.store.dispatch(me.problem.status === 401 ? { t: 'signedOut', because: null } : { t: 'away' });
  }

  async signIn(email: string, password: string): Promise<Result<Me>> {
    const me = await api.post<Me>(`${PATH}sign-in`, { email, password });
    if (me.ok) this.entered(me.value);
    return me;
  }

  requestReset(email: string): Promise<Result<void>> {
    return api.post(`${PATH}password-reset`, { email });
  }

  async finishReset(token: string, password: string): Promise<Result<void>> {
    const done = await api.post<void>(`${PATH}password-reset/finish`, { token, password });
    if (done.ok) this.store.dispatch({ t: 'signedOut', because: 'signedOut.reset' });
    return done;
  }

  async signOut(everywhere: boolean): Promise<Result<void>> {
    const done = await this.post<void>('sign-out', { everywhere });
    if (done.ok) {
      forgetDrafts();
      this.lobby.stop();
      this.store.dispatch({ t: 'signedOut', because: null });
    }
    return done;
  }

  async setAvailability(availability: Availability): Promise<Result<Me>> {
    return this.keepMe(await this.post<Me>('availability', { availability }));
  }

  async saveProfile(profile: Profile): Promise<Result<Me>> {
    return this.keepMe(await this.watched(api.put<Me>(`${PATH}profile`, profile)));
  }

  /** Shows a day, or with words everything that matches them, whatever its day. */
  async list(date: string, words: string): Promise<void> {
    this.store.dispatch({ t: 'listing', date, words });
    const result = await this.fetchList();
    const list = this.state.list;
    if (list.date !== date || list.words !== words) return; // Another list was asked for meanwhile.
    if (result.ok) this.store.dispatch({ t: 'listed', views: result.value.consultations });
    else this.store.dispatch({ t: 'listFailed', problem: result.problem });
  }

  /** Fetches again what is shown, quietly. */
  async refresh(): Promise<void> {
    const [me, list] = await Promise.all([this.get<Me>('me'), this.fetchList()]);
    this.keepMe(me);
    if (list.ok) this.store.dispatch({ t: 'listed', views: list.value.consultations });
  }

  async fetchConsultation(id: string): Promise<Result<View>> {
    return this.keep(await this.get<View>(`consultations/${encodeURIComponent(id)}`));
  }

  async schedule(body: ScheduleBody): Promise<Result<View>> {
    return this.keep(await this.post<View>('consultations', body));
  }

  /** Any command on one consultation, such as "meter/start". */
  async command(id: string, command: string, body: object = {}): Promise<Result<View>> {
    return this.keep(await this.post<View>(`consultations/${encodeURIComponent(id)}/${command}`, body));
  }

  /** A newer view came by another way, such as the call's own socket. */
  take(view: View): void {
    this.store.dispatch({ t: 'views', views: [view] });
  }

  silence(id: string): void {
    this.store.dispatch({ t: 'silence', id });
  }

  /** Rings and lists here again, if another window took over. */
  takeBack(): void {
    this.lobby.start();
  }

  async fetchPlans(): Promise<Result<{ plans: Plan[] }>> {
    const result = await this.get<{ plans: Plan[] }>('plans');
    if (result.ok) this.store.dispatch({ t: 'plans', plans: result.value.plans });
    return result;
  }

  async savePlan(plan: PlanBody): Promise<Result<Plan>> {
    const saved = await this.post<Plan>('plans', plan);
    if (saved.ok) await this.fetchPlans();
    return saved;
  }

  async withdrawPlan(id: string): Promise<Result<void>> {
    const done = await this.post<void>('plans/withdraw', { id });
    if (done.ok) await this.fetchPlans();
    return done;
  }

  quote(plan: PlanBody): Promise<Result<Quoted>> {
    return this.post('plans/quote', plan);
  }

  fetchRecordings(wanted: Wanted): Promise<Result<Library>> {
    const bounds = {
      ...(wanted.from === '' ? {} : { from: dayBounds(wanted.from, ownZone()).from }),
      ...(wanted.to === '' ? {} : { to: dayBounds(wanted.to, ownZone()).to }),
    };
    return this.get(`recordings/list?${new URLSearchParams({ ...bounds, q: wanted.words.trim() })}`);
  }

  fetchRecording(id: string): Promise<Result<Recorded>> {
    return this.get(`recordings/${encodeURIComponent(id)}`);
  }

  deleteRecording(id: string): Promise<Result<void>> {
    return this.watched(api.delete<void>(`${PATH}recordings/${encodeURIComponent(id)}`));
  }

  /** @param days null keeps them until they are deleted by hand */
  keepRecordings(days: number | null): Promise<Result<Storage>> {
    return this.watched(api.put<Storage>(`${PATH}recordings/settings`, { retentionDays: days }));
  }

  fetchOutbox(): Promise<Result<Outbox>> {
    return this.get('outbox');
  }

  private entered(me: Me): void {
    this.store.dispatch({ t: 'signedIn', me });
    this.lobby.start();
    void this.list(this.state.list.date, this.state.list.words);
    void this.fetchPlans();
    void bringLeftovers();
  }

  private heard(message: ServerMessage): void {
    if (message.t !== 'changed') return;
    void this.fetchConsultation(message.consultation);
    // Hanging up changes the availability too (INV-7).
    if (!message.ring) void this.get<Me>('me').then((me) => this.keepMe(me));
  }

  private fetchList(): Promise<Result<{ consultations: View[] }>> {
    const { date, words } = this.state.list;
    const bounds =
      words.trim() === ''
        ? dayBounds(date, ownZone())
        : {
            from: dayBounds(addDays(today(), -SEARCHED_DAYS), ownZone()).from,
            to: dayBounds(addDays(today(), SEARCHED_DAYS), ownZone()).to,
          };
    return this.get(`consultations?${new URLSearchParams({ ...bounds, q: words.trim() })}`);
  }

  private keep(result: Result<View>): Result<View> {
    if (result.ok) this.take(result.value);
    return result;
  }

  private keepMe(result: Result<Me>): Result<Me> {
    if (result.ok) this.store.dispatch({ t: 'me', me: result.value });
    return result;
  }

  private get<T>(path: string): Promise<Result<T>> {
    return this.watched(api.get<T>(PATH + path));
  }

  private post<T>(path: string, body: object): Promise<Result<T>> {
    return this.watched(api.post<T>(PATH + path, body));
  }

  /** A session that has ended shows the way in again, whichever call finds out. */
  private async watched<T>(request: Promise<Result<T>>): Promise<Result<T>> {
    const result = await request;
    if (!result.ok && result.problem.status === 401) this.lost();
    return result;
  }

  private lost(): void {
    if (this.state.session !== 'in') return;
    this.lobby.stop();
    this.store.dispatch({ t: 'signedOut', because: 'signedOut.lost' });
  }
}

/** Today's date on this computer's clock. */
export function today(): string {
  return toWall(new Date().toISOString(), ownZone()).date;
}
