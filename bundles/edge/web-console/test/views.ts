import type { Appointment, Meter, Payment, Presence, SidePresence, View } from '@connectme/web-shared/protocol';

const AT = '2026-05-04T09:00:00.000Z';

export const away: SidePresence = {
  joined: false,
  online: false,
  offlineSince: null,
  endsAt: null,
  inCall: false,
  mediaFlowing: false,
};
export const waiting: SidePresence = { ...away, joined: true, online: true };
export const talking: SidePresence = { ...waiting, inCall: true, mediaFlowing: true };

interface Different {
  id?: string;
  length?: number;
  now?: string;
  appointment?: Partial<Appointment>;
  presence?: Partial<Presence>;
  meter?: Partial<Meter>;
  payment?: Partial<Payment>;
  mail?: NonNullable<View['parts']['mail']>['entries'];
}

/** A consultation whose invitation was just sent, but for what is named. */
export function view(different: Different = {}): View {
  const euro = (minorUnits: number) => ({ minorUnits, currency: 'EUR' });
  return {
    id: different.id ?? 'one',
    length: different.length ?? 1,
    head: '',
    side: 'CONSULTANT',
    now: different.now ?? AT,
    parts: {
      appointment: {
        stage: 'CONTACT',
        consultantName: 'Ana',
        greeting: '',
        customerName: 'Ben',
        customerEmail: 'ben@example.org',
        subject: 'Laptop',
        startsAt: AT,
        plannedMinutes: 30,
        zone: 'Europe/Berlin',
        language: 'en',
        invitationUntil: AT,
        offer: {
          plan: {
            id: 'p',
            version: 1,
            name: 'Plan',
            currency: 'EUR',
            pricePerMinute: 240,
            stepSeconds: 1,
            freeSeconds: 0,
            minimum: 0,
            cap: null,
            tax: { label: '', basisPoints: 0, included: true },
            hold: 15000,
          },
          seller: { name: '', address: '', taxNumber: '' },
          language: 'en',
          terms: '',
          privacy: '',
          withdrawalWaiver: '',
          planHash: '',
          termsHash: '',
          examples: [],
        },
        contact: null,
        agreed: false,
        notes: [],
        anotherTimeAsked: null,
        cancelled: null,
        ...different.appointment,
      },
      presence: {
        consultant: away,
        customer: away,
        mediaLostSince: null,
        endProposed: null,
        ended: null,
        ...different.presence,
      },
      meter: {
        state: 'IDLE',
        reason: null,
        startedAt: null,
        billableMillis: 0,
        durationMillis: 0,
        gross: euro(0),
        tax: euro(0),
        ceiling: euro(15000),
        limit: null,
        nearCeiling: false,
        canStart: false,
        whyNot: null,
        bill: null,
        ...different.meter,
      },
      payment: {
        needed: true,
        status: 'NONE',
        held: null,
        captured: null,
        refunded: null,
        cardBrand: null,
        cardLastFour: null,
        heldUntil: null,
        declineReason: null,
        challenge: null,
        receiptNumber: null,
        refunds: [],
        ...different.payment,
      },
      mail: { entries: different.mail ?? [] },
    },
  };
}
