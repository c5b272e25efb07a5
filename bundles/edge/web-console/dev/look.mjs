/**
 * Pictures of every screen, from the built pages and the scripted stand-in of fake.mjs.
 *
 *     npm run build -w web-console && node web-console/dev/look.mjs FOLDER [name…]
 */
import { createServer } from 'node:http';
import { mkdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { chromium } from 'playwright-core';
import { serve, states, view, world } from './fake.mjs';

const PORT = Number(process.env.PORT ?? 8260);
const BUILT = new URL('../target/classes/web/', import.meta.url).pathname;
const [folder, ...wanted] = process.argv.slice(2);
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' };
const CSP =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self' blob:; connect-src 'self'; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const server = createServer(async (request, response) => {
  const path = new URL(request.url, 'http://x').pathname.replace(/^\/console\/?/, '') || 'index.html';
  // A blank page of the same origin, for the customer's end of a call.
  if (path === '/nothing') return response.writeHead(200, { 'Content-Type': 'text/html' }).end('<!doctype html>');
  try {
    const bytes = await readFile(join(BUILT, path));
    response.writeHead(200, { 'Content-Type': TYPES[extname(path)] ?? 'text/plain', 'Content-Security-Policy': CSP });
    response.end(bytes);
  } catch {
    response.writeHead(404).end();
  }
});
await new Promise((ready) => server.listen(PORT, '127.0.0.1', ready));
await mkdir(folder, { recursive: true });

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--use-fake-device-for-media-stream=fps=30',
    '--use-fake-ui-for-media-stream',
  ],
});

/** The customer's end of a real connection, so that the stage shows a real picture. */
const PEER = `
  const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 480 });
  const pen = canvas.getContext('2d');
  setInterval(() => {
    const sky = pen.createLinearGradient(0, 0, 0, 480);
    sky.addColorStop(0, '#7d93a8'); sky.addColorStop(1, '#c9b79c');
    pen.fillStyle = sky; pen.fillRect(0, 0, 640, 480);
    pen.fillStyle = '#5b4636'; pen.beginPath(); pen.ellipse(320, 520, 210, 190, 0, 0, 7); pen.fill();
    pen.fillStyle = '#8d6b52'; pen.beginPath(); pen.ellipse(320, 240 + 3 * Math.sin(Date.now() / 600), 92, 118, 0, 0, 7); pen.fill();
  }, 40);
  const video = canvas.captureStream(25).getVideoTracks()[0];
  const sound = new AudioContext();
  const tone = new OscillatorNode(sound, { frequency: 220 });
  const out = sound.createMediaStreamDestination();
  tone.connect(out); tone.start();
  /** A desktop with a window on it. */
  const desktop = () => {
    const wall = Object.assign(document.createElement('canvas'), { width: 1920, height: 1080 });
    const ink = wall.getContext('2d');
    setInterval(() => {
      ink.fillStyle = '#2b4a5e'; ink.fillRect(0, 0, 1920, 1080);
      ink.fillStyle = '#e9e7e2'; ink.fillRect(300, 180, 1100, 700);
      ink.fillStyle = '#3c3a36'; ink.fillRect(300, 180, 1100, 44);
      ink.fillStyle = '#1d1b18'; ink.font = '34px sans-serif';
      ink.fillText('Printers and scanners', 340, 300);
      ink.fillText('Office 4520: offline since ' + new Date().getSeconds() + ' s', 340, 380);
      ink.fillStyle = '#d8d5ce'; ink.fillRect(0, 1030, 1920, 50);
    }, 100);
    return wall.captureStream(10).getVideoTracks()[0];
  };
  let pc, epoch, channel;
  window.signal = async (d) => {
    if (d.kind === 'hello') return window.say({ kind: 'hello', epoch: 'peer-page' });
    if (d.kind === 'candidate' && d.epoch === epoch) return pc.addIceCandidate(d.candidate ?? undefined);
    if (d.kind !== 'description') return;
    if (d.epoch !== epoch) {
      pc?.close();
      epoch = d.epoch;
      pc = new RTCPeerConnection();
      pc.onicecandidate = (e) => window.say({ kind: 'candidate', epoch, candidate: e.candidate?.toJSON() ?? null });
      channel = pc.createDataChannel('sending', { negotiated: true, id: 0 });
      channel.onopen = () => channel.send(JSON.stringify({ microphone: true, camera: true, screen: window.asApp }));
      if (window.asApp) {
        const commands = pc.createDataChannel('control', { negotiated: true, id: 1 });
        window.app = (message) => commands.send(JSON.stringify(message));
        const exchange = pc.createDataChannel('exchange', { negotiated: true, id: 3 });
        window.exchange = (message) => exchange.send(JSON.stringify(message));
        commands.onmessage = ({ data }) => {
          const message = JSON.parse(data);
          if (message.t === 'ping') window.app({ t: 'pong', at: message.at });
          else (window.told ??= []).push(message);
        };
      }
    }
    await pc.setRemoteDescription(d.description);
    const [audio, camera, screen] = pc.getTransceivers();
    for (const line of pc.getTransceivers()) line.direction = 'sendrecv';
    await audio.sender.replaceTrack(out.stream.getAudioTracks()[0]);
    await camera.sender.replaceTrack(video);
    if (window.asApp) await screen.sender.replaceTrack(desktop());
    await pc.setLocalDescription(await pc.createAnswer());
    window.say({ kind: 'description', epoch, description: pc.localDescription.toJSON() });
  };`;

