// An item's times are said by the phone's clock, and the server corrects them by what that clock says when it sends. Where the
// clock was set in between that would be wrong: then they are said as the clock would say them now.
import type { FieldItem } from "@kiosk/contract";

/** Differences below it are drift, and the way to the server. */
const tolerateMs = 2_000;

/**
 * @param correctedAt the server's time when it was made; null: it was not known, and the phone's word is all there is
 * @param offsetMs server clock minus phone clock, now
 */
export function itemToSend(item: FieldItem, correctedAt: number | null, offsetMs: number): FieldItem {
  if (correctedAt === null) return item;
  const shift = Math.round(correctedAt - offsetMs - item.at);
  if (Math.abs(shift) <= tolerateMs) return item;
  const moved = { ...item, at: item.at + shift };
  switch (moved.type) {
    case "arrival":
      if (moved.position === null) return moved;
      return { ...moved, position: { ...moved.position, at: moved.position.at + shift } };
    case "position":
      return { ...moved, fixes: moved.fixes.map((fix) => ({ ...fix, at: fix.at + shift })) };
    case "inspection-completed": {
      const by = (at: number | null) => (at === null ? null : at + shift);
      return { ...moved, arrivedAt: by(moved.arrivedAt), leftAt: by(moved.leftAt) };
    }
    default:
      return moved;
  }
}
