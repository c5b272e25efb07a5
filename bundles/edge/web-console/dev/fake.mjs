/**
 * A scripted stand-in for the server, for looking at the screens without one: the answers of docs/protocol.md from a
 * small world in memory. It is no server: it refuses nothing that the script does not ask it to refuse.
 */

const MINUTE = 60_000;
const at = (minutes) => new Date(Date.now() + minutes * MINUTE).toISOString();
const euro = (minorUnits) => ({ minorUnits, currency: 'EUR' });

export const plan = {
  id: '6f2c1d1e-0b7a-4c1e-9d53-0c6d1f6a2b10',
  version: 3,
  name: 'Help with your computer',
  currency: 'EUR',
  pricePerMinute: 240,
  stepSeconds: 1,
  freeSeconds: 300,
  minimum: 0,
  cap: 18000,
  tax: { label: 'VAT', basisPoints: 1900, included: true },
  hold: 15000,
};
const freePlan = {
  ...plan,
  id: '11111111-0b7a-4c1e-9d53-0c6d1f6a2b10',
  version: 1,
  name: 'First talk',
  pricePerMinute: 0,
  cap: null,
  freeSeconds: 0,
  hold: 0,
};
const yenPlan = {
  ...plan,
  id: '22222222-0b7a-4c1e-9d53-0c6d1f6a2b10',
  version: 2,
  name: 'Tokyo office',
  currency: 'JPY',
  pricePerMinute: 350,
  stepSeconds: 60,
  minimum: 3500,
  cap: null,
  freeSeconds: 0,
  tax: { label: '消費税', basisPoints: 1000, included: false },
  hold: 30000,
};

export const me = {
  id: 'c1',
  email: 'ana@example.org',
  availability: 'ONLINE',
  profile: {
    displayName: 'Ana Fuchs',
    greeting: 'Good to have you here. Have the computer at hand and switched on.',
    zone: 'Europe/Berlin',
    seller: { name: 'Fuchs Computerhilfe', address: 'Lindenstraße 4\n10969 Berlin', taxNumber: 'DE123456789' },
    terms: '1. Ana Fuchs helps as well as she can.\n2. What is charged is the time that both were connected.',
    privacy: 'What you tell stays between us.',
    waiver: '',
  },
};

export function quotes(of) {
  return [600, 1800].map((seconds) => {
    const chargeable = Math.max(0, seconds - of.freeSeconds);
    const raw = Math.round((chargeable * of.pricePerMinute) / 60);
    const gross = of.tax.included ? raw : Math.round(raw * (1 + of.tax.basisPoints / 10000));
    const net = of.tax.included ? Math.round(raw / (1 + of.tax.basisPoints / 10000)) : raw;
    const money = (minorUnits) => ({ minorUnits, currency: of.currency });
    return { seconds, chargeableSeconds: chargeable, net: money(net), tax: money(gross - net), gross: money(gross) };
  });
}

const absent = {
  joined: false,
  online: false,
  offlineSince: null,
  endsAt: null,
  inCall: false,
  mediaFlowing: false,
};
const present = { ...absent, joined: true, online: true };
const talking = { ...present, inCall: true, mediaFlowing: true };

const noPayment = {
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
};
const held = {
  ...noPayment,
  status: 'HELD',
  held: euro(15000),
  cardBrand: 'Visa',
  cardLastFour: '4242',
  heldUntil: at(9999),
};
const idle = {
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
  whyNot: 'meter.no-video-chat',
  bill: null,
};

/** @param parts what differs from an invitation that was just sent */
export function view(id, parts = {}) {
  return {
    id,
    length: parts.length ?? 3,
    head: '00',
    side: 'CONSULTANT',
    now: new Date().toISOString(),
    parts: {
      appointment: {
        stage: 'CONTACT',
        consultantName: 'Ana Fuchs',
        greeting: '',
        customerName: 'Ben Okafor',
        customerEmail: 'ben.okafor@example.com',
        subject: 'The laptop no longer starts',
        startsAt: at(12),
        plannedMinutes: 30,
        zone: 'Europe/Berlin',
        language: 'en',
        invitationUntil: at(1500),
        offer: {
          plan,
          seller: me.profile.seller,
          language: 'en',
          terms: me.profile.terms,
          privacy: me.profile.privacy,
          withdrawalWaiver: '',
          planHash: '0',
          termsHash: '0',
          examples: quotes(plan),
        },
        contact: null,
        agreed: false,
        notes: [],
        anotherTimeAsked: null,
        cancelled: null,
        ...parts.appointment,
      },
      presence: {
        consultant: absent,
        customer: absent,
        mediaLostSince: null,
        endProposed: null,
        ended: null,
        ...parts.presence,
      },
      meter: { ...idle, ...parts.meter },
      payment: { ...noPayment, ...parts.payment },
      mail: { entries: parts.mail ?? [{ kind: 'INVITATION', at: at(-60), state: 'ACCEPTED', detail: null }] },
      consents: { consents: [] },
    },
  };
}

