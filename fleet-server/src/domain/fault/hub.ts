// A lost USB hub or port expander is one cause with children: when every device that hangs on it has become unreachable,
// the hub is the fault, and what its children say is explained by it.
import type { DeviceId } from "@kiosk/contract";
import { faultCodeInfo } from "@kiosk/firmware-profiles";
import type { Kiosk } from "../kiosk/kiosk.ts";
import type { Millis } from "../time.ts";
import type { FaultChange } from "./conditions.ts";
import { type Fault, faultKey, isOpen } from "./fault.ts";
import { mergeWindowMs, newFault, settle } from "./settle.ts";

/** One device alone on a hub says nothing about the hub. */
const minChildren = 2;
/** The hub is raised as soon as its last child is gone; it clears as soon as one answers. */
const hubSettle = { raiseMs: 0, clearMs: 0 };

function unreachableFault(kiosk: Kiosk, deviceId: DeviceId): Fault | undefined {
  for (const fault of kiosk.faults.values()) {
    if (fault.deviceId !== deviceId || fault.code === "hub.lost" || fault.state === "cleared") continue;
    // `clearing` means the device answers again
    if (fault.state !== "clearing" && faultCodeInfo(fault.code).commLoss === true) return fault;
  }
  return undefined;
}

/** The hub faults and the links of their children, as they follow from the kiosk's present faults. */
export function relateHubs(kiosk: Kiosk, at: Millis, newId: () => string): FaultChange[] {
  const hubs = new Map<DeviceId, DeviceId[]>();
  for (const device of kiosk.status.declared) {
    if (device.attachedTo === undefined) continue;
    hubs.set(device.attachedTo, [...(hubs.get(device.attachedTo) ?? []), device.deviceId]);
  }
  const changes: FaultChange[] = [];
  for (const [hub, children] of hubs) {
    if (children.length < minChildren) continue;
    const lost = children.map((id) => unreachableFault(kiosk, id));
    const gone = lost.every((f) => f !== undefined);
    const key = faultKey({ deviceId: hub, code: "hub.lost", part: "" });
    const before = kiosk.faults.get(key);
    const detail = children.join(", ");
    let after = before;
    if (gone) {
      const fresh =
        before === undefined || (before.state === "cleared" && at - (before.clearedAt ?? 0) > mergeWindowMs);
      const base = {
        id: newId(),
        kioskId: kiosk.master.id,
        deviceId: hub,
        code: "hub.lost",
        part: "",
        detail,
        raw: "",
        toldRoute: null,
      } as const;
      const settled = fresh
        ? newFault(base, at, hubSettle)
        : settle(before, { name: "seen", at, detail, raw: "", toldRoute: null }, hubSettle);
      after = settled.fault;
      if (before !== after && settled.transition !== undefined)
        changes.push({ before: fresh ? undefined : before, after, transition: settled.transition });
    } else if (before !== undefined && before.state !== "cleared") {
      const settled = settle(before, { name: "gone", at }, hubSettle);
      after = settled.fault;
      if (settled.transition !== undefined) changes.push({ before, after, transition: settled.transition });
    }
    const causeId = after !== undefined && isOpen(after) && gone ? after.id : null;
    for (const fault of kiosk.faults.values()) {
      const child = fault.deviceId !== null && children.includes(fault.deviceId) && fault.code !== "hub.lost";
      if (!child || fault.state === "cleared" || faultCodeInfo(fault.code).commLoss !== true) continue;
      if (fault.causeId === causeId) continue;
      // left on its own it is given the time its order rule gives: the devices of a hub come back one after the other
      const stateAt = causeId === null && fault.state === "raised" ? at : fault.stateAt;
      changes.push({ before: fault, after: { ...fault, causeId, stateAt } });
    }
  }
  return changes;
}
