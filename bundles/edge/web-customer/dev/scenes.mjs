// Views as the server would send them, one for each screen. For looking at pages only; nothing of this is shipped.
const eur = (minorUnits) => ({ minorUnits, currency: 'EUR' });
const start = Date.parse('2026-11-24T14:00:00Z');
const at = (seconds) => new Date(start + seconds * 1000).toISOString();

const offer = {
  plan: {
    id: '7a1f0d7e-3f0b-4c1e-9f57-0d2c4b1f8e11',
    version: 3,
    name: 'Standard',
    currency: 'EUR',
    pricePerMinute: 240,
    stepSeconds: 1,
    freeSeconds: 120,
    minimum: 500,
    cap: 12000,
    tax: { label: 'VAT', basisPoints: 1900, included: true },
    hold: 7500,
  },
  seller: { name: 'Brandt IT-Beratung', address: 'Lindenstraße 12\n10969 Berlin', taxNumber: 'DE 314 159 265' },
  language: 'en',
  terms:
    '1. The consultant gives advice by voice, video and screen.\n\n2. The price follows the plan above; only time in which the meter runs is charged.\n\n3. Either side may end the consultation at any time.\n\n4. Liability is limited to what the law demands.\n\n5. German law applies.',
  privacy:
    'Your name, e-mail, phone and what you write are used for this consultation only and erased after two years.',
  withdrawalWaiver: 'I ask that the service begins at once and know that my right of withdrawal ends with it.',
  planHash: 'a1',
  termsHash: 'b2',
  examples: [{ seconds: 600, chargeableSeconds: 480, net: eur(1613), tax: eur(307), gross: eur(1920) }],
};

const side = (more) => ({
  joined: false,
  online: false,
  offlineSince: null,
  endsAt: null,
  inCall: false,
  mediaFlowing: false,
  ...more,
});
const here = { joined: true, online: true, inCall: true, mediaFlowing: true };

const parts = {
  appointment: {
    stage: 'CONTACT',
    consultantName: 'Ana Brandt',
    greeting: 'I look forward to our talk. Have the error message at hand, if you can.',
    customerName: 'Jonas Weber',
    customerEmail: 'jonas@example.org',
    subject: 'My laptop does not start after the update',
    startsAt: at(0),
    plannedMinutes: 30,
    zone: 'Europe/Berlin',
    language: 'en',
    invitationUntil: at(86400),
    offer,
    contact: null,
    agreed: false,
    notes: [],
    anotherTimeAsked: null,
    cancelled: null,
  },
  presence: {
    consultant: side({}),
    customer: side({}),
    mediaLostSince: null,
    endProposed: null,
    ended: null,
  },
  meter: {
    state: 'IDLE',
    reason: null,
    startedAt: null,
    billableMillis: 0,
    durationMillis: 0,
    gross: eur(0),
    tax: eur(0),
    ceiling: eur(7500),
    limit: null,
    nearCeiling: false,
    canStart: false,
    whyNot: null,
    bill: null,
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
  },
  mail: { entries: [] },
  consents: { consents: [] },
};

let length = 4;

/** @param change parts to lay over the common ones @param seconds after the appointment's start */
function view(change, seconds = -300) {
  const merged = Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, { ...part, ...change[name] }]));
  return {
    id: '0f6b5c1e-8f4b-4f43-9f3a-6f1f4f5a9b11',
    length: ++length,
    head: '9f2c1ab47d0e63b58c4471f2a90d5e6637b1c8f04a2d9be51763f0c88ad2e5b4',
    side: 'CUSTOMER',
    now: at(seconds),
    parts: merged,
  };
}

const agreed = { agreed: true, contact: { name: 'Jonas Weber', email: 'jonas@example.org', phone: '', topic: '' } };
const held = { status: 'HELD', held: eur(7500), cardBrand: 'Visa', cardLastFour: '4242' };
const inCall = (meter, presence = {}, more = {}) =>
  view(
    {
      appointment: { ...agreed, stage: 'CALL' },
      payment: held,
      meter: { startedAt: at(10), ...meter },
      presence: { consultant: side(here), customer: side(here), ...presence },
      ...more,
    },
    800,
  );
