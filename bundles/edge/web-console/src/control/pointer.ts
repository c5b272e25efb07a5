/** Where the pointer is, and how far the wheel turned, as the customer's computer understands it. Pure. */

export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** 0 to 1 of the shared screen; a pointer that is dragged out of it stays at its edge. */
export function place(at: { clientX: number; clientY: number }, box: Box): { x: number; y: number } {
  return { x: part(at.clientX - box.left, box.width), y: part(at.clientY - box.top, box.height) };
}

function part(distance: number, whole: number): number {
  if (!(whole > 0)) return 0;
  return Math.round(Math.min(1, Math.max(0, distance / whole)) * 100_000) / 100_000;
}

/** How large the picture is shown, in CSS pixels: one of its pixels for one of the monitor's, or all of it at once. */
export function shownSize(
  picture: { width: number; height: number },
  room: { width: number; height: number },
  fitted: boolean,
  pixelRatio: number,
): { width: number; height: number } {
  if (picture.width === 0 || picture.height === 0) return { width: 0, height: 0 };
  const scale = fitted ? Math.min(room.width / picture.width, room.height / picture.height) : 1 / pixelRatio;
  return { width: picture.width * scale, height: picture.height * scale };
}

const NOTCH = 120;
const PIXELS_A_NOTCH = 100;
const LINES_A_NOTCH = 3;

/** Adds up the wheel in 1/120 of a notch, so that slow fingers on a touchpad get somewhere too. */
export class Wheel {
  private restX = 0;
  private restY = 0;

  /** Null while it is too little to tell. @param event as a WheelEvent: deltaMode 0 pixels, 1 lines, 2 pages */
  turn(event: { deltaX: number; deltaY: number; deltaMode: number }): { dx: number; dy: number } | null {
    const unit = event.deltaMode === 0 ? PIXELS_A_NOTCH : event.deltaMode === 1 ? LINES_A_NOTCH : 1;
    this.restX += (event.deltaX * NOTCH) / unit;
    this.restY += (event.deltaY * NOTCH) / unit;
    const dx = Math.trunc(this.restX);
    const dy = Math.trunc(this.restY);
    if (dx === 0 && dy === 0) return null;
    this.restX -= dx;
    this.restY -= dy;
    return { dx: bounded(dx), dy: bounded(dy) };
  }
}

function bounded(value: number): number {
  return Math.max(-10 * NOTCH, Math.min(10 * NOTCH, value));
}

/** Which buttons are down by what was told, and what must be told for them to be as they are. */
export class Buttons {
  private readonly down = new Set<number>();

  get held(): number[] {
    return [...this.down];
  }

  /** @return whether this changes anything */
  change(button: number, down: boolean): boolean {
    if (button < 0 || button > 4 || this.down.has(button) === down) return false;
    if (down) this.down.add(button);
    else this.down.delete(button);
    return true;
  }

  /** @param mask as `buttons` of a pointer event, which a missed release shows in */
  missed(mask: number): number[] {
    const bits = [0, 2, 1, 3, 4];
    return this.held.filter((button) => (mask & (1 << (bits[button] ?? 0))) === 0);
  }

  release(): boolean {
    const any = this.down.size > 0;
    this.down.clear();
    return any;
  }
}
