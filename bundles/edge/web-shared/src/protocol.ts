/**
 * What server and pages say to each other. The page's state comes whole, as {@link View}: each part is made by the
 * bundle that knows it. Instants are ISO 8601 in UTC, amounts whole minor units.
 */

export type Instant = string;
export type Side = 'CONSULTANT' | 'CUSTOMER';

export interface Money {
  minorUnits: number;
  currency: string;
}

/** RFC 9457 problem details; `code` is stable and has a text in the dictionary where a person may meet it. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: string;
  /** Field by field, where the input was wrong. */
  errors?: { field: string; code: string; detail: string }[];
}

/** The state of one consultation as one participant may see it. A part is absent while its bundle is being replaced. */
export interface View {
  id: string;
  /** Length of the journal: a view with a smaller one is older. */
  length: number;
  /** Chain's head (CON-4). */
  head: string;
  side: Side;
  /** The server's time when this was made. */
  now: Instant;
  parts: {
    appointment?: Appointment;
    presence?: Presence;
    meter?: Meter;
    payment?: Payment;
    mail?: Mail;
    consents?: Consents;
    recording?: { items: RecordingItem[] };
    availability?: { consultant: 'ONLINE' | 'BREAK' | 'NONE' };
  };
}

export type Stage = 'CONTACT' | 'TERMS' | 'CARD' | 'WAITING' | 'CALL' | 'SUMMARY' | 'CANCELLED' | 'EXPIRED';

export interface Appointment {
  /** Where the customer is on the way; a reload continues here. */
  stage: Stage;
  consultantName: string;
  greeting: string;
  customerName: string;
  /** Only for the consultant and the customer. */
  customerEmail: string;
  subject: string;
  startsAt: Instant;
  plannedMinutes: number;
  /** IANA zone in which the consultant named the time. */
  zone: string;
  language: string;
  invitationUntil: Instant;
  offer: Offer;
  contact: { name: string; email: string; phone: string; topic: string } | null;
  agreed: boolean;
  notes: { at: Instant; text: string }[];
  anotherTimeAsked: string | null;
  cancelled: { by: Side; reason: string } | null;
}

export interface Offer {
  plan: Plan;
  seller: Seller;
  language: string;
  terms: string;
  privacy: string;
  /** Empty where the law asks for none. */
  withdrawalWaiver: string;
  planHash: string;
  termsHash: string;
  examples: Quote[];
}

export interface Seller {
  name: string;
  address: string;
  taxNumber: string;
}

export interface Plan {
  id: string;
  version: number;
  name: string;
  currency: string;
  pricePerMinute: number;
  stepSeconds: number;
  freeSeconds: number;
  minimum: number;
  cap: number | null;
  tax: { label: string; basisPoints: number; included: boolean };
  hold: number;
}

export interface Quote {
  seconds: number;
  chargeableSeconds: number;
  net: Money;
  tax: Money;
  gross: Money;
}

export interface Presence {
  consultant: SidePresence;
  customer: SidePresence;
  /** Both can be reached, yet nothing flows since then. */
  mediaLostSince: Instant | null;
  /** The red button was pressed once; the meter says whether it stands for it. */
  endProposed: { by: Side; at: Instant } | null;
  ended: { reason: 'HUNG_UP' | 'TIMED_OUT' | 'NOT_KEPT'; by: Side | null; lostSide: Side | null; at: Instant } | null;
}

export interface SidePresence {
  joined: boolean;
  online: boolean;
  offlineSince: Instant | null;
  /** When the consultation ends if this side does not come back; only after the first START. */
  endsAt: Instant | null;
  inCall: boolean;
  mediaFlowing: boolean;
}

export type StandReason =
  | 'CONSULTANT_PAUSED'
  | 'CONSULTANT_OFFLINE'
  | 'CUSTOMER_OFFLINE'
  | 'CONNECTION_LOST'
  | 'SERVER_OUTAGE'
  | 'CEILING_REACHED'
  | 'LIMIT_REACHED'
  | 'ENDING';

export interface Meter {
  state: 'IDLE' | 'RUNNING' | 'STANDING' | 'STOPPED' | 'ENDED';
  reason: StandReason | null;
  startedAt: Instant | null;
  /** As of the view's `now`; while RUNNING the page counts on by its own monotonic clock. */
  billableMillis: number;
  durationMillis: number;
  /** The server's figure as of `now`. */
  gross: Money;
  tax: Money;
  ceiling: Money | null;
  limit: Money | null;
  nearCeiling: boolean;
  /** For the consultant: whether START CHARGES would be taken, and the refusal's code if not. */
  canStart: boolean;
  whyNot: string | null;
  bill: Bill | null;
}

export interface Bill {
  ratingVersion: number;
  durationMillis: number;
  billableMillis: number;
  chargeableSeconds: number;
  net: Money;
  tax: Money;
  gross: Money;
  pauses: { from: Instant; to: Instant; reason: StandReason }[];
}