const running = { state: 'RUNNING', billableMillis: 760_000, durationMillis: 790_000, gross: eur(2560), tax: eur(409) };
const bill = {
  ratingVersion: 1,
  durationMillis: 1_215_000,
  billableMillis: 1_102_000,
  chargeableSeconds: 982,
  net: eur(3301),
  tax: eur(627),
  gross: eur(3928),
  pauses: [
    { from: at(310), to: at(349), reason: 'CUSTOMER_OFFLINE' },
    { from: at(700), to: at(774), reason: 'CONSULTANT_PAUSED' },
  ],
};

export const scenes = {
  invitation: () => view({}),
  about: () => view({}),
  terms: () => view({ appointment: { stage: 'TERMS', ...agreed, agreed: false } }),
  card: () => view({ appointment: { stage: 'CARD', ...agreed } }),
  declined: () =>
    view({
      appointment: { stage: 'CARD', ...agreed },
      payment: { status: 'DECLINED', declineReason: 'insufficient-funds' },
    }),
  waiting: () => view({ appointment: { stage: 'WAITING', ...agreed }, payment: held }),
  here: () =>
    view({
      appointment: { stage: 'WAITING', ...agreed, notes: [{ at: at(-100), text: 'I am five minutes early.' }] },
      payment: held,
      presence: { consultant: side({ joined: true, online: true }) },
    }),
  starting: () => inCall({ state: 'IDLE', startedAt: null }),
  call: () => inCall(running),
  chat: () => inCall(running),
  more: () => inCall(running),
  sharing: () => inCall(running),
  offline: () =>
    inCall(
      { ...running, state: 'STANDING', reason: 'CONSULTANT_OFFLINE' },
      { consultant: side({ joined: true, inCall: true, offlineSince: at(786), endsAt: at(876) }) },
    ),
  ceiling: () =>
    inCall({ ...running, state: 'STOPPED', reason: 'CEILING_REACHED', gross: eur(7500), nearCeiling: true }),
  ending: () =>
    inCall({ ...running, state: 'STANDING', reason: 'ENDING' }, { endProposed: { by: 'CUSTOMER', at: at(799) } }),
  consent: () =>
    inCall(
      running,
      {},
      {
        consents: {
          consents: [
            {
              request: 'r1',
              scope: 'RECORDING',
              reason: 'so that I can write the steps down for you',
              minutes: 30,
              askedAt: at(788),
              state: 'ASKED',
              until: null,
            },
          ],
        },
      },
    ),
  'consent-app': () =>
    inCall(
      running,
      {},
      {
        consents: {
          consents: [
            {
              request: 'r1',
              scope: 'SCREEN_KEYBOARD_MOUSE',
              reason: 'to set up the printer',
              minutes: 15,
              askedAt: at(788),
              state: 'ASKED',
              until: null,
            },
          ],
        },
      },
    ),
  'handed-card': () => view({ appointment: { stage: 'CARD', ...agreed } }),
  'handed-done': () => view({ appointment: { stage: 'WAITING', ...agreed }, payment: held }),
  'handed-early': () => view({ appointment: { stage: 'TERMS', ...agreed, agreed: false } }),
  summary: () =>
    view(
      {
        appointment: { stage: 'SUMMARY', ...agreed },
        payment: {
          ...held,
          status: 'CAPTURED',
          captured: eur(3928),
          receiptNumber: 1042,
          refunds: [{ amount: eur(500), at: at(4000), state: 'DONE' }],
        },
        meter: { state: 'ENDED', startedAt: at(10), bill, gross: bill.gross, tax: bill.tax },
        presence: { ended: { reason: 'HUNG_UP', by: 'CUSTOMER', lostSide: null, at: at(1225) } },
      },
      4100,
    ),
  nothing: () =>
    view(
      {
        appointment: { stage: 'SUMMARY', ...agreed },
        payment: { ...held, status: 'RELEASED' },
        meter: { state: 'ENDED' },
        presence: { ended: { reason: 'HUNG_UP', by: 'CONSULTANT', lostSide: null, at: at(1225) } },
      },
      4100,
    ),
  cancelled: () =>
    view({ appointment: { stage: 'CANCELLED', cancelled: { by: 'CONSULTANT', reason: 'I am ill today.' } } }),
};
