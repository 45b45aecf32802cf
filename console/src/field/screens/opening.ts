// Opening hours as somebody on the way needs them: is the door open when I come, and until when.
import type { OpeningHours } from "@kiosk/contract";
import { formatMinutes } from "../../shared/format/opening-hours.ts";
import { formatTime, weekday } from "../../shared/format/time.ts";

export type Opening =
  | { readonly state: "unknown" }
  | { readonly state: "closed-today" }
  | { readonly state: "round-the-clock" }
  /** `spans` as they are shown, `08:30–17:00`; `at` inside one of them or not */
  | { readonly state: "open" | "outside"; readonly spans: readonly string[] };

/** @param at when somebody is there */
export function openingAt(hours: OpeningHours | null, at: number): Opening {
  if (hours === null) return { state: "unknown" };
  const today = hours.week.filter(({ day }) => day === weekday(at)).toSorted((a, b) => a.fromMin - b.fromMin);
  if (today.length === 0) return { state: "closed-today" };
  if (today.some(({ fromMin, toMin }) => fromMin === 0 && toMin === 1440)) return { state: "round-the-clock" };
  const [hour = 0, minute = 0] = formatTime(at).split(":").map(Number);
  const now = hour * 60 + minute;
  const inside = today.some(({ fromMin, toMin }) => fromMin <= now && now < toMin);
  const spans = today.map(({ fromMin, toMin }) => `${formatMinutes(fromMin)}–${formatMinutes(toMin)}`);
  return { state: inside ? "open" : "outside", spans };
}
