// Which sequence numbers of a boot are stored. Ranges, because a backlog that is sent behind live data arrives with
// gaps that close later; a gap that stays is a message that went missing.
import type { SeenRanges } from "./kiosk.ts";

export function hasSeen(ranges: SeenRanges, seq: number): boolean {
  // the newest range is the likeliest
  for (let i = ranges.length - 1; i >= 0; i--) {
    const range = ranges[i];
    if (range === undefined) continue;
    if (seq > range[1]) return false;
    if (seq >= range[0]) return true;
  }
  return false;
}

/** The ranges with `seq` added; the same object when it was in already. */
export function addSeen(ranges: SeenRanges, seq: number): SeenRanges {
  const last = ranges.at(-1);
  if (last === undefined) return [[seq, seq]];
  if (seq === last[1] + 1) return [...ranges.slice(0, -1), [last[0], seq]];
  if (seq > last[1]) return [...ranges, [seq, seq]];
  if (hasSeen(ranges, seq)) return ranges;
  const merged: [number, number][] = [];
  for (const [from, to] of [...ranges, [seq, seq] as const].sort((a, b) => a[0] - b[0])) {
    const previous = merged.at(-1);
    if (previous !== undefined && from <= previous[1] + 1) previous[1] = Math.max(previous[1], to);
    else merged.push([from, to]);
  }
  return merged;
}

/** How many numbers between 1 and the highest seen are not there. */
export function missingCount(ranges: SeenRanges): number {
  let stored = 0;
  for (const [from, to] of ranges) stored += to - from + 1;
  return (ranges.at(-1)?.[1] ?? 0) - stored;
}
