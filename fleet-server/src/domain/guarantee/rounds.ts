// The rounds of a guarantee: one inspection of every terminal before it begins, then patrols while it runs.
import type { GuaranteeRound, KioskId } from "@kiosk/contract";
import { dayStart, type LocalDay, parseLocalDay } from "../sla/local-day.ts";
import { settleOverPublications } from "../sla/settle.ts";
import { type Calendars, isOfficial, isWorkingDay, type WorkingCalendar } from "../sla/working-calendar.ts";
import { hourMs, type Millis, minuteMs } from "../time.ts";
import type { Guarantee } from "./guarantee.ts";

/** "by 18:00 of the last working day before" */
const preInspectionHour = 18;
/** Further back than this no run of days off reaches; a calendar that knows none of them cannot tell. */
const furthestBack = 20;

export interface Round {
  readonly id: string;
  readonly kind: GuaranteeRound["kind"];
  readonly fromAt: Millis;
  /** null: no calendar says which day was the last working day */
  readonly dueAt: Millis | null;
}

/** Instants of completed inspections for the guarantee, by terminal. */
export type Patrolled = ReadonlyMap<KioskId, readonly Millis[]>;

/** In the order they are due. */
export function roundsOf(guarantee: Guarantee, calendars: Calendars, asOf: Millis): Round[] {
  const first = parseLocalDay(guarantee.from);
  const last = parseLocalDay(guarantee.to);
  const { id, patrolEveryHours, patrolFromMin, patrolToMin, enteredAt } = guarantee;
  const pre: Round = {
    id: `${id}:pre`,
    kind: "pre-inspection",
    fromAt: enteredAt,
    dueAt: preInspectionDue(first, calendars, enteredAt, asOf),
  };
  const patrols: Round[] = [];
  for (let day = first; day <= last; day++) {
    const end = dayStart(day) + patrolToMin * minuteMs;
    for (let from = dayStart(day) + patrolFromMin * minuteMs; from < end; from += patrolEveryHours * hourMs) {
      const dueAt = Math.min(from + patrolEveryHours * hourMs, end);
      patrols.push({ id: `${id}:${from}`, kind: "patrol", fromAt: from, dueAt });
    }
  }
  return [pre, ...patrols];
}

/** A calendar that is amended before the due instant moves it; afterwards the day stays as it was. */
function preInspectionDue(first: LocalDay, calendars: Calendars, since: Millis, asOf: Millis): Millis | null {
  return settleOverPublications(
    calendars,
    since,
    asOf,
    (calendar) => {
      const day = lastWorkingDay(first, calendar);
      return day === null ? null : dayStart(day) + preInspectionHour * hourMs;
    },
    (due, before) => due !== null && due < before,
  );
}

function lastWorkingDay(first: LocalDay, calendar: WorkingCalendar): LocalDay | null {
  for (let day = first - 1; day >= first - furthestBack; day--) {
    if (!isOfficial(calendar, day)) return null;
    if (isWorkingDay(calendar, day)) return day;
  }
  return null;
}

/**
 * How a round stands. What is done counts within the round: a pre-inspection until the guarantee begins even when it is
 * late, a patrol until the next begins.
 * @param latest the round is over for good: what was not done then is missed
 */
export function roundView(
  round: Round,
  kiosks: readonly KioskId[],
  patrolled: Patrolled,
  over: Millis,
  at: Millis,
): GuaranteeRound {
  const isDone = (kioskId: KioskId) =>
    patrolled.get(kioskId)?.some((when) => when >= round.fromAt && when <= over) === true;
  const openKioskIds = kiosks.filter((kioskId) => !isDone(kioskId));
  const limit = round.dueAt ?? over;
  return {
    ...round,
    owed: kiosks.length,
    done: kiosks.length - openKioskIds.length,
    missed: at > limit ? kiosks.filter((kioskId) => !doneBy(patrolled.get(kioskId), round.fromAt, limit)).length : 0,
    openKioskIds,
  };
}

function doneBy(instants: readonly Millis[] | undefined, from: Millis, limit: Millis): boolean {
  return instants?.some((when) => when >= from && when <= limit) === true;
}
