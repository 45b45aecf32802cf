// Alarms of one group and channel within one minute become one message: a power cut in a service hall is one message
// with forty lines, not forty messages that the robot's limit would swallow.
import { type Millis, minuteMs, secondMs } from "../time.ts";
import { type Alarm, isPressing } from "./alarm.ts";

/** One alarm that waits to be told to one channel. */
export interface PendingAlarm {
  readonly id: string;
  readonly channelId: string;
  readonly groupId: string;
  readonly queuedAt: Millis;
  /** not before: end of the quiet hours; null where there are none */
  readonly heldUntil: Millis | null;
  readonly alarm: Alarm;
}

/** Alarms that go out now as one message, oldest first. */
export interface Batch {
  readonly channelId: string;
  readonly groupId: string;
  readonly pending: readonly PendingAlarm[];
}

interface Merged {
  readonly batches: readonly Batch[];
  /** when the next batch is ready; null where nothing waits */
  readonly wakeAt: Millis | null;
}

const mergeWindowMs = minuteMs;
/** Clocks of half an hour and less: long enough to collect what one cause raised at once. */
const pressingWindowMs = 5 * secondMs;

/** What is told together. */
export function mergeKey(pending: PendingAlarm): string {
  return `${pending.groupId}\n${pending.channelId}`;
}

/** When this alarm would go out if it were alone. */
function readyAt(pending: PendingAlarm): Millis {
  const held = pending.heldUntil;
  if (held !== null && held > pending.queuedAt) return held;
  return pending.queuedAt + (isPressing(pending.alarm) ? pressingWindowMs : mergeWindowMs);
}

/**
 * Which batches go out now. The first alarm that is ready takes every alarm of its key along that is not held back by
 * quiet hours.
 */
export function mergePending(pending: readonly PendingAlarm[], now: Millis): Merged {
  const byKey = Map.groupBy(pending, mergeKey);
  const batches: Batch[] = [];
  let wakeAt: Millis | null = null;
  const wake = (at: Millis) => {
    wakeAt = wakeAt === null ? at : Math.min(wakeAt, at);
  };
  for (const rows of byKey.values()) {
    const ready = rows.some((row) => readyAt(row) <= now);
    const goes = (row: PendingAlarm) => ready && (row.heldUntil === null || row.heldUntil <= now);
    const out = rows
      .filter(goes)
      .toSorted((a, b) => a.queuedAt - b.queuedAt || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
    const first = out[0];
    if (first !== undefined) batches.push({ channelId: first.channelId, groupId: first.groupId, pending: out });
    for (const row of rows) if (!goes(row)) wake(readyAt(row));
  }
  return { batches, wakeAt };
}