async function inCall(page, fake, asApp = false) {
  const peer = await page.context().newPage();
  await peer.addInitScript((app) => (window.asApp = app), asApp);
  await peer.goto(`http://127.0.0.1:${PORT}/nothing`);
  await peer.exposeFunction('say', (d) => fake.room?.tell({ t: 'signal', d }));
  await peer.evaluate(PEER);
  fake.onSignal = (d) => void peer.evaluate((signal) => window.signal(signal), d);
  await page.bringToFront();
  await page.getByRole('button', { name: 'Start video chat' }).first().click();
  await page.locator('video#remote:not([hidden])').waitFor({ state: asApp ? 'attached' : 'visible' });
  await page.waitForFunction(() => {
    const find = (root, path) => path.reduce((node, name) => node?.shadowRoot?.querySelector(name), root);
    const video = find(document.querySelector('console-app'), [
      'console-consultation',
      'console-call',
      'cm-video-stage',
      '#remote',
    ]);
    return video !== undefined && video !== null && video.videoWidth > 0;
  });
  fake.change('here', ({ presence, meter }) => {
    presence.consultant = states.talking;
    presence.customer = states.talking;
    Object.assign(meter, { canStart: true, whyNot: null });
  });
  return peer;
}

/** The customer is there with the desktop app, and has answered. */
async function helped(page, fake, scope, state) {
  const peer = await inCall(page, fake, true);
  running(fake);
  await page.locator('console-remote').waitFor();
  consents(fake, { scope, state: 'GIVEN', until: new Date(Date.now() + 540_000).toISOString() });
  await peer.evaluate((is) => {
    const both = [
      { id: 'a', name: 'Left', width: 1920, height: 1080 },
      { id: 'b', name: 'Right', width: 2560, height: 1440 },
    ];
    window.app({ t: 'screens', screens: both, shown: 'a' });
    window.app({ t: 'control', state: is, request: 'request-1', why: null });
  }, state);
  await page.getByLabel('Monitor').waitFor();
  return peer;
}

const consents = (fake, more) =>
  fake.change('here', (parts) => {
    const one = {
      request: 'request-1',
      scope: 'SCREEN_KEYBOARD_MOUSE',
      reason: 'To set up the printer',
      minutes: 15,
      askedAt: new Date(Date.now() - 14_000).toISOString(),
      state: 'ASKED',
      until: null,
      by: null,
    };
    parts.consents = { consents: [{ ...one, ...more }] };
  });

