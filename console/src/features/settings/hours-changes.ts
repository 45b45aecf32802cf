// What a choice of points and hours would change, and its way back.
import type { OpeningHours, OpeningHoursChange, PointHours } from "@kiosk/contract";

function weekOf(hours: OpeningHours): string {
  const rank = (day: OpeningHours["week"][number]) => day.day * 10_000 + day.fromMin;
  return JSON.stringify(
    hours.week.toSorted((a, b) => rank(a) - rank(b)).map(({ day, fromMin, toMin }) => [day, fromMin, toMin]),
  );
}

export function sameHours(a: OpeningHours | null, b: OpeningHours | null): boolean {
  return a === null || b === null ? a === b : weekOf(a) === weekOf(b);
}

/** Points that have these hours already are not touched. */
export function changesFor(points: readonly PointHours[], hours: OpeningHours | null): OpeningHoursChange["changes"] {
  return points
    .filter((point) => !sameHours(point.openingHours, hours))
    .map((point) => ({ kioskId: point.kioskId, openingHours: hours, seen: point.openingHours }));
}

/** Sends back what was, as long as nobody changed it since. */
export function inverseOf(changes: OpeningHoursChange["changes"]): OpeningHoursChange["changes"] {
  return changes.map(({ kioskId, openingHours, seen }) => ({ kioskId, openingHours: seen, seen: openingHours }));
}
