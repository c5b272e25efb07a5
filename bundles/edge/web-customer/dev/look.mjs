// Opens every screen of the built pages against scripted views and takes their pictures.
//   node dev/look.mjs OUT_FOLDER [scene …]        (after: npm run build -w web-customer)
// LANGUAGE=de and SIZES=360x740 narrow it down. Reports what the console and the content policy complained about.
import { mkdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { createServer } from 'vite';
import { scenes } from './scenes.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const built = join(root, 'target/classes/web');
const [out, ...wanted] = process.argv.slice(2);
const sizes = (process.env.SIZES ?? '360x740,1440x900').split(',').map((size) => size.split('x').map(Number));
const language = process.env.LANGUAGE ?? 'en';
const origin = 'http://localhost:8250';
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; media-src 'self' blob: mediastream:; connect-src 'self' ws://localhost:8250; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
const types = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};

const others = await createServer({ root, configFile: false, logLevel: 'error', server: { port: 8251, hmr: false } });
await others.listen();
await mkdir(out, { recursive: true });
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--use-fake-device-for-media-stream=fps=30',
    '--use-fake-ui-for-media-stream',
    '--auto-select-desktop-capture-source=Entire screen',
  ],
});

async function answer(route, scene) {
  const { pathname } = new URL(route.request().url());
  const json = (value) => route.fulfill({ json: value });
  if (pathname === '/api/packages/all') {
    const packages = [
      { name: 'connectme_1.0.0_amd64.deb', system: 'LINUX', bytes: 51_234_567 },
      { name: 'ConnectMe-1.0.0.msix', system: 'WINDOWS', bytes: 62_345_678 },
    ];
    return json({ packages: scene === 'download-none' ? [] : packages });
  }
  if (pathname.startsWith('/api/customer/')) {
    const call = pathname.slice('/api/customer/'.length);
    if (scene === 'code' && call === 'view') {
      return route.fulfill({
        status: 401,
        json: { code: 'session.missing', status: 401, title: '', detail: '', type: '' },
      });
    }
    if (call === 'ice') return json({ iceServers: [], iceTransportPolicy: 'all' });
    if (call === 'payment/form') {
      return json({
        provider: 'look',
        version: '1',
        module: '/dev/card-form.mjs',
        configuration: {},
        amount: { minorUnits: 7500, currency: 'EUR' },
      });
    }
    return json(scenes[scene]?.() ?? scenes.invitation());
  }
  const name = pathname.startsWith('/join/') ? pathname.slice('/join/'.length) : 'index.html';
  const file = pathname === '/dev/card-form.mjs' ? join(root, pathname) : join(built, name);
  return route.fulfill({
    body: await readFile(file),
    contentType: types[extname(file)],
    headers: { 'content-security-policy': policy },
  });
}

async function prepare(page, scene) {
  if (scene === 'about') await page.getByRole('button', { name: /Continue|Weiter|متابعة/ }).click();
  if (scene === 'code-wrong') await page.locator('input').fill('123 45');
  if (scene === 'call' || scene === 'chat' || scene === 'more' || scene === 'sharing' || scene === 'ceiling') {
    await page.waitForFunction(
      () => {
        const find = (node, tag) => {
          for (const element of node.querySelectorAll('*')) {
            if (element.localName === tag) return element;
            const inner = element.shadowRoot && find(element.shadowRoot, tag);
            if (inner) return inner;
          }
          return null;
        };
        return find(document, 'cm-video-stage')?.shadowRoot.querySelector('#remote')?.videoWidth > 0;
      },
      null,
      { timeout: 15000 },
    );
  }
  const buttons = page.locator('.controls button');
  if (scene === 'chat') {
    await buttons.nth(3).click();
    await page.locator('cm-chat textarea').fill('The message is “No bootable device”.');
    await page.locator('cm-chat button').click();
  }
  if (scene === 'more') await buttons.nth(4).click();
  if (scene === 'sharing') await buttons.nth(2).click();
  if (scene === 'waiting' || scene === 'here') {
    const ask = page.locator('.mirror button.primary');
    if (await ask.count()) await ask.click();
    await page.waitForTimeout(6500);
  }
}

function pathOf(scene) {
  if (scene.startsWith('code')) return '/';
  if (scene.startsWith('handed')) return '/join#card.once';
  if (scene.startsWith('download')) return '/download';
  return scene === 'help' ? '/help' : '/join';
}

const names = wanted.length > 0 ? wanted : ['code', ...Object.keys(scenes), 'help', 'download', 'download-none'];
const complaints = new Set();
for (const [width, height] of sizes) {
  for (const colorScheme of ['light', 'dark']) {
    for (const scene of names) {
      const context = await browser.newContext({
        viewport: { width, height },
        colorScheme,
        locale: language,
        deviceScaleFactor: 1,
        permissions: ['camera', 'microphone'],
      });
      const page = await context.newPage();
      page.on(
        'console',
        (message) => ['error', 'warning'].includes(message.type()) && complaints.add(`${scene}: ${message.text()}`),
      );
      page.on('pageerror', (error) => complaints.add(`${scene}: ${error.message}`));
      const other = await context.newPage();
      let down = () => undefined;
      await other.exposeFunction('out', (signal) => down(JSON.parse(signal)));
      await page.route(`${origin}/**`, (route) => answer(route, scene));
      await page.routeWebSocket('**/ws/customer', (socket) => {
        let sent = 0;
        let seen = 0;
        const say = (m) => socket.send(JSON.stringify({ n: ++sent, a: seen, m }));
        socket.onMessage((text) => {
          const frame = JSON.parse(text);
          if (frame.t === 'hello') {
            socket.send(
              JSON.stringify({ t: 'welcome', version: 1, session: 's', resumed: false, seen: 0, heartbeatSeconds: 5 }),
            );
            down = (d) => say({ t: 'signal', d });
            setInterval(() => socket.send(JSON.stringify({ a: seen })), 5000).unref();
            return;
          }
          if (frame.n !== undefined) seen = frame.n;
          if (frame.m?.t === 'signal')
            void other.evaluate((signal) => window.take?.(signal), JSON.stringify(frame.m.d)).catch(() => undefined);
          if (frame.m?.t === 'chat')
            say({ t: 'chat', id: `${frame.m.id}-answer`, text: 'Good. Please hold the power button for ten seconds.' });
        });
      });
      if (scenes[scene]?.().parts.appointment.stage === 'CALL')
        await other.goto('http://localhost:8251/dev/other.html');
      await page.goto(`${origin}${pathOf(scene)}`);
      await page.waitForTimeout(700);
      await prepare(page, scene).catch((error) => complaints.add(`${scene}: ${error.message.split('\n')[0]}`));
      await page.waitForTimeout(1200);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
      if (wide) complaints.add(`${scene}: wider than the window at ${width}`);
      const file = join(out, `${scene}-${width}-${colorScheme}${language === 'en' ? '' : `-${language}`}.png`);
      await page.screenshot({
        path: file,
        fullPage: !scenes[scene] || scenes[scene]().parts.appointment.stage !== 'CALL',
      });
      await context.close();
    }
  }
}
console.log([...complaints].join('\n') || 'no complaints');
await browser.close();
await others.close();
process.exit(0);
