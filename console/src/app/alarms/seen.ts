import type { AlarmView } from "@kiosk/contract";

const storageKey = "kiosk.alarms.seenAt";

/** Up to when alarms were looked at on this machine; a first visit has seen what there is. */
export function readSeenAt(storage: Pick<Storage, "getItem">): number | undefined {
  const stored = Number(storage.getItem(storageKey) ?? Number.NaN);
  return Number.isFinite(stored) ? stored : undefined;
}

export function writeSeenAt(storage: Pick<Storage, "setItem">, at: number): void {
  storage.setItem(storageKey, String(at));
}

/** Alarms told after that; by when they were told, not planned: one told late is new all the same. */
export function unseen(alarms: readonly AlarmView[], seenAt: number): readonly AlarmView[] {
  return alarms.filter((alarm) => alarm.firedAt > seenAt);
}

export function newestFiredAt(alarms: readonly AlarmView[]): number {
  return alarms.reduce((last, alarm) => Math.max(last, alarm.firedAt), 0);
}
