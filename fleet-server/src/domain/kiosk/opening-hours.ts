// Whether a point is open: a terminal that nobody can reach at night is not offline, it is shut.
import type { OpeningHours } from "@kiosk/contract";
import { dayMs, hourMs, type Millis, minuteMs } from "../time.ts";

/** China has one zone and no summer time. */
const zoneMs = 8 * hourMs;

/** `unknown` where nobody has entered the hours: then it counts as open, for silence may be a failure. */
export function isOpenAt(hours: OpeningHours | null, at: Millis): boolean | "unknown" {
  if (hours === null) return "unknown";
  const local = at + zoneMs;
  // 1970-01-01 was a Thursday
  const day = (Math.floor(local / dayMs) + 4) % 7;
  const minute = Math.floor((local % dayMs) / minuteMs);
  return hours.week.some((w) => w.day === day && minute >= w.fromMin && minute < w.toMin);
}
