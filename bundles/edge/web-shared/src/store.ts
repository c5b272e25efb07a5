import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Link } from './socket.js';
import type { ServerMessage, View } from './protocol.js';

/** A value that changes only by folding actions into it. */
export class Store<S, A> {
  private readonly listeners = new Set<() => void>();

  constructor(
    private current: S,
    private readonly fold: (state: S, action: A) => S,
  ) {}

  get state(): S {
    return this.current;
  }

  dispatch(action: A): void {
    const next = this.fold(this.current, action);
    if (next === this.current) return;
    this.current = next;
    this.listeners.forEach((listener) => listener());
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}

/** Redraws a component whenever the store changes. */
export class Watching<S, A> implements ReactiveController {
  private forget: (() => void) | undefined;

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly store: Store<S, A>,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    this.forget = this.store.subscribe(() => this.host.requestUpdate());
  }

  hostDisconnected(): void {
    this.forget?.();
  }
}

export interface ChatLine {
  id: string;
  from: 'me' | 'other';
  text: string;
  /** By this page's own clock, milliseconds. */
  at: number;
}

/** One consultation as its page knows it. */
export interface ConsultationState {
  view: View | null;
  /** When the view came, by performance.now(). */
  receivedAt: number;
  link: Link;
  chat: readonly ChatLine[];
}

export type ConsultationAction =
  | { t: 'view'; view: View; receivedAt: number }
  | { t: 'link'; link: Link }
  | { t: 'chat'; line: ChatLine };

export const nothingYet: ConsultationState = { view: null, receivedAt: 0, link: { is: 'connecting' }, chat: [] };

export function foldConsultation(state: ConsultationState, action: ConsultationAction): ConsultationState {
  switch (action.t) {
    case 'view':
      return withView(state, action.view, action.receivedAt);
    case 'link':
      return { ...state, link: action.link };
    case 'chat':
      return state.chat.some((line) => line.id === action.line.id)
        ? state
        : { ...state, chat: [...state.chat, action.line] };
  }
}

/** What a server's message means to the state; undefined for what is not part of it, such as signals. */
export function actionOf(message: ServerMessage, receivedAt: number, at: number): ConsultationAction | undefined {
  if (message.t === 'view') return { t: 'view', view: message.view, receivedAt };
  if (message.t === 'chat') return { t: 'chat', line: { id: message.id, from: 'other', text: message.text, at } };
  return undefined;
}

/** Views come by socket and by answers to commands, so an older one may arrive later; a part may be away for a moment. */
function withView(state: ConsultationState, view: View, receivedAt: number): ConsultationState {
  const old = state.view;
  if (old === null || old.id !== view.id) return { ...state, view, receivedAt };
  const older = view.length < old.length || (view.length === old.length && Date.parse(view.now) < Date.parse(old.now));
  if (older) return state;
  return { ...state, view: { ...view, parts: { ...old.parts, ...view.parts } }, receivedAt };
}

/** The server's clock now, in milliseconds since 1970, as far as this page can tell. */
export function serverNow(state: Pick<ConsultationState, 'view' | 'receivedAt'>): number {
  if (state.view === null) return Date.now();
  return Date.parse(state.view.now) + performance.now() - state.receivedAt;
}