const running = (fake, more = {}) =>
  fake.change('here', ({ presence, meter }) => {
    Object.assign(meter, {
      state: 'RUNNING',
      startedAt: new Date(Date.now() - 760_000).toISOString(),
      billableMillis: 760_000,
      durationMillis: 812_000,
      gross: { minorUnits: 1840, currency: 'EUR' },
      canStart: false,
      ...more.meter,
    });
    Object.assign(presence, more.presence);
  });

const SHOTS = {
  'sign-in': { signedIn: false },
  'sign-in-wrong': {
    signedIn: false,
    async act(page) {
      await page.getByLabel('E-mail').fill('ana@example.org');
      await page.getByLabel('Password').fill('wrong');
      await page.getByRole('button', { name: 'Sign in', exact: true }).click();
      await page.getByText('is not right').waitFor();
    },
  },
  reset: { signedIn: false, hash: '#reset=abc' },
  list: { views: () => quiet() },
  ring: { hash: '#/consultation/other' },
  'preparation-here': { hash: '#/consultation/here' },
  'preparation-refused': { hash: '#/consultation/refused', views: () => quiet() },
  'preparation-other': { hash: '#/consultation/other', views: () => quiet() },
  reschedule: {
    hash: '#/consultation/refused',
    views: () => quiet(),
    act: (page) => page.getByRole('button', { name: 'Another time' }).click(),
  },
  cancel: {
    hash: '#/consultation/refused',
    views: () => quiet(),
    act: (page) => page.getByRole('button', { name: 'Cancel it' }).click(),
  },
  schedule: { hash: '#/new', views: () => quiet() },
  'schedule-errors': {
    hash: '#/new',
    views: () => quiet(),
    act: (page) => page.getByRole('button', { name: 'Invite' }).click(),
  },
  plans: { hash: '#/plans', views: () => quiet() },
  plan: {
    hash: '#/plans/6f2c1d1e-0b7a-4c1e-9d53-0c6d1f6a2b10',
    views: () => quiet(),
    act: (page) => page.getByText('For example').or(page.getByText('10 minutes cost')).first().waitFor(),
  },
  profile: { hash: '#/profile', views: () => quiet() },
  outbox: { hash: '#/outbox', views: () => quiet() },
  mail: { hash: '#/outbox/m1', views: () => quiet() },
  break: { me: { availability: 'NONE' }, views: () => quiet() },
  menu: { views: () => quiet(), act: (page) => page.locator('summary').click() },
  'call-before': { hash: '#/consultation/here', act: (page, fake) => inCall(page, fake) },
  'call-running': {
    hash: '#/consultation/here',
    async act(page, fake) {
      await inCall(page, fake);
      running(fake);
      fake.room.tell({ t: 'chat', id: '1', text: 'The serial number is 5CD-0237-XK9.' });
      await page.getByText('12:4').first().waitFor();
    },
  },
  'call-offline': {
    hash: '#/consultation/here',
    async act(page, fake) {
      await inCall(page, fake);
      const since = new Date(Date.now() - 14_000).toISOString();
      running(fake, {
        meter: { state: 'STANDING', reason: 'CUSTOMER_OFFLINE' },
        presence: {
          customer: {
            ...states.talking,
            online: false,
            offlineSince: since,
            mediaFlowing: false,
            endsAt: new Date(Date.now() + 76_000).toISOString(),
          },
        },
      });
      await page.getByText('is offline since').first().waitFor();
    },
  },
  'call-end': {
    hash: '#/consultation/here',
    async act(page, fake) {
      await inCall(page, fake);
      running(fake);
      await page.getByRole('button', { name: 'End the consultation' }).click();
      await page.getByText('keep talking').waitFor();
    },
  },
  'control-ask': {
    hash: '#/consultation/here',
    async act(page, fake) {
      await inCall(page, fake);
      running(fake);
      await page.getByRole('button', { name: 'Ask for screen or control' }).click();
      await page.getByLabel('To use keyboard and mouse').check();
      await page.getByText('is here with a browser').waitFor();
    },
  },
  'control-asked': {
    hash: '#/consultation/here',
    async act(page, fake) {
      await inCall(page, fake);
      running(fake);
      consents(fake, {});
      await page.getByText('no answer is a no').waitFor();
    },
  },
  'control-refused': {
    hash: '#/consultation/here',
    async act(page, fake) {
      await inCall(page, fake);
      running(fake);
      consents(fake, {});
      await page.getByText('no answer is a no').waitFor();
      consents(fake, { state: 'REFUSED', by: 'CUSTOMER' });
      await page.getByText('said no').waitFor();
    },
  },
  'control-screen': {
    hash: '#/consultation/here',
    act: (page, fake) => helped(page, fake, 'SCREEN_ONLY', 'VIEW'),
  },
  'control-both': {
    hash: '#/consultation/here',
    async act(page, fake) {
      const peer = await helped(page, fake, 'SCREEN_KEYBOARD_MOUSE', 'CONTROL');
      await page.locator('console-remote video').click();
      await page.getByText('Your keys go there').waitFor();
      await page.keyboard.type('Grüße 你');
      await page.keyboard.press('Control+KeyS');
      await peer.waitForFunction(() =>
        window.told?.some(({ t, code, down }) => t === 'key' && code === 'KeyS' && !down),
      );
      const told = await peer.evaluate(() => window.told);
      const text = told
        .filter(({ t }) => t === 'text')
        .map((message) => message.text)
        .join('');
      if (text !== 'Grüße 你') throw new Error(`typed: ${text}`);
      if (!told.some(({ t, button, down }) => t === 'button' && button === 0 && down)) throw new Error('no click');
      if (!told.some(({ t }) => t === 'permit')) throw new Error('no permit');
    },
  },
  'control-paused': {
    hash: '#/consultation/here',
    act: (page, fake) => helped(page, fake, 'SCREEN_KEYBOARD_MOUSE', 'PAUSED'),
  },
  'control-keys': {
    hash: '#/consultation/here',
    async act(page, fake) {
      await helped(page, fake, 'SCREEN_KEYBOARD_MOUSE', 'CONTROL');
      await page.getByRole('combobox', { name: 'Special keys' }).focus();
    },
  },
  'control-ended': {
    hash: '#/consultation/here',
    async act(page, fake) {
      await helped(page, fake, 'SCREEN_KEYBOARD_MOUSE', 'CONTROL');
      consents(fake, { state: 'ENDED', by: 'CUSTOMER', until: null });
      await page.locator('console-control-state cm-banner').first().waitFor();
    },
  },
  'control-exchange': {
    hash: '#/consultation/here',
    async act(page, fake) {
      const peer = await helped(page, fake, 'SCREEN_KEYBOARD_MOUSE', 'CONTROL');
      const until = new Date(Date.now() + 540_000).toISOString();
      const given = (request, scope) => ({
        request,
        scope,
        reason: 'To set up the printer',
        minutes: 15,
        askedAt: new Date(Date.now() - 14_000).toISOString(),
        state: 'GIVEN',
        until,
        by: null,
      });
      fake.change('here', (parts) => {
        parts.consents = {
          consents: [
            given('request-1', 'SCREEN_KEYBOARD_MOUSE'),
            given('request-2', 'CLIPBOARD'),
            given('request-3', 'FILE_TRANSFER'),
          ],
        };
      });
      await peer.evaluate(() => window.exchange({ t: 'exchange', clipboard: 'request-2', files: 'request-3' }));
      await page.getByText('Choose').first().waitFor();
      await peer.evaluate(() => {
        const id = 'transfer-1';
        window.exchange({ t: 'offer', c: 'request-3', id, kind: 'FILE', name: 'Scanned invoice.pdf', size: 2_400_000 });
      });
      await page.getByText('Scanned invoice.pdf').waitFor();
    },
  },
  'recording-ask': {
    hash: '#/consultation/here',
    async act(page, fake) {
      await inCall(page, fake);
      running(fake);
      await page.getByRole('button', { name: 'Ask to record' }).click();
      await page.getByText('the recording is yours').waitFor();
    },
  },
  'recording-runs': {
    hash: '#/consultation/here',
    async act(page, fake) {
      await inCall(page, fake);
      running(fake);
      const until = new Date(Date.now() + 540_000).toISOString();
      consents(fake, { scope: 'RECORDING', state: 'GIVEN', until });
      await page.getByText('This call is being recorded.').waitFor();
    },
  },
  recordings: { hash: '#/recordings', views: () => quiet() },
  recording: {
    hash: '#/recordings/r1',
    views: () => quiet(),
    act: (page) => page.getByText('What happened when').waitFor(),
  },
  'recording-delete': {
    hash: '#/recordings/r1',
    views: () => quiet(),
    act: (page) => page.getByRole('button', { name: 'Delete…' }).click(),
  },
  'call-elsewhere': {
    hash: '#/consultation/here',
    async act(page, fake) {
      await inCall(page, fake);
      running(fake);
      await page.evaluate(() => (location.hash = '#/consultation/other'));
    },
  },
  'taken-over': {
    hash: '#/consultation/here',
    async act(page, fake) {
      await inCall(page, fake);
      await fake.room.socket.close({ code: 4001 });
      await fake.lobby.socket.close({ code: 4001 });
      await page.getByText('goes on in another window').waitFor();
    },
  },
  summary: { hash: '#/consultation/done', views: () => quiet() },
  refund: {
    hash: '#/consultation/done',
    views: () => quiet(),
    async act(page) {
      await page.getByRole('button', { name: 'Give money back' }).click();
      await page.getByLabel('A part').check();
      await page.getByLabel('Amount').fill('12.50');
    },
  },
  cancelled: { hash: '#/consultation/cancelled', views: () => quiet() },
};

