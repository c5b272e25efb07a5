import { describe, expect, it } from 'vitest';
import { type Gesture, Touch, zoomed } from '../../src/control/touch.js';

function shown(gestures: Gesture[]): string[] {
  return gestures.map((each) => {
    switch (each.is) {
      case 'point':
        return `at ${each.x},${each.y}`;
      case 'button':
        return `${each.down ? '+' : '-'}${each.button} ${each.x},${each.y}`;
      case 'wheel':
        return `wheel ${each.deltaX},${each.deltaY} at ${each.x},${each.y}`;
      case 'zoom':
        return `zoom ${each.by} at ${each.x},${each.y} moved ${each.movedX},${each.movedY}`;
    }
  });
}

/** "+1:10,20" a finger comes, "1:12,20" it moves, "-1" it goes, "wait" it was held, "cancel". */
function play(steps: string): string[] {
  const touch = new Touch();
  return steps.split(' ').flatMap((step) => {
    if (step === 'wait') return shown(touch.held());
    if (step === 'cancel') return shown(touch.cancel());
    const [, sign = '', id = '', x = '', y = ''] = /^([+-]?)(\d+)(?::(-?\d+),(-?\d+))?$/.exec(step) ?? [];
    if (sign === '+') return shown(touch.down(Number(id), Number(x), Number(y)));
    if (sign === '-') return shown(touch.up(Number(id)));
    return shown(touch.move(Number(id), Number(x), Number(y)));
  });
}

describe('fingers', () => {
  it.each([
    ['a tap is a click', '+1:10,20 -1', 'at 10,20|+0 10,20|-0 10,20'],
    ['a finger that trembles still taps', '+1:10,20 1:13,24 -1', 'at 10,20|+0 10,20|-0 10,20'],
    ['a long press is the right button, once', '+1:10,20 wait wait -1', 'at 10,20|+2 10,20|-2 10,20'],
    ['after a long press a move drags nothing', '+1:10,20 wait 1:90,90 -1', 'at 10,20|+2 10,20|-2 10,20'],
    ['a move drags from where it began', '+1:10,20 1:40,20 1:50,25 -1', 'at 10,20|+0 10,20|at 40,20|at 50,25|-0 50,25'],
    ['a drag is no long press', '+1:10,20 1:40,20 wait -1', 'at 10,20|+0 10,20|at 40,20|-0 40,20'],
    [
      'two fingers up scroll down',
      '+1:10,50 +2:90,50 1:10,40 2:90,38 2:90,20 -1 -2',
      'at 10,50|wheel 0,11 at 50,39|wheel 0,9 at 50,30',
    ],
    [
      'two fingers apart zoom around their middle',
      '+1:40,50 +2:60,50 1:20,50 2:80,50 -2 -1',
      'at 40,50|zoom 3 at 50,50 moved 0,0',
    ],
    ['a second finger ends a drag', '+1:10,20 1:40,20 +2:80,80 -1 -2', 'at 10,20|+0 10,20|at 40,20|-0 40,20'],
    ['a third finger means nothing', '+1:10,20 +2:30,20 +3:50,20 3:90,90 -3 -2 -1', 'at 10,20'],
    ['the finger that is left after two clicks nothing', '+1:10,20 +2:30,20 -1 2:90,90 -2', 'at 10,20'],
    ['what is cancelled is let go', '+1:10,20 1:40,20 cancel -1', 'at 10,20|+0 10,20|at 40,20|-0 40,20'],
    ['a finger that never came does nothing', '1:5,5 -1', ''],
  ])('%s', (_what, steps, expected) => expect(play(steps).join('|')).toBe(expected));

  it('zooms from the whole picture to eight times as large', () => {
    expect(zoomed(1, 0.5)).toBe(1);
    expect(zoomed(2, 1.5)).toBe(3);
    expect(zoomed(6, 2)).toBe(8);
  });
});