const contact = {
  name: 'Ben Okafor',
  email: 'ben.okafor@example.com',
  phone: '+49 30 1234567',
  topic: 'After the update on Monday the screen stays black.\nThe fan runs, the light is on.',
};
const ready = { stage: 'WAITING', contact, agreed: true };

/** Consultations in the states that the list and the screens must show. */
export function world() {
  const bill = {
    ratingVersion: 1,
    durationMillis: 1_934_000,
    billableMillis: 1_540_000,
    chargeableSeconds: 1240,
    net: euro(4168),
    tax: euro(792),
    gross: euro(4960),
    pauses: [
      { from: at(-200 + 10), to: at(-200 + 14), reason: 'CONSULTANT_PAUSED' },
      { from: at(-200 + 20), to: at(-200 + 20.57), reason: 'CUSTOMER_OFFLINE' },
    ],
  };
  const all = [
    view('done', {
      appointment: {
        ...ready,
        stage: 'SUMMARY',
        startsAt: at(-200),
        customerName: 'Claire Martin',
        subject: 'Contract for the flat',
      },
      presence: { ended: { reason: 'HUNG_UP', by: 'CUSTOMER', lostSide: null, at: at(-165) } },
      meter: { state: 'ENDED', startedAt: at(-200), bill, gross: bill.gross },
      payment: { ...held, status: 'CAPTURED', captured: euro(4960), receiptNumber: 1042 },
    }),
    view('cancelled', {
      appointment: {
        stage: 'CANCELLED',
        startsAt: at(-90),
        customerName: 'Dmitri Volkov',
        subject: 'Backup of photographs',
        cancelled: { by: 'CUSTOMER', reason: 'I found the mistake myself. Thank you.' },
      },
    }),
    view('here', {
      appointment: {
        ...ready,
        notes: [{ at: at(-3), text: 'I am there a little early, no hurry.' }],
      },
      presence: { customer: present },
      payment: held,
    }),
    view('refused', {
      appointment: {
        startsAt: at(75),
        customerName: 'Eun-ji Park',
        customerEmail: 'eunji@exmaple.kr',
        subject: 'Two monitors on one computer',
      },
      mail: [{ kind: 'INVITATION', at: at(-30), state: 'REFUSED', detail: '550 5.1.2 Domain not found' }],
    }),
    view('other', {
      appointment: {
        stage: 'TERMS',
        contact: { ...contact, name: 'Fatima Al-Sayed' },
        startsAt: at(135),
        customerName: 'Fatima Al-Sayed',
        subject: 'Which printer to buy',
        anotherTimeAsked: 'Could we do it after six in the evening? I work until then.',
        zone: 'Asia/Dubai',
        language: 'ar',
      },
    }),
    view('tomorrow', {
      appointment: { startsAt: at(1500), customerName: 'Grace Lin', subject: 'Slow network at home' },
    }),
  ];
  return new Map(all.map((one) => [one.id, one]));
}

export const states = { absent, present, talking, held, idle, ready, contact };

export const outbox = {
  active: true,
  mails: [
    {
      id: 'm1',
      at: at(-5),
      to: 'ben.okafor@example.com',
      subject: 'Ana Fuchs invites you: The laptop no longer starts',
      text: 'Hello Ben Okafor,\n\nAna Fuchs invites you to a consultation.\n\nThe laptop no longer starts\nToday, 15:00 (Berlin), about 30 minutes\n\nOpen your appointment:\nhttp://localhost:8181/join#nYt3vJ9x0b2WcQkLr8mPzA\n\nOr enter this code on http://localhost:8181/\n\n482 119 305\n\nNothing is charged before you agree.',
      html: '<p>Hello</p>',
    },
    {
      id: 'm2',
      at: at(-300),
      to: 'claire@example.fr',
      subject: 'Your consultation with Ana Fuchs',
      text: 'Thank you. €49.60 were charged.',
      html: '',
    },
  ],
};

