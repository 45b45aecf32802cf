import type { OpeningHours } from "@kiosk/contract";

const minuteMs = 60_000;
const dayMs = 1440 * minuteMs;
/** China has one zone and no summer time. */
const zoneMs = 8 * 60 * minuteMs;

/** Whether a point is open at an instant (ms UTC). null: nobody has entered its hours, so nobody can promise it. */
export function isOpenAt(hours: OpeningHours | null, at: number): boolean | null {
  if (hours === null) return null;
  const local = at + zoneMs;
  // 1970-01-01 was a Thursday
  const day = (Math.floor(local / dayMs) + 4) % 7;
  const minute = Math.floor((local % dayMs) / minuteMs);
  return hours.week.some((w) => w.day === day && minute >= w.fromMin && minute < w.toMin);
}