export interface Payment {
  needed: boolean;
  status:
    | 'NONE'
    | 'CHECKING'
    | 'CHALLENGE'
    | 'HELD'
    | 'SAVED'
    | 'DECLINED'
    | 'DOUBT'
    | 'CAPTURING'
    | 'CAPTURED'
    | 'RELEASED'
    | 'WAIVED'
    | 'FAILED';
  held: Money | null;
  captured: Money | null;
  refunded: Money | null;
  cardBrand: string | null;
  cardLastFour: string | null;
  heldUntil: Instant | null;
  /** The customer's page only. */
  declineReason: string | null;
  /** `action` is JSON text for the provider's form. */
  challenge: { operation: string; provider: string; action: string } | null;
  receiptNumber: number | null;
  refunds: { amount: Money; at: Instant; state: 'ASKED' | 'DONE' | 'FAILED' }[];
  /** When the saved card will be held. */
  holdAt?: Instant | null;
  /** The hold runs out before the planned end; another can take its place. */
  renewable?: boolean;
  /** While one is checked or in doubt: another card can be tried. */
  otherCard?: boolean;
  raise?: Raise | null;
}

/** More than what is held, as the customer is asked about it. */
export interface Raise {
  total: Money;
  state: 'OFFERED' | 'ASKED' | 'DOUBT' | 'DECLINED';
  reason: string | null;
  mayBeAsked: boolean;
}

export interface Mail {
  entries: { kind: string; at: Instant; state: 'WAITING' | 'ACCEPTED' | 'REFUSED'; detail: string | null }[];
}

export interface Consents {
  consents: {
    request: string;
    scope: 'RECORDING' | 'SCREEN_ONLY' | 'SCREEN_KEYBOARD_MOUSE' | 'CLIPBOARD' | 'FILE_TRANSFER';
    reason: string;
    minutes: number;
    askedAt: Instant;
    state: 'ASKED' | 'GIVEN' | 'REFUSED' | 'ENDED';
    until: Instant | null;
    /** Whose no it was, or what ended it. */
    by?: 'CUSTOMER' | 'SILENCE' | 'CONSULTANT' | 'TIME' | 'CALL_END' | 'RECORDING_OVER' | null;
  }[];
}

/** A recording of the call, in the order begun. */
export interface RecordingItem {
  recording: string;
  /** The consent that it relies on. */
  consent: string;
  state: 'RUNNING' | 'STOPPED';
  startedAt: Instant;
  stoppedAt: Instant | null;
  why: 'CONSULTANT' | 'CONSENT' | 'CALL_END' | 'FULL' | 'FAILED' | null;
  /** In a private moment. */
  blank: boolean;
}

/** The card form to show: `GET /api/customer/payment/form`. The module exports {@link CardFormModule}. */
export interface CardForm {
  provider: string;
  version: string;
  /** No real money moves. */
  test: boolean;
  module: string;
  configuration: unknown;
  amount: Money;
}

export interface CardFormModule {
  mount(
    element: HTMLElement,
    context: { language: string; amount: Money; tokens: Record<string, string>; configuration: unknown },
  ): MountedCardForm;
}

export interface MountedCardForm {
  /** Validates and hands the card to its service. A problem is already shown in the form. */
  submit(): Promise<{ method: string } | { problem: string }>;
  /** Shows the cardholder's confirmation. */
  challenge(action: string): Promise<{ answer: string }>;
  /** The page changed between light and dark. */
  look?(tokens: Record<string, string>): void;
  unmount(): void;
}

/** Socket frames, page to server. `n` counts the page's own messages from 1, `a` is the last `n` received. */
export type Outgoing =
  | { t: 'hello'; versions: number[]; resume: { session: string; seen: number } | null }
  | { n: number; a: number; m: PageMessage }
  | { a: number; m: PageReport | Receipt }
  | { a: number };

/** Delivered once and in order. */
export type PageMessage = { t: 'join' } | { t: 'signal'; d: SignalData } | { t: 'chat'; id: string; text: string };

/** Not repeated: the next one replaces it. */
export type PageReport = {
  t: 'media';
  /** Whether the other side's media reaches this page now. */
  flowing: boolean;
  /** Milliseconds ago that something last flowed; null if never. */
  lastFlowedAgo: number | null;
  /** Spans of flow of the last ten minutes, in milliseconds ago. */
  spans: { fromAgo: number; toAgo: number }[];
};

/** The page has got this head of the journal (CON-4). */
export type Receipt = { t: 'seen'; length: number; head: string };

/** Socket frames, server to page. */
export type Incoming =
  | { t: 'welcome'; version: number; session: string; resumed: boolean; seen: number; heartbeatSeconds: number }
  | { n: number; a: number; m: ServerMessage }
  | { a: number; m: ServerMessage }
  | { a: number };

export type ServerMessage =
  | { t: 'view'; view: View }
  | { t: 'signal'; d: SignalData }
  | { t: 'chat'; id: string; text: string }
  /** To the consultant's lobby: a consultation of theirs changed; `ring` when a customer came into the waiting room. */
  | { t: 'changed'; consultation: string; ring: boolean };

/** Relayed unread from one side to the other. */
export type SignalData =
  | { kind: 'description'; epoch: string; description: RTCSessionDescriptionInit }
  | { kind: 'candidate'; epoch: string; candidate: RTCIceCandidateInit | null }
  | { kind: 'restart'; why: string }
  | { kind: 'hello'; epoch: string };

export const CloseCode = {
  takenOver: 4001,
  ended: 4002,
  signedOut: 4003,
  silent: 4004,
  protocol: 4005,
  flooded: 4006,
  version: 4007,
} as const;