const recorded = (recording, more) => ({
  recording,
  consultation: 'done',
  customerName: 'Claire Dubois',
  subject: 'The printer prints nothing but stripes',
  startedAt: at(-4000),
  stoppedAt: at(-3980),
  state: 'SEALED',
  why: 'CALL_END',
  millis: 1_204_000,
  bytes: 152_400_000,
  sha256: 'c0ffee',
  consent: 'k',
  deletesAt: at(40_000),
  deletesSoon: false,
  timeline: [],
  ...more,
});

export const recordings = [
  recorded('r3', {
    customerName: 'Ben Okafor',
    subject: 'The laptop no longer starts',
    startedAt: at(-2),
    state: 'RUNNING',
    millis: 84_000,
    bytes: 9_400_000,
    deletesAt: null,
  }),
  recorded('r1', {
    timeline: [
      { millis: 0, kind: 'METER_STARTED', until: null },
      { millis: 184_000, kind: 'SCREEN_GIVEN', until: null },
      { millis: 402_000, kind: 'PRIVATE', until: 431_000 },
      { millis: 611_000, kind: 'CUSTOMER_OFFLINE', until: null },
      { millis: 640_000, kind: 'CUSTOMER_BACK', until: null },
      { millis: 1_204_000, kind: 'CONSENT_ENDED', until: null },
    ],
  }),
  recorded('r2', { customerName: '', subject: '', bytes: 1_900_000_000, deletesAt: at(2_000), deletesSoon: true }),
];

/** Answers the page's calls from the world. @returns what the script can change and how it tells the page. */
export async function serve(page, options = {}) {
  const fake = {
    me: structuredClone({ ...me, ...options.me }),
    views: options.views ?? world(),
    plans: options.plans ?? [plan, freePlan, yenPlan],
    signedIn: options.signedIn ?? true,
    lobby: null,
    room: null,
    onSignal: () => undefined,
    calls: [],
    change(id, alter) {
      const old = this.views.get(id);
      const next = structuredClone(old);
      alter(next.parts);
      next.length = old.length + 1;
      next.now = new Date().toISOString();
      this.views.set(id, next);
      this.room?.tell({ t: 'view', view: next });
      return next;
    },
  };
  await page.route('**/api/consultant/**', (route) => answer(route, fake));
  await page.routeWebSocket('**/ws/**', (socket) => converse(socket, fake));
  return fake;
}

