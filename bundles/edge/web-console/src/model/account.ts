import type { Instant, Problem, Quote, Seller } from '@connectme/web-shared/protocol';

export type Availability = 'ONLINE' | 'BREAK' | 'NONE';

/** `GET me`. */
export interface Me {
  id: string;
  email: string;
  availability: Availability;
  profile: Profile;
}

/** What customers see of the consultant, and the texts they agree to. */
export interface Profile {
  displayName: string;
  greeting: string;
  zone: string;
  seller: Seller;
  terms: string;
  privacy: string;
  /** Empty where the law asks for none. */
  waiver: string;
}

/** `POST plans/quote`. */
export interface Quoted {
  problem: Problem | null;
  examples: Quote[];
}

/** `GET outbox`: mails that were not sent, because no mail server is set up. */
export interface Outbox {
  active: boolean;
  mails: OutboxMail[];
}

export interface OutboxMail {
  id: string;
  at: Instant;
  to: string;
  subject: string;
  text: string;
  html: string;
}
