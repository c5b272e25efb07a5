import { HEIGHT, WIDTH } from './shape.js';
import { type Place, type Role, layout } from './layout.js';

const GROUND = '#151614';
const INK = '#f1efe9';
const WORDS = '28px system-ui, sans-serif';
const ROLES = ['screen', 'other', 'own'] as const;

/** The recorded picture. Holds the newest picture of each side, and draws what changed. */
export class Canvas {
  private readonly canvas = new OffscreenCanvas(WIDTH, HEIGHT);
  private readonly pen = penOf(this.canvas);
  private readonly pictures: Partial<Record<Role, VideoFrame>> = {};
  private readonly changed = new Set<Role>();
  private words: string | null = null;
  private places: Partial<Record<Role, Place>> = {};
  private placed = '';

  get isChanged(): boolean {
    return this.changed.size > 0;
  }

  show(role: Role, picture: VideoFrame | null): void {
    this.pictures[role]?.close();
    if (picture === null) delete this.pictures[role];
    else this.pictures[role] = picture;
    this.changed.add(role);
  }

  veil(words: string | null): void {
    if (words === this.words) return;
    this.words = words;
    this.changed.add('screen');
    this.placed = '';
  }

  /** @param timestamp in microseconds. @return to be closed */
  draw(timestamp: number): VideoFrame {
    this.arrange();
    for (const role of this.changed) this.drawOne(role);
    this.changed.clear();
    return new VideoFrame(this.canvas, { timestamp });
  }

  close(): void {
    for (const role of ROLES) this.show(role, null);
  }

  /** When somebody comes, goes or turns a phone, all is drawn anew. */
  private arrange(): void {
    const sizes = Object.fromEntries(
      ROLES.flatMap((role) => {
        const picture = this.pictures[role];
        const size = picture && { width: picture.displayWidth, height: picture.displayHeight };
        if (role === 'screen' && this.words !== null) return [[role, { width: WIDTH, height: HEIGHT }]];
        return size === undefined ? [] : [[role, size]];
      }),
    );
    const wanted = JSON.stringify(sizes);
    if (wanted === this.placed) return;
    this.placed = wanted;
    this.places = layout(sizes);
    this.pen.fillStyle = GROUND;
    this.pen.fillRect(0, 0, WIDTH, HEIGHT);
    ROLES.forEach((role) => this.changed.add(role));
  }

  private drawOne(role: Role): void {
    const place = this.places[role];
    const picture = this.pictures[role];
    if (place === undefined) return;
    const { x, y, width, height } = place;
    if (role === 'screen' && this.words !== null) {
      this.pen.fillStyle = GROUND;
      this.pen.fillRect(x, y, width, height);
      this.pen.fillStyle = INK;
      this.pen.font = WORDS;
      this.pen.textAlign = 'center';
      this.pen.fillText(this.words, x + width / 2, y + height / 2, width);
    } else if (picture !== undefined) {
      this.pen.drawImage(picture, x, y, width, height);
    }
  }
}

function penOf(canvas: OffscreenCanvas): OffscreenCanvasRenderingContext2D {
  const pen = canvas.getContext('2d', { alpha: false });
  if (pen === null) throw new Error('no canvas');
  return pen;
}
