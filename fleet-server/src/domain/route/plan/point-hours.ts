// When somebody can work at a point on one day, in minutes after local midnight.
import type { OpeningHours } from "@kiosk/contract";
import { type LocalDay, weekday } from "../../sla/local-day.ts";
import type { RouteSettingValues } from "./settings.ts";

export interface PointDay {
  /** sorted and disjoint; empty: closed all day */
  readonly open: readonly (readonly [fromMin: number, toMin: number])[];
  /** nobody has entered the hours: office hours are taken */
  readonly assumed: boolean;
}

export function pointDay(
  hours: OpeningHours | null,
  day: LocalDay,
  office: Pick<RouteSettingValues, "officeFromMin" | "officeToMin">,
): PointDay {
  if (hours === null) return { open: [[office.officeFromMin, office.officeToMin]], assumed: true };
  // the hours count days from Sunday, local days from Monday
  const dayOfWeek = (weekday(day) + 1) % 7;
  const spans = hours.week
    .filter((span) => span.day === dayOfWeek && span.toMin > span.fromMin)
    .map(({ fromMin, toMin }): [number, number] => [fromMin, toMin])
    .sort((a, b) => a[0] - b[0]);
  const open: [number, number][] = [];
  for (const [from, to] of spans) {
    const last = open.at(-1);
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to);
    else open.push([from, to]);
  }
  return { open, assumed: false };
}

/** When work of so many minutes may begin so that it is over before the door closes. */
export function beginWindows(
  { open }: PointDay,
  minutes: number,
  notBefore: number,
): (readonly [from: number, to: number])[] {
  return open.flatMap(([from, to]) => {
    const begin = Math.max(from, notBefore);
    return begin <= to - minutes ? [[begin, to - minutes] as const] : [];
  });
}
