/** What fingers on the picture mean, in CSS pixels of the page. Pure but for what it remembers of them. */

export type Gesture =
  /** The pointer is there. */
  | { is: 'point'; x: number; y: number }
  | { is: 'button'; button: number; down: boolean; x: number; y: number }
  /** As a WheelEvent in pixels: down and right are positive. */
  | { is: 'wheel'; deltaX: number; deltaY: number; x: number; y: number }
  /** The view grows by this factor around that place, and moves along. */
  | { is: 'zoom'; by: number; x: number; y: number; movedX: number; movedY: number };

interface Finger {
  x: number;
  y: number;
}

/** A finger is never quite still. */
const SLOP = 10;
export const LONG_PRESS_MILLIS = 500;
/** So much further apart, or nearer, and it is a pinch. More than one finger goes before the other is told of. */
const PINCH = 30;

/**
 * One finger is the pointer: a tap clicks, a move drags, a long press is the right button. Two fingers turn the wheel,
 * or zoom the view when they come nearer or go apart.
 */
export class Touch {
  private readonly fingers = new Map<number, Finger>();
  private begun: Finger | null = null;
  private mode: 'none' | 'waits' | 'drags' | 'pressed' | 'two' | 'wheel' | 'zoom' = 'none';
  private apart = 0;
  private middle: Finger = { x: 0, y: 0 };

  /** Whether a long press may come of what is down. */
  get waits(): boolean {
    return this.mode === 'waits';
  }

  down(id: number, x: number, y: number): Gesture[] {
    this.fingers.set(id, { x, y });
    if (this.fingers.size === 1) {
      this.mode = 'waits';
      this.begun = { x, y };
      return [{ is: 'point', x, y }];
    }
    if (this.fingers.size > 2) return [];
    const dropped = this.letGo();
    this.mode = 'two';
    [this.middle, this.apart] = this.pair();
    return dropped;
  }

  move(id: number, x: number, y: number): Gesture[] {
    const finger = this.fingers.get(id);
    if (finger === undefined) return [];
    finger.x = x;
    finger.y = y;
    if (this.fingers.size === 2) return this.two();
    if (this.mode === 'drags') return [{ is: 'point', x, y }];
    const begun = this.begun;
    if (this.mode !== 'waits' || begun === null || Math.hypot(x - begun.x, y - begun.y) <= SLOP) return [];
    this.mode = 'drags';
    return [
      { is: 'button', button: 0, down: true, ...begun },
      { is: 'point', x, y },
    ];
  }

  /** Held still for long enough: the right button. */
  held(): Gesture[] {
    if (this.mode !== 'waits' || this.begun === null) return [];
    this.mode = 'pressed';
    return click(2, this.begun);
  }

  up(id: number): Gesture[] {
    const finger = this.fingers.get(id);
    if (finger === undefined) return [];
    this.fingers.delete(id);
    const mode = this.mode;
    // What two fingers began is over with the first of them; the other one means nothing any more.
    this.mode = 'none';
    if (mode === 'waits' && this.begun !== null) return click(0, this.begun);
    return mode === 'drags' ? [{ is: 'button', button: 0, down: false, ...finger }] : [];
  }

  /** The system took the fingers away, or nobody may use them now. */
  cancel(): Gesture[] {
    const dropped = this.letGo();
    this.fingers.clear();
    this.mode = 'none';
    return dropped;
  }

  private letGo(): Gesture[] {
    const finger = [...this.fingers.values()][0];
    return this.mode === 'drags' && finger !== undefined
      ? [{ is: 'button', button: 0, down: false, x: finger.x, y: finger.y }]
      : [];
  }

  private two(): Gesture[] {
    if (this.mode !== 'two' && this.mode !== 'wheel' && this.mode !== 'zoom') return [];
    const [middle, apart] = this.pair();
    const by = apart / Math.max(1, this.apart);
    const movedX = middle.x - this.middle.x;
    const movedY = middle.y - this.middle.y;
    if (this.mode === 'two') {
      if (Math.abs(apart - this.apart) > PINCH) this.mode = 'zoom';
      else if (Math.hypot(movedX, movedY) > SLOP) this.mode = 'wheel';
      else return [];
    }
    this.middle = middle;
    if (this.mode === 'zoom') {
      this.apart = apart;
      return [{ is: 'zoom', by, ...middle, movedX, movedY }];
    }
    // What is under the fingers goes along with them, as everywhere on this device.
    return [{ is: 'wheel', deltaX: -movedX, deltaY: -movedY, ...middle }];
  }

  private pair(): [Finger, number] {
    const [a = { x: 0, y: 0 }, b = a] = [...this.fingers.values()];
    return [{ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }, Math.hypot(a.x - b.x, a.y - b.y)];
  }
}

function click(button: number, at: Finger): Gesture[] {
  return [
    { is: 'button', button, down: true, ...at },
    { is: 'button', button, down: false, ...at },
  ];
}

const MOST_ZOOM = 8;

/** From the whole picture to eight times as large. */
export function zoomed(zoom: number, by: number): number {
  return Math.min(MOST_ZOOM, Math.max(1, zoom * by));
}
