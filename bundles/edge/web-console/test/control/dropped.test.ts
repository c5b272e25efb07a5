import { type Language, setLanguage } from '@connectme/web-shared/i18n';
import { afterEach, expect, it } from 'vitest';
import { Remote } from '../../src/control/remote.js';
import '../../src/parts/console-remote.js';

/** The app's end of the channel is this test. */
class Channel {
  readyState = 'open';
  bufferedAmount = 0;
  onmessage: ((event: { data: string }) => void) | null = null;
  send(): void {}
  close(): void {}
}

const remote = new Remote('/api/consultant/consultations/1');

afterEach(async () => {
  document.body.replaceChildren();
  await setLanguage('en');
});

it.each<[Language, string]>([
  ['en', 'Some of what you typed did not arrive: Bea’s keyboard layout has no key for it. Use the clipboard for it.'],
  [
    'de',
    'Ein Teil Ihres Textes kam nicht an: Die Tastaturbelegung von Bea hat dafür keine Taste. ' +
      'Nehmen Sie dafür die Zwischenablage.',
  ],
  ['ar', 'لم يصل بعض ما كتبته: لا مفتاح له في تخطيط لوحة مفاتيح Bea. استعمل الحافظة لذلك.'],
])('says in %s that text was dropped, where screen readers hear it', async (language, sentence) => {
  await setLanguage(language);
  const channels: Channel[] = [];
  remote.attach({
    createDataChannel: () => channels[channels.push(new Channel()) - 1],
    getTransceivers: () => [],
  } as unknown as RTCPeerConnection);
  const page = document.createElement('console-remote');
  Object.assign(page, { remote, screen: new MediaStream(), name: 'Bea' });
  document.body.append(page);
  await page.updateComplete;
  const said = () => page.shadowRoot?.querySelector('[role=status]')?.textContent;
  expect(said()).not.toBe(sentence);

  channels[0]?.onmessage?.({ data: '{"t":"refused","code":"control.not-in-layout"}' });
  await page.updateComplete;

  expect(said()).toBe(sentence);
});
