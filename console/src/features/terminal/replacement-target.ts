import type { CountedTarget, KioskDetail } from "@kiosk/contract";

/** Names one consumable of a terminal within its page. */
export function targetOf(view: CountedTarget): string {
  return `${view.deviceId}/${view.consumable}/${view.part}`;
}

/** All that can be entered as replaced or cleaned: what tells a level, and what is only counted. */
export function replaceable({ consumables, counted }: Pick<KioskDetail, "consumables" | "counted">): CountedTarget[] {
  const told = new Set(consumables.map(targetOf));
  return [...consumables, ...counted.filter((one) => !told.has(targetOf(one)))];
}
