// A guarantee as people see it: its rounds and its days as they stand now.
import type { GuaranteeView, KioskId } from "@kiosk/contract";
import { covers, endsAt, type Guarantee, type GuaranteeDay, startsAt, stateOf } from "../domain/guarantee/guarantee.ts";
import { type Patrolled, roundsOf, roundView } from "../domain/guarantee/rounds.ts";
import { dayEnd, formatLocalDay, parseLocalDay } from "../domain/sla/local-day.ts";
import type { Calendars } from "../domain/sla/working-calendar.ts";
import { hourMs, type Millis } from "../domain/time.ts";

/** The text says "每日发送"; until the contract names an hour, the morning after the day it speaks of. */
export const dailyDueMs = 9 * hourMs;

export interface GuaranteeFacts {
  /** of the contract */
  readonly kiosks: readonly KioskId[];
  readonly patrolled: Patrolled;
  readonly days: readonly GuaranteeDay[];
  readonly calendars: Calendars;
}

export function guaranteeView(guarantee: Guarantee, facts: GuaranteeFacts, at: Millis): GuaranteeView {
  const { withdrawnAt: _, evidence: __, ...told } = guarantee;
  const kiosks = facts.kiosks.filter((id) => covers(guarantee, id));
  const ends = endsAt(guarantee);
  const rounds = roundsOf(guarantee, facts.calendars, at).map((round) => {
    // a pre-inspection that comes late is still of use until the guarantee begins
    const over = round.kind === "pre-inspection" ? startsAt(guarantee) : (round.dueAt ?? ends);
    return roundView(round, kiosks, facts.patrolled, over, at);
  });
  const days = new Map(facts.days.map((day) => [day.date, day]));
  const daily: GuaranteeView["daily"] = [];
  for (let day = parseLocalDay(guarantee.from); day <= parseLocalDay(guarantee.to) && dayEnd(day) <= at; day++) {
    const known = days.get(formatLocalDay(day));
    if (known === undefined) continue;
    const { date, faults, opened, standing, reportId, sentAt } = known;
    daily.push({ date, dueAt: dayEnd(day) + dailyDueMs, faults, opened, standing, reportId, sentAt });
  }
  return {
    ...told,
    at,
    state: stateOf(guarantee, at),
    startsAt: startsAt(guarantee),
    endsAt: ends,
    kioskIds: guarantee.kioskIds === null ? null : [...guarantee.kioskIds],
    kiosks: kiosks.length,
    rounds,
    daily,
  };
}
