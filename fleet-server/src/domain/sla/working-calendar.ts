// Which days people work, by what was known when. All versions are laid out once, so that a count only looks up a byte.
import type { Millis } from "../time.ts";
import type { CalendarVersion } from "./calendar.ts";
import { type LocalDay, parseLocalDay, weekday } from "./local-day.ts";

/** The calendar as it was known at one time. */
export interface WorkingCalendar {
  readonly from: LocalDay;
  /** one byte a day from `from` on: see the flags */
  readonly days: Uint8Array;
  /** beside `days`: 1 + index in `ids` of the version that decides the day, 0 for none */
  readonly decidedBy: Uint16Array;
  /** ids of the versions, least preferred first */
  readonly ids: readonly string[];
}

export interface Publication {
  readonly knownAt: Millis;
  readonly calendar: WorkingCalendar;
}

/** What the world knew, publication after publication. The first entry knows nothing and has been known for ever. */
export interface Calendars {
  readonly publications: readonly [Publication, ...Publication[]];
}

const working = 1;
const official = 2;

const nothing: WorkingCalendar = { from: 0, days: new Uint8Array(0), decidedBy: new Uint16Array(0), ids: [] };

/** A version is known once it is published and this system has taken it. */
function knownAt(version: CalendarVersion): Millis {
  return Math.max(version.publishedAt, version.recordedAt);
}

/** Prepares versions for counting. Their order does not matter; the result is immutable and meant to be kept. */
export function prepareCalendars(versions: readonly CalendarVersion[]): Calendars {
  const instants = [...new Set(versions.map(knownAt))].sort((a, b) => a - b);
  return {
    publications: [
      { knownAt: Number.NEGATIVE_INFINITY, calendar: nothing },
      ...instants.map((at) => ({ knownAt: at, calendar: layOut(versions.filter((v) => knownAt(v) <= at)) })),
    ],
  };
}

function layOut(known: readonly CalendarVersion[]): WorkingCalendar {
  const versions = [...known].sort(byPreference);
  const from = Math.min(...versions.map((v) => parseLocalDay(v.from)));
  const to = Math.max(...versions.map((v) => parseLocalDay(v.to)));
  const days = new Uint8Array(to - from + 1);
  const decidedBy = new Uint16Array(days.length);
  versions.forEach((version, index) => {
    const off = new Set(version.off.map(parseLocalDay));
    const work = new Set(version.work.map(parseLocalDay));
    const last = parseLocalDay(version.to);
    for (let day = parseLocalDay(version.from); day <= last; day++) {
      const works = work.has(day) || (!off.has(day) && weekday(day) < 5);
      days[day - from] = (works ? working : 0) | (version.kind === "official" ? official : 0);
      decidedBy[day - from] = index + 1;
    }
  });
  return { from, days, decidedBy, ids: versions.map((v) => v.id) };
}

/** Least preferred first: a notice beats the decree's bare days, the newer one of a kind beats the older. */
function byPreference(a: CalendarVersion, b: CalendarVersion): number {
  if (a.kind !== b.kind) return a.kind === "official" ? 1 : -1;
  return a.publishedAt - b.publishedAt || a.recordedAt - b.recordedAt || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

/** Index in `publications` of what was known at an instant. */
export function publicationAt(calendars: Calendars, at: Millis): number {
  let index = calendars.publications.length - 1;
  while (index > 0 && (calendars.publications[index]?.knownAt ?? 0) > at) index--;
  return index;
}

/** Beyond every version Monday to Friday are taken for working days. */
export function isWorkingDay(calendar: WorkingCalendar, day: LocalDay): boolean {
  const flags = calendar.days[day - calendar.from];
  return flags === undefined || calendar.decidedBy[day - calendar.from] === 0
    ? weekday(day) < 5
    : (flags & working) !== 0;
}

/** Whether a State Council notice speaks for the day. */
export function isOfficial(calendar: WorkingCalendar, day: LocalDay): boolean {
  return ((calendar.days[day - calendar.from] ?? 0) & official) !== 0;
}

/** Id of the version that decides the day; null beyond every version. */
export function decidingVersion(calendar: WorkingCalendar, day: LocalDay): string | null {
  return calendar.ids[(calendar.decidedBy[day - calendar.from] ?? 0) - 1] ?? null;
}
