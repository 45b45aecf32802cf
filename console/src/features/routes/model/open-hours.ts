import type { PointHoursList } from "@kiosk/contract";
import { formatMinutes } from "../../../shared/format/opening-hours.ts";
import { parseDate, weekday } from "../../../shared/format/time.ts";

/** `09:00–17:00` of one day; empty where the point is closed, undefined where nobody has entered it. */
export function openText(list: PointHoursList | undefined, kioskId: string, date: string): string | undefined {
  const hours = list?.points.find((point) => point.kioskId === kioskId)?.openingHours ?? null;
  const at = parseDate(date);
  if (hours === null || at === undefined) return undefined;
  return hours.week
    .filter(({ day }) => day === weekday(at))
    .map(({ fromMin, toMin }) => `${formatMinutes(fromMin)}–${formatMinutes(toMin)}`)
    .join(" ");
}
