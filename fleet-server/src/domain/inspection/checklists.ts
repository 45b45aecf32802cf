// Which lists an inspection is made by, and of which devices each is asked.
import type { Checklist, ContractId, InspectionKind } from "@kiosk/contract";
import type { KioskStatus } from "../kiosk/kiosk.ts";
import type { ChecklistRef, CheckTarget, StoredChecklist } from "./records.ts";

/**
 * The versions in force in a contract: its own last one of a list, else the product's.
 * @param versions of the product and of the contract, oldest first
 */
export function inForce(versions: readonly StoredChecklist[], contractId: ContractId | undefined): StoredChecklist[] {
  const chosen = new Map<string, StoredChecklist>();
  for (const list of versions) {
    if (list.scope !== "" && list.scope !== contractId) continue;
    const present = chosen.get(list.id);
    const isOver = present !== undefined && present.scope !== "" && list.scope === "";
    if (!isOver) chosen.set(list.id, newer(present, list));
  }
  return [...chosen.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

function newer(present: StoredChecklist | undefined, list: StoredChecklist): StoredChecklist {
  return present !== undefined && present.scope === list.scope && present.version > list.version ? present : list;
}

/**
 * What is asked at a terminal. A list for a class of device is asked once for each device of it; a terminal that never
 * said what it has is asked each of them once, without a device.
 */
export function targetsOf(
  lists: readonly StoredChecklist[],
  kind: InspectionKind,
  declared: KioskStatus["declared"],
): { readonly checklists: readonly ChecklistRef[]; readonly targets: readonly CheckTarget[] } {
  const checklists: ChecklistRef[] = [];
  const targets: CheckTarget[] = [];
  for (const { scope, id, version, body } of lists) {
    const found = body.kind === kind ? devicesFor(body, declared) : [];
    if (found.length > 0) checklists.push({ scope, id, version });
    for (const deviceId of found) targets.push({ checklistId: id, deviceId });
  }
  return { checklists, targets };
}

function devicesFor(
  { deviceClass, eachDevice }: Checklist,
  declared: KioskStatus["declared"],
): readonly CheckTarget["deviceId"][] {
  if (deviceClass === null && !eachDevice) return [null];
  if (declared.length === 0) return [null];
  return declared.filter((d) => deviceClass === null || d.deviceClass === deviceClass).map((d) => d.deviceId);
}

/** Lists of which there is another version in force than the one an inspection began with. */
export function outdated(
  refs: readonly ChecklistRef[],
  current: readonly StoredChecklist[],
): { checklistId: string; version: number }[] {
  return refs.flatMap(({ scope, id, version }) => {
    const now = current.find((list) => list.id === id);
    const same = now === undefined || (now.scope === scope && now.version === version);
    return same ? [] : [{ checklistId: id, version: now.version }];
  });
}
