import { Call } from '@connectme/web-shared/call';
import { LocalMedia } from '@connectme/web-shared/media';
import type { SignalData } from '@connectme/web-shared/protocol';

/** The consultant's side of a call without a console, so that the customer's page has somebody to look at. */
declare global {
  interface Window {
    out(signal: string): void;
    take(signal: string): void;
    call: Call;
  }
}

const media = new LocalMedia();
await media.open();
const call = new Call({
  side: 'CONSULTANT',
  media,
  signal: (data) => {
    window.out(JSON.stringify(data));
    return true;
  },
  report: () => undefined,
  ice: () => Promise.resolve({ iceServers: [], iceTransportPolicy: 'all' }),
});
window.call = call;
window.take = (signal) => call.receive(JSON.parse(signal) as SignalData);
call.signalingChanged(true, false);
