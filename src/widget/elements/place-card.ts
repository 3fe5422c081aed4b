/** A rectangle in the window, in CSS pixels; as `getBoundingClientRect` gives it. */
type Box = Pick<DOMRect, 'left' | 'top' | 'width' | 'height'>;

const GAP_PX = 6;
const EDGE_PX = 8;

/**
 * Where a card stands beside its mark: above it, or below where there is no room above and more below;
 * centred, and never over the window's edge.
 */
export function placeCard(
  mark: Box,
  {
    card,
    view,
  }: {
    readonly card: Pick<Box, 'width' | 'height'>;
    readonly view: Pick<Box, 'width' | 'height'>;
  },
): { readonly left: number; readonly top: number } {
  const above = mark.top - GAP_PX - EDGE_PX;
  const below = view.height - mark.top - mark.height - GAP_PX - EDGE_PX;
  const isAbove = above >= card.height || above >= below;
  const top = isAbove ? mark.top - GAP_PX - card.height : mark.top + mark.height + GAP_PX;
  const left = mark.left + mark.width / 2 - card.width / 2;
  return {
    left: Math.round(within(left, view.width - card.width)),
    top: Math.round(within(top, view.height - card.height)),
  };
}

/** Not nearer to either edge than allowed; where it is too large for both, it begins at the first. */
function within(start: number, room: number): number {
  return Math.max(EDGE_PX, Math.min(start, room - EDGE_PX));
}
