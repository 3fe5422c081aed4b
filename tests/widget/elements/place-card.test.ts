import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeCard } from '../../../src/widget/elements/place-card.js';

const view = { width: 1280, height: 800 };
const card = { width: 360, height: 200 };
const mark = { left: 600, top: 400, width: 20, height: 20 };

describe('the card of a citation', () => {
  it('stands above its mark, in the middle', () => {
    expect(placeCard(mark, { card, view })).toEqual({ left: 430, top: 194 });
  });

  it('stands below where there is no room above', () => {
    expect(placeCard({ ...mark, top: 60 }, { card, view }).top).toBe(86);
  });

  it('stays on the screen wherever its mark is, as far as it fits', () => {
    const length = (max: number) => fc.integer({ min: 0, max });
    const places = fc.record({ left: length(1260), top: length(780) });
    fc.assert(
      fc.property(places, (place) => {
        const { left, top } = placeCard({ ...mark, ...place }, { card, view });
        expect(left).toBeGreaterThanOrEqual(8);
        expect(left + card.width).toBeLessThanOrEqual(view.width - 8);
        expect(top).toBeGreaterThanOrEqual(8);
        expect(top + card.height).toBeLessThanOrEqual(view.height - 8);
      }),
    );
  });

  it('begins at the edge where it is wider than the screen', () => {
    expect(placeCard(mark, { card, view: { width: 320, height: 640 } }).left).toBe(8);
  });
});
