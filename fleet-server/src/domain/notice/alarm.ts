// What an alarm of a contract clock says, as the channels need it: everything in it is known when it fires.
import type { AlarmLevel } from "@kiosk/contract";
import type { Route } from "@kiosk/firmware-profiles";
import { hourMs, type Millis, minuteMs } from "../time.ts";

/** One alarm of one clock of one order. Texts are in both languages; instants in UTC. */
export interface Alarm {
  readonly orderId: string;
  readonly orderNumber: string;
  readonly contractId: string;
  readonly contractZh: string;
  readonly kioskSeq: number;
  readonly kioskName: string;
  readonly titleZh: string;
  readonly titleEn: string;
  /** who was to deal with the order first; absent: the dispatcher decides */
  readonly route?: Route;
  /** key in the policy */
  readonly milestone: string;
  readonly milestoneZh: string;
  readonly milestoneEn: string;
  /** short name of the clause: C13 */
  readonly clauseRef: string;
  readonly level: AlarmLevel;
  readonly dueAt: Millis | null;
  /** when it should have been told; earlier than `firedAt` when the server was down */
  readonly plannedAt: Millis;
  readonly firedAt: Millis;
  /** the server was down at `plannedAt` */
  readonly late: boolean;
  /** false: the clock counts days and its due instant is a 24:00 */
  readonly hourClock: boolean;
  /** length of an hour clock; null where it counts days. Decides quiet hours, merging and who is phoned. */
  readonly limitMs: number | null;
  /** the due instant reaches days that no published calendar covers */
  readonly provisional: boolean;
  /** sent by hand to try a channel; concerns no order */
  readonly test?: true;
}

/** Clocks for which somebody must be reached at once: robot, then SMS, then the telephone. */
const urgentLimitMs = 2 * hourMs;
/** Clocks for which a minute of collecting is too much (C18: 10 and 30 minutes). */
const pressingLimitMs = 30 * minuteMs;

export function isUrgent(alarm: Alarm): boolean {
  return alarm.limitMs !== null && alarm.limitMs <= urgentLimitMs;
}

export function isPressing(alarm: Alarm): boolean {
  return alarm.test === true || (alarm.limitMs !== null && alarm.limitMs <= pressingLimitMs);
}

/** The deadline is gone. */
export function isOverdue(alarm: Alarm): boolean {
  return alarm.level === "breach" || alarm.level.startsWith("escalate-");
}

/** Whether people are named so that their phones ring: hour clocks, and anything overdue or due today. */
export function callsForAttention(alarm: Alarm): boolean {
  if (alarm.test === true || alarm.level === "due_changed") return false;
  return alarm.hourClock || isOverdue(alarm) || alarm.level === "D-0" || alarm.level === "due";
}

/** Overdue first, then the soonest due, then by number: what is cut from a long message is what can wait longest. */
export function byUrgency(a: Alarm, b: Alarm): number {
  return (
    Number(isOverdue(b)) - Number(isOverdue(a)) ||
    (a.dueAt ?? Number.MAX_SAFE_INTEGER) - (b.dueAt ?? Number.MAX_SAFE_INTEGER) ||
    (a.orderNumber < b.orderNumber ? -1 : a.orderNumber > b.orderNumber ? 1 : 0)
  );
}
