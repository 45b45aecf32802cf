// Calendars change while clocks run. What was decided under final data stays decided; everything else follows the news.
import type { Millis } from "../time.ts";
import { type Calendars, publicationAt, type WorkingCalendar } from "./working-calendar.ts";

/**
 * Judges under what was known at `since`, then under each publication up to `asOf`, until a judgement stands.
 * @param since nothing was decided before it
 * @param isDecided whether a judgement under final data had been passed before the next publication became known
 */
export function settleOverPublications<T>(
  calendars: Calendars,
  since: Millis,
  asOf: Millis,
  judge: (calendar: WorkingCalendar) => T,
  isDecided: (judgement: T, before: Millis) => boolean,
): T {
  const { publications } = calendars;
  for (let index = publicationAt(calendars, since); ; index++) {
    const judgement = judge(publications[index]?.calendar ?? publications[0].calendar);
    const next = publications[index + 1];
    if (next === undefined || next.knownAt > asOf || isDecided(judgement, next.knownAt)) return judgement;
  }
}
