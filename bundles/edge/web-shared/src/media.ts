/** Why a device could not be had. */
export type Fault = 'denied' | 'deniedBySystem' | 'missing' | 'busy' | 'insecure' | 'failed';

export type Kind = 'microphone' | 'camera';

interface Device {
  track: MediaStreamTrack | null;
  /** What the person wants; the track may still be missing. */
  on: boolean;
  id: string | null;
  fault: Fault | null;
}

const KINDS = ['microphone', 'camera'] as const;

/**
 * This side's microphone, camera and screen. Tells 'change' after each change. A camera that is off is really off
 * (its light goes out); a muted microphone keeps its track and sends silence.
 */
export class LocalMedia extends EventTarget {
  private readonly devices: Record<Kind, Device> = {
    microphone: { track: null, on: true, id: null, fault: null },
    camera: { track: null, on: true, id: null, fault: null },
  };
  private screenTrack: MediaStreamTrack | null = null;
  private readonly streams = new WeakMap<MediaStreamTrack, MediaStream>();
  private facing: 'user' | 'environment' = 'user';
  private list: MediaDeviceInfo[] = [];
  private readonly refresh = (): void => void this.updateList();
  private speakerId: string | null = null;

  /** Where the browser offers to show a screen; phones do not. */
  static get canShare(): boolean {
    return typeof navigator.mediaDevices?.getDisplayMedia === 'function';
  }

  /** Where the browser lets a page choose the loudspeaker. */
  static get canChooseSpeaker(): boolean {
    return 'setSinkId' in HTMLMediaElement.prototype;
  }

  get microphone(): Readonly<Device> {
    return this.devices.microphone;
  }

  get camera(): Readonly<Device> {
    return this.devices.camera;
  }

  get screen(): MediaStreamTrack | null {
    return this.screenTrack;
  }

  /** For the own picture; the same object as long as the track is the same. */
  get cameraStream(): MediaStream | null {
    return this.streamOf(this.camera.track);
  }

  get screenStream(): MediaStream | null {
    return this.streamOf(this.screenTrack);
  }

  get speaker(): string | null {
    return this.speakerId;
  }

  /** True when the own picture is to be shown as in a mirror. */
  get mirrored(): boolean {
    return this.camera.track?.getSettings().facingMode !== 'environment';
  }

  devicesOf(kind: MediaDeviceKind): readonly MediaDeviceInfo[] {
    return this.list.filter((device) => device.kind === kind && device.deviceId !== '');
  }

  /** Asks for both at once, so that the browser asks the person once; then for each alone where both cannot be had. */
  async open(): Promise<void> {
    navigator.mediaDevices?.addEventListener('devicechange', this.refresh);
    const wanted = KINDS.filter((kind) => this.devices[kind].on && this.devices[kind].track === null);
    if (wanted.length === 2) {
      const stream = await this.ask(wanted);
      if (stream instanceof MediaStream) {
        this.take('microphone', stream.getAudioTracks()[0] ?? null);
        this.take('camera', stream.getVideoTracks()[0] ?? null);
        return this.updateList();
      }
      if (stream === 'denied' || stream === 'insecure') {
        for (const kind of wanted) await this.openIfGranted(kind, stream);
        return this.updateList();
      }
    }
    for (const kind of wanted) await this.openOne(kind);
    await this.updateList();
  }

  async setMicrophone(on: boolean): Promise<void> {
    const device = this.devices.microphone;
    device.on = on;
    if (device.track !== null) device.track.enabled = on;
    else if (on) await this.openOne('microphone');
    this.changed();
  }

  async setCamera(on: boolean): Promise<void> {
    const device = this.devices.camera;
    device.on = on;
    if (!on) this.release('camera');
    else if (device.track === null) await this.openOne('camera');
    this.changed();
  }

  /** Uses another device from now on. */
  async choose(kind: Kind, id: string): Promise<void> {
    this.devices[kind].id = id;
    this.devices[kind].on = true;
    this.release(kind);
    await this.openOne(kind);
    await this.updateList();
  }

  chooseSpeaker(id: string): void {
    this.speakerId = id;
    this.changed();
  }

  /** Front to rear on a phone; otherwise the next camera. */
  async turnCamera(): Promise<void> {
    const cameras = this.devicesOf('videoinput');
    this.facing = this.facing === 'user' ? 'environment' : 'user';
    const now = cameras.findIndex((camera) => camera.deviceId === this.camera.track?.getSettings().deviceId);
    const facingKnown = this.camera.track?.getSettings().facingMode !== undefined;
    this.devices.camera.id = facingKnown ? null : (cameras[(now + 1) % cameras.length]?.deviceId ?? null);
    this.release('camera');
    await this.openOne('camera');
  }

