import type { Link } from '@connectme/web-shared/socket';
import type { Plan, Problem, View } from '@connectme/web-shared/protocol';
import type { Me } from './account.js';
import { type Views, fold } from './list.js';
import { isHere } from './status.js';

/** Everything the signed-in consultant's page knows, but the call that is open. */
export interface DeskState {
  /** `unknown` until the server was asked; `away` while it cannot be. */
  session: 'unknown' | 'away' | 'out' | 'in';
  /** Why one is signed out, where one did not ask for it: a text's key. */
  outBecause: 'signedOut.lost' | 'signedOut.reset' | null;
  me: Me | null;
  views: Views;
  plans: readonly Plan[] | null;
  /** The day or search shown on the left, and whether its answer is there. */
  list: { date: string; words: string; state: 'loading' | 'ready'; problem: Problem | null };
  lobby: Link;
  /** Rings that were silenced, until that customer leaves and comes again. */
  silenced: ReadonlySet<string>;
}

export type DeskAction =
  | { t: 'signedIn'; me: Me }
  | { t: 'signedOut'; because: DeskState['outBecause'] }
  | { t: 'away' }
  | { t: 'me'; me: Me }
  | { t: 'listing'; date: string; words: string }
  | { t: 'listed'; views: readonly View[] }
  | { t: 'listFailed'; problem: Problem }
  | { t: 'views'; views: readonly View[] }
  | { t: 'plans'; plans: readonly Plan[] }
  | { t: 'lobby'; link: Link }
  | { t: 'silence'; id: string };

export function emptyDesk(date: string): DeskState {
  return {
    session: 'unknown',
    outBecause: null,
    me: null,
    views: new Map(),
    plans: null,
    list: { date, words: '', state: 'loading', problem: null },
    lobby: { is: 'connecting' },
    silenced: new Set(),
  };
}

export function foldDesk(state: DeskState, action: DeskAction): DeskState {
  switch (action.t) {
    case 'signedIn':
      return { ...state, session: 'in', outBecause: null, me: action.me };
    case 'signedOut':
      return { ...emptyDesk(state.list.date), session: 'out', outBecause: action.because };
    case 'away':
      return state.session === 'unknown' ? { ...state, session: 'away' } : state;
    case 'me':
      return { ...state, me: action.me };
    case 'listing':
      return { ...state, list: { date: action.date, words: action.words, state: 'loading', problem: null } };
    case 'listed':
      return { ...withViews(state, action.views), list: { ...state.list, state: 'ready', problem: null } };
    case 'listFailed':
      return { ...state, list: { ...state.list, state: 'ready', problem: action.problem } };
    case 'views':
      return withViews(state, action.views);
    case 'plans':
      return { ...state, plans: action.plans };
    case 'lobby':
      return { ...state, lobby: action.link };
    case 'silence':
      return { ...state, silenced: new Set([...state.silenced, action.id]) };
  }
}

function withViews(state: DeskState, incoming: readonly View[]): DeskState {
  const views = fold(state.views, incoming);
  const silenced = new Set([...state.silenced].filter((id) => isRinging(views.get(id))));
  return { ...state, views, silenced };
}

/** Customers who wait for the consultant now, the longest known first. */
export function waiting(state: DeskState): View[] {
  return [...state.views.values()].filter(isRinging);
}

function isRinging(view: View | undefined): boolean {
  return (
    view !== undefined &&
    isHere(view) &&
    view.parts.appointment?.stage === 'WAITING' &&
    view.parts.presence?.consultant.inCall !== true
  );
}
