// Hours in which messages about long clocks wait. Clocks of a day and less never wait: their contract does not sleep.
import { dayMs, type Millis, minuteMs } from "../time.ts";
import type { Alarm } from "./alarm.ts";
import { msOfDay } from "./local-time.ts";

/** Minutes since local midnight; `to` before `from` runs over midnight. The end is no longer quiet. */
export interface QuietHours {
  readonly fromMinute: number;
  readonly toMinute: number;
}

/** The instant until which this alarm waits; null where it goes out at once. */
export function heldUntil(alarm: Alarm, quiet: QuietHours | null, now: Millis): Millis | null {
  if (quiet === null || alarm.test === true) return null;
  if (alarm.hourClock && (alarm.limitMs === null || alarm.limitMs <= dayMs)) return null;
  const at = msOfDay(now);
  const from = quiet.fromMinute * minuteMs;
  const to = quiet.toMinute * minuteMs;
  const inside = from <= to ? at >= from && at < to : at >= from || at < to;
  return inside ? now + (to > at ? to - at : to - at + dayMs) : null;
}
