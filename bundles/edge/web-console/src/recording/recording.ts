import { api } from '@connectme/web-shared/api';
import type { Problem, RecordingItem, View } from '@connectme/web-shared/protocol';
import { type Consent, standing } from '../control/standing.js';
import type { NewTake } from './messages.js';

const PATH = '/api/consultant/recordings';
/** A recorder that fails once has met something odd; one that fails again and again cannot do it. */
const MOST_FAILURES = 3;
const WAITING = 'console.recordings';

/** What a take tells of itself. */
export interface TakeEvents {
  /** It cannot go on. */
  failed(why: string): void;
  /** The server does not take it. */
  refused(code: string): void;
  /** It was brought to the server, or will not be. @param isEmpty whether nothing else waits in this browser */
  done(isEmpty: boolean): void;
}

/** Records one take. */
export interface TakeRecorder {
  /** The browser keeps sound back until the page is touched. */
  readonly isDeaf: boolean;
  /** @param began when the take began, by performance.now() */
  begin(take: NewTake, began: number): Promise<void>;
  /** Words in place of the screen; null shows it. */
  veil(words: string | null): void;
  /** @param at by performance.now(): what is later is not kept */
  end(at: number): void;
}

interface Taken {
  take: number;
  state: string;
}

/** What is recorded by this page now. */
interface Running {
  recording: string;
  recorder: TakeRecorder;
}

/**
 * The recording of one call: begins when the customer has said yes, goes on after a reload, ends when the server says
 * so. Everything else it needs is in the view, so nothing is remembered here. Tells 'begun', 'ended' and 'change'.
 */
export class Recording extends EventTarget {
  /** Why it does not go on; a code that has a text. */
  trouble: string | null = null;
  private running: Running | null = null;
  private isStarting = false;
  private isPrivate = false;
  private failures = 0;
  private closed = false;

  constructor(
    private readonly consultation: string,
    /** Null where this browser cannot record. */
    private readonly newRecorder: (events: TakeEvents) => Promise<TakeRecorder | null>,
    /** What is written in place of the screen in a private moment. */
    private readonly privateWords: () => string,
  ) {
    super();
  }

  /** The browser keeps sound back until the page is touched. */
  get isDeaf(): boolean {
    return this.running?.recorder.isDeaf ?? false;
  }

  /** To be called with each view, and now and then: consents end by time too. @param now the server's, in milliseconds */
  follow(view: View, now: number): void {
    const items = view.parts.recording?.items;
    if (this.closed || items === undefined) return;
    const how = standing(view, now, (scope) => scope === 'RECORDING');
    const consent = how.is === 'given' ? how.consent : null;
    const current = this.running && items.find((item) => item.recording === this.running?.recording);
    if (this.running !== null) {
      const stopped = current?.state === 'STOPPED';
      // Whether this or the answer to a part comes first.
      if (current?.why === 'FULL') this.trouble = 'recording.full';
      if (current?.why === 'FAILED') this.trouble = 'recording.failed';
      if (stopped || consent === null) this.end(performance.now() - Math.max(0, now - endOf(current, now)));
      return;
    }
    if (consent === null || this.isStarting || this.failures >= MOST_FAILURES) return;
    const open = items.find((item) => item.state === 'RUNNING');
    if (open !== undefined) void this.take(() => this.goOn(open.recording, consent));
    // One yes is one recording: what was stopped is not begun again by itself.
    else if (!items.some((item) => item.consent === consent.request)) void this.take(() => this.start(consent));
  }

  /** The customer blanks the screen, and shows it again. */
  keepPrivate(on: boolean): void {
    if (on === this.isPrivate) return;
    this.isPrivate = on;
    this.veil();
    if (this.running !== null) void this.mark(this.running.recording, on);
  }

  /** Nothing of this call is recorded any more; what was is brought to the server. */
  close(): void {
    this.end(performance.now());
    this.closed = true;
  }

  private async take(how: () => Promise<void>): Promise<void> {
    this.isStarting = true;
    try {
      await how();
    } finally {
      this.isStarting = false;
      this.changed();
    }
  }