function answer(route, fake) {
  const request = route.request();
  const path = new URL(request.url()).pathname.replace('/api/consultant/', '');
  const body = request.postDataJSON();
  const json = (value, status = 200) =>
    route.fulfill({ status, contentType: 'application/json', body: JSON.stringify(value) });
  const problem = (status, code) =>
    route.fulfill({
      status,
      contentType: 'application/problem+json',
      body: JSON.stringify({ type: 'about:blank', title: code, status, detail: code, code }),
    });
  fake.calls.push(`${request.method()} ${path}`);
  if (path === 'sign-in') {
    if (body.password === 'wrong') return problem(401, 'identity.sign-in-failed');
    fake.signedIn = true;
    return json(fake.me);
  }
  if (path.startsWith('password-reset')) return route.fulfill({ status: 204 });
  if (!fake.signedIn) return problem(401, 'session.missing');
  if (path === 'sign-out') {
    fake.signedIn = false;
    return route.fulfill({ status: 204 });
  }
  if (path === 'me') return json(fake.me);
  if (path === 'availability') {
    fake.me.availability = body.availability;
    return json(fake.me);
  }
  if (path === 'profile') {
    fake.me.profile = body;
    return json(fake.me);
  }
  if (path === 'outbox') return json(outbox);
  if (path === 'recordings/list') {
    const storage = { usedBytes: 21_300_000_000, limitBytes: 50_000_000_000, retentionDays: 30, warnDays: 7 };
    return json({ recordings, storage });
  }
  if (path.endsWith('/video')) return problem(404, 'recording.not-found');
  if (path.startsWith('recordings/')) return json(recordings.find((one) => path === `recordings/${one.recording}`));
  if (path === 'plans/quote') {
    if (body.hold < body.minimum)
      return json({
        problem: { code: 'plan.minimum-above-hold', status: 422, type: '', title: '', detail: '' },
        examples: [],
      });
    return json({ problem: null, examples: quotes(body) });
  }
  if (path === 'plans' && request.method() === 'POST') {
    const saved = { ...body, id: body.id ?? crypto.randomUUID(), version: 1 };
    fake.plans = [...fake.plans.filter((one) => one.id !== saved.id), saved];
    return json(saved);
  }
  if (path === 'plans/withdraw') {
    fake.plans = fake.plans.filter((one) => one.id !== body.id);
    return route.fulfill({ status: 204 });
  }
  if (path === 'plans') return json({ plans: fake.plans });
  if (path === 'consultations' && request.method() === 'GET') return json({ consultations: [...fake.views.values()] });
  if (path === 'consultations') {
    const made = view(crypto.randomUUID(), { appointment: { ...body } });
    fake.views.set(made.id, made);
    return json(made);
  }
  const [, id, command, step] = path.split('/');
  const known = fake.views.get(id);
  if (known === undefined) return problem(404, 'consultation.not-found');
  if (command === 'permit') return json({ permit: 'payload.signature', renewAfterSeconds: 20 });
  if (command === 'ice') return json({ iceServers: [], iceTransportPolicy: 'all' });
  if (command === undefined) return json({ ...known, now: new Date().toISOString() });
  return json(fake.change(id, (parts) => act(parts, command, step, body)));
}

function act(parts, command, step, body) {
  const { appointment, presence, meter } = parts;
  if (command === 'enter') {
    appointment.stage = 'CALL';
    presence.consultant = { ...present, inCall: true };
    meter.whyNot = 'meter.customer-not-in-call';
  }
  if (command === 'meter') {
    meter.state = step === 'start' ? 'RUNNING' : 'STANDING';
    meter.reason = step === 'start' ? null : 'CONSULTANT_PAUSED';
    meter.startedAt ??= new Date().toISOString();
    meter.canStart = step !== 'start';
  }
  if (command === 'end' && body.step === 'PROPOSE')
    presence.endProposed = { by: 'CONSULTANT', at: new Date().toISOString() };
  if (command === 'end' && body.step === 'DISMISS') presence.endProposed = null;
  if (command === 'end' && body.step === 'CONFIRM') {
    appointment.stage = 'SUMMARY';
    presence.endProposed = null;
    presence.ended = { reason: 'HUNG_UP', by: 'CONSULTANT', lostSide: null, at: new Date().toISOString() };
  }
  if (command === 'cancel') {
    appointment.stage = 'CANCELLED';
    appointment.cancelled = { by: 'CONSULTANT', reason: body.reason };
  }
  if (command === 'reschedule') Object.assign(appointment, body);
  if (command === 'refund')
    parts.payment.refunds.push({ amount: body.amount, at: new Date().toISOString(), state: 'DONE' });
}

function converse(socket, fake) {
  let sent = 0;
  let seen = 0;
  const tell = (m) => socket.send(JSON.stringify({ n: ++sent, a: seen, m }));
  const isLobby = socket.url().includes('/ws/lobby');
  const beat = setInterval(() => socket.send(JSON.stringify({ a: seen })), 5_000);
  socket.onClose(() => clearInterval(beat));
  socket.onMessage((text) => {
    const frame = JSON.parse(text);
    if (frame.t === 'hello') {
      socket.send(
        JSON.stringify({ t: 'welcome', version: 1, session: 's', resumed: false, seen: 0, heartbeatSeconds: 5 }),
      );
      fake[isLobby ? 'lobby' : 'room'] = { tell, socket };
      if (!isLobby) tell({ t: 'view', view: fake.views.get(new URL(socket.url()).searchParams.get('consultation')) });
      return;
    }
    if (frame.n !== undefined) seen = frame.n;
    if (frame.m?.t === 'signal') fake.onSignal(frame.m.d);
  });
}