/** The world without anybody ringing. */
function quiet() {
  const views = world();
  views.set('here', view('here', { appointment: states.ready, payment: states.held }));
  return views;
}

const SIZES = { phone: { width: 360, height: 740 }, wide: { width: 1440, height: 900 } };
const LANGUAGE = process.env.LANGUAGE_TAG ?? 'en-GB';
let failed = 0;
for (const [name, shot] of Object.entries(SHOTS)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  for (const [size, viewport] of Object.entries(SIZES)) {
    for (const colorScheme of (process.env.SCHEMES ?? 'light,dark').split(',')) {
      const context = await browser.newContext({
        viewport,
        colorScheme,
        locale: LANGUAGE,
        timezoneId: 'Europe/Berlin',
        permissions: ['camera', 'microphone'],
        hasTouch: size === 'phone',
      });
      const page = await context.newPage();
      page.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning') console.log(`${name} ${size}:`, message.text());
      });
      page.on('pageerror', (error) => console.log(`${name} ${size}:`, error.message));
      try {
        const fake = await serve(page, { ...shot, ...(shot.views && { views: shot.views() }) });
        await page.goto(`http://127.0.0.1:${PORT}/console${shot.hash ?? ''}`);
        await page.locator('console-header, console-sign-in').first().waitFor();
        await page.waitForTimeout(250);
        await shot.act?.(page, fake);
        await page.waitForTimeout(350);
        const wider = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
        if (wider) console.log(`${name} ${size}: wider than the window`);
      } catch (error) {
        failed++;
        console.log(`${name} ${size} ${colorScheme}: ${error.message.split('\n').slice(0, 4).join(' | ')}`);
      }
      await page.screenshot({ path: join(folder, `${name}-${size}-${colorScheme}.png`) });
      await context.close();
    }
  }
}
await browser.close();
server.closeAllConnections();
server.close();
process.exitCode = failed === 0 ? 0 : 1;