  private start(consent: Consent): Promise<void> {
    const recording = crypto.randomUUID();
    const body = { consultation: this.consultation, consent: consent.request, recording };
    return this.record(recording, consent, () => api.post<Taken>(`${PATH}/start`, body));
  }

  /** After a reload or a crash: another take of the same recording. */
  private async goOn(recording: string, consent: Consent): Promise<void> {
    const begin = { consultation: this.consultation, consent: consent.request, recording };
    let progress = await api.get<{ begun: number }>(`${PATH}/${recording}/progress`);
    if (!progress.ok && progress.problem.code === 'recording.not-found') {
      // The server noted its beginning and died before it had a place for it; beginning the same again makes one.
      const made = await api.post<Taken>(`${PATH}/start`, begin);
      if (!made.ok) return this.refused(made.problem);
      progress = await api.get<{ begun: number }>(`${PATH}/${recording}/progress`);
    }
    if (!progress.ok) return this.refused(progress.problem);
    const body = { take: progress.value.begun + 1 };
    await this.record(recording, consent, () => api.post<Taken>(`${PATH}/${recording}/takes`, body));
  }

  /** The time of a take begins when it is asked for: never later than the server's own reckoning. */
  private async record(
    recording: string,
    consent: Consent,
    ask: () => ReturnType<typeof api.post<Taken>>,
  ): Promise<void> {
    const recorder = await this.newRecorder({
      failed: () => this.gone(recorder, 'recording.failed'),
      refused: (code) => this.gone(recorder, code),
      done: (isEmpty) => forgetWaiting(isEmpty && !this.isBeginningAnother(recorder)),
    });
    if (recorder === null) return this.failed('recording.no-browser');
    const began = performance.now();
    const asked = await ask();
    if (!asked.ok || this.closed) {
      recorder.end(began);
      return asked.ok ? undefined : this.refused(asked.problem);
    }
    localStorage.setItem(WAITING, 'yes');
    this.running = { recording, recorder };
    this.dispatchEvent(new Event('begun'));
    this.trouble = null;
    this.veil();
    await recorder.begin(
      { recording, number: asked.value.take, consultation: this.consultation, consent: consent.request },
      began,
    );
    if (this.isPrivate) await this.mark(recording, true);
  }

  /** Between the next recording's beginning and its first part nothing waits in the browser, and yet something will. */
  private isBeginningAnother(recorder: TakeRecorder | null): boolean {
    return this.isStarting || (this.running !== null && this.running.recorder !== recorder);
  }

  private gone(recorder: TakeRecorder | null, why: string): void {
    if (this.running?.recorder !== recorder) return;
    this.end(performance.now());
    this.failed(why);
  }

  /** What is away for a moment is asked again by the next look; so is what only stands in for it while a server starts. */
  private refused(problem: Problem): void {
    if (problem.status < 500 && problem.code.startsWith('recording.')) this.failed(problem.code);
  }

  private failed(why: string): void {
    this.failures++;
    this.trouble = why;
    this.changed();
  }

  private end(at: number): void {
    const { running } = this;
    if (running === null) return;
    this.running = null;
    running.recorder.end(at);
    this.dispatchEvent(new Event('ended'));
    this.changed();
  }

  private veil(): void {
    this.running?.recorder.veil(this.isPrivate ? this.privateWords() : null);
  }

  private async mark(recording: string, on: boolean): Promise<void> {
    const marked = await api.post(`${PATH}/${recording}/private`, { on });
    if (!marked.ok) console.warn('recording: private moment not marked:', marked.problem.code);
  }

  private changed(): void {
    this.dispatchEvent(new Event('change'));
  }
}

/** Brings to the server what earlier pages left in this browser, if any did. */
export async function bringLeftovers(): Promise<void> {
  if (localStorage.getItem(WAITING) === null) return;
  const { deliverLeftovers } = await import('./recorder.js');
  deliverLeftovers(forgetWaiting);
}

function forgetWaiting(isEmpty: boolean): void {
  if (isEmpty) localStorage.removeItem(WAITING);
}

function endOf(item: RecordingItem | null | undefined, now: number): number {
  return item?.stoppedAt == null ? now : Date.parse(item.stoppedAt);
}
