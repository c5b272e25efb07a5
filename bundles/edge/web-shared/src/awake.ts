/** Keeps the screen on: a phone that locks freezes its pages. The lock is lost with each hiding, so it is taken again. */
export class Awake {
  private lock: WakeLockSentinel | null = null;
  private readonly take = (): void => void this.request();

  start(): void {
    document.addEventListener('visibilitychange', this.take);
    this.take();
  }

  stop(): void {
    document.removeEventListener('visibilitychange', this.take);
    void this.lock?.release();
    this.lock = null;
  }

  private async request(): Promise<void> {
    if (document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return;
    try {
      this.lock = await navigator.wakeLock.request('screen');
    } catch (failure) {
      // Refused on a low battery, for one: the banner tells what locking means in any case.
      console.info('wake lock:', failure instanceof Error ? failure.message : failure);
    }
  }
}
