import { describe, expect, it } from 'vitest';
import { type Encoded, Order } from '../../../src/control/picture/order.js';

const key = (id: number): Encoded => ({ id, isKey: true, needs: [] });
const over = (id: number, ...needs: number[]): Encoded => ({ id, isKey: false, needs });
const ids = (pictures: readonly Encoded[]): number[] => pictures.map((each) => each.id);

describe('the order of pictures', () => {
  it('begins with a key picture and takes nothing before', () => {
    const order = new Order();
    expect(order.isStuck).toBe(true);
    expect(order.take(over(4, 3))).toEqual([]);
    expect(ids(order.take(key(5)))).toEqual([5]);
    expect(order.isStuck).toBe(false);
  });

  it('gives each on at once while nothing is lost', () => {
    const order = new Order();
    expect([key(1), over(2, 1), over(3, 2)].flatMap((each) => ids(order.take(each)))).toEqual([1, 2, 3]);
  });

  it('never gives on what is drawn over a lost picture, until that came', () => {
    const order = new Order();
    order.take(key(1));
    expect(order.take(over(3, 2))).toEqual([]);
    expect(order.take(over(4, 3))).toEqual([]);
    expect(order.isStuck).toBe(true);
    expect(ids(order.take(over(2, 1)))).toEqual([2, 3, 4]);
    expect(order.isStuck).toBe(false);
  });

  it('waits for no picture that the next ones are not drawn over', () => {
    const order = new Order();
    order.take(key(1));
    expect(ids(order.take(over(3, 1)))).toEqual([3]);
    expect(order.take(over(2, 1))).toEqual([]);
    expect(order.isStuck).toBe(false);
  });

  it('goes on from a key picture, whatever was lost before', () => {
    const order = new Order();
    order.take(key(1));
    order.take(over(3, 2));
    order.take(over(6, 5));
    expect(ids(order.take(key(5)))).toEqual([5, 6]);
    expect(order.isStuck).toBe(false);
    expect(order.take(over(2, 1))).toEqual([]);
  });

  it('takes none twice', () => {
    const order = new Order();
    order.take(key(1));
    order.take(over(2, 1));
    expect(order.take(over(2, 1))).toEqual([]);
    expect(order.take(key(1))).toEqual([]);
  });

  it('needs a key picture again once it was told to forget', () => {
    const order = new Order();
    order.take(key(1));
    order.forget();
    expect(order.take(over(2, 1))).toEqual([]);
    expect(ids(order.take(key(3)))).toEqual([3]);
  });

  it('keeps no more than it may, however long a loss lasts', () => {
    const order = new Order();
    order.take(key(1));
    for (let id = 3; id < 2_000; id++) order.take(over(id, id - 1));
    expect(order.take(over(2, 1)).length).toBeLessThanOrEqual(61);
    // What did not fit is lost now, so that only a key picture helps.
    expect(order.take(over(2_000, 1_999))).toEqual([]);
    expect(order.isStuck).toBe(true);
    expect(ids(order.take(key(2_001)))).toEqual([2_001]);
  });

  it('remembers enough of a long talk', () => {
    const order = new Order();
    order.take(key(1));
    for (let id = 2; id < 2_000; id++) expect(ids(order.take(over(id, id - 1)))).toEqual([id]);
  });
});
