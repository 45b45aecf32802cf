import type { ConsumableView } from "@kiosk/contract";

/** Names one consumable of a terminal within its page. */
export function targetOf(view: Pick<ConsumableView, "deviceId" | "consumable" | "part">): string {
  return `${view.deviceId}/${view.consumable}/${view.part}`;
}