  /** Lets the person choose what to show. False when they chose nothing. */
  async share(): Promise<boolean> {
    try {
      const stream = await navigator.mediaDevices.getDisplayMedia({ video: { frameRate: { ideal: 15, max: 30 } } });
      const track = stream.getVideoTracks()[0];
      if (track === undefined) return false;
      this.stopShare();
      track.contentHint = 'detail';
      track.addEventListener('ended', () => this.stopShare());
      this.screenTrack = track;
      this.changed();
      return true;
    } catch (failure) {
      if (failure instanceof DOMException && failure.name === 'NotAllowedError') return false;
      throw failure;
    }
  }

  stopShare(): void {
    this.screenTrack?.stop();
    this.screenTrack = null;
    this.changed();
  }

  /** Lights out; may be opened again. */
  close(): void {
    navigator.mediaDevices?.removeEventListener('devicechange', this.refresh);
    KINDS.forEach((kind) => this.release(kind));
    this.stopShare();
  }

  /** One of the two may be allowed; asking again for what was refused a moment ago would only annoy. */
  private async openIfGranted(kind: Kind, fault: Fault): Promise<void> {
    if ((await permissionState(kind)) === 'granted') return this.openOne(kind);
    this.devices[kind].fault = fault;
    this.changed();
  }

  private async openOne(kind: Kind): Promise<void> {
    let stream = await this.ask([kind]);
    if (stream === 'missing' && this.devices[kind].id !== null) {
      // The chosen device was unplugged: any other is better than none.
      this.devices[kind].id = null;
      stream = await this.ask([kind]);
    }
    if (!(stream instanceof MediaStream)) {
      this.devices[kind].fault = stream;
      return this.changed();
    }
    this.take(kind, stream.getTracks()[0] ?? null);
  }

  private async ask(kinds: readonly Kind[]): Promise<MediaStream | Fault> {
    if (navigator.mediaDevices === undefined) return 'insecure';
    const { microphone, camera } = this.devices;
    try {
      return await navigator.mediaDevices.getUserMedia({
        audio: kinds.includes('microphone') && { ...(microphone.id && { deviceId: { exact: microphone.id } }) },
        video: kinds.includes('camera') && {
          ...(camera.id === null ? { facingMode: this.facing } : { deviceId: { exact: camera.id } }),
          width: { ideal: 1280 },
          height: { ideal: 720 },
          frameRate: { ideal: 30 },
        },
      });
    } catch (failure) {
      return faultOf(failure);
    }
  }

  private take(kind: Kind, track: MediaStreamTrack | null): void {
    const device = this.devices[kind];
    // The person may have switched it off, or asked again, while the browser was asking.
    if (device.track !== null && device.track !== track) device.track.stop();
    device.track = track;
    device.fault = track === null ? 'missing' : null;
    if (track !== null) {
      if (kind === 'microphone') track.enabled = device.on;
      else if (!device.on) this.release('camera');
      track.addEventListener('ended', () => this.lost(kind, track));
    }
    this.changed();
  }

  private lost(kind: Kind, track: MediaStreamTrack): void {
    if (this.devices[kind].track !== track) return;
    this.devices[kind].track = null;
    this.devices[kind].id = null;
    this.devices[kind].fault = 'missing';
    this.changed();
  }

  private release(kind: Kind): void {
    const device = this.devices[kind];
    device.track?.stop();
    device.track = null;
    this.changed();
  }

  private streamOf(track: MediaStreamTrack | null): MediaStream | null {
    if (track === null) return null;
    const stream = this.streams.get(track) ?? new MediaStream([track]);
    this.streams.set(track, stream);
    return stream;
  }

  private async updateList(): Promise<void> {
    this.list = (await navigator.mediaDevices?.enumerateDevices()) ?? [];
    this.changed();
  }

  private changed(): void {
    this.dispatchEvent(new Event('change'));
  }
}

/** What the browser would do if asked; 'prompt' where it does not tell. */
export async function permissionState(kind: Kind): Promise<PermissionState> {
  try {
    return (await navigator.permissions.query({ name: kind })).state;
  } catch {
    // Older browsers do not know these names.
    return 'prompt';
  }
}

function faultOf(failure: unknown): Fault {
  if (!(failure instanceof DOMException)) return 'failed';
  switch (failure.name) {
    case 'NotAllowedError':
      return /system/i.test(failure.message) ? 'deniedBySystem' : 'denied';
    case 'SecurityError':
      return 'insecure';
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'missing';
    case 'NotReadableError':
    case 'AbortError':
      return 'busy';
    default:
      return 'failed';
  }
}
