// Putting changes of faults into the unit: the aggregate, the rows, the timeline, and the log of orders they belong to.
import type { KioskId } from "@kiosk/contract";
import { faultCodeInfo } from "@kiosk/firmware-profiles";
import { endWithFault } from "../domain/fault/acknowledgement.ts";
import type { FaultChange } from "../domain/fault/conditions.ts";
import { faultKey } from "../domain/fault/fault.ts";
import type { FaultTransition } from "../domain/fault/settle.ts";
import type { Millis } from "../domain/time.ts";
import { followFault } from "../domain/work-order/open.ts";
import { applyOrderChange, orderNames } from "./order-changes.ts";
import { tell } from "./timeline.ts";
import type { Unit } from "./unit.ts";
import type { IngestRules } from "./uplink.ts";

const words: Record<FaultTransition, { zh: string; en: string }> = {
  raised: { zh: "故障", en: "Fault" },
  returned: { zh: "故障再次出现", en: "Fault returned" },
  flapping: { zh: "故障反复出现（抖动）", en: "Fault is flapping" },
  cleared: { zh: "故障恢复", en: "Fault cleared" },
};

export function applyFaultChanges(
  unit: Unit,
  rules: IngestRules,
  kioskId: KioskId,
  changes: readonly FaultChange[],
  at: Millis,
): void {
  const kiosk = unit.kiosk(kioskId);
  if (kiosk === undefined || changes.length === 0) return;
  const faults = new Map(kiosk.faults);
  for (const { before, after } of changes) {
    if (after === undefined) {
      if (before !== undefined) faults.delete(faultKey(before));
      continue;
    }
    faults.set(faultKey(after), after);
    // a pending condition is not a fault yet: after a restart the next snapshot starts its settling anew
    if (after.state !== "pending") unit.put("fault", after);
    const ended = after.state === "cleared" ? endWithFault(unit.acknowledgement(after.id), at) : undefined;
    if (ended !== undefined) unit.put("faultAcknowledgement", ended);
  }
  unit.setKiosk({ ...kiosk, faults });
  for (const { after, transition } of changes) {
    if (after === undefined || transition === undefined) continue;
    const info = faultCodeInfo(after.code);
    const subject = [after.deviceId, after.part].filter((word) => word !== null && word !== "").join(" ");
    const where = subject === "" ? "" : `（${subject}）`;
    // a flapping fault says so once; its single comings and goings are counted, not told
    if (!after.flapping || transition === "flapping" || transition === "cleared") {
      tell(unit, rules, kioskId, at, {
        kind: "fault",
        zh: `${words[transition].zh}：${info.zh}${where}`,
        en: `${words[transition].en}: ${info.en}${subject === "" ? "" : ` (${subject})`}`,
        deviceId: after.deviceId,
        refId: after.id,
      });
    }
    const current = unit.kiosk(kioskId);
    const followed = current && followFault(current, after, transition, at, orderNames(unit, rules));
    if (followed) applyOrderChange(unit, rules, kioskId, followed, at);
  }
}
