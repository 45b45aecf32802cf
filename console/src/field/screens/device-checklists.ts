// What an inspection asks at a terminal, as the server reckons it (fleet-server domain/inspection/checklists.ts): a contract's
// own version of a list before the product's, the newest of each, and each list for each of its devices.
import type { Checklist, FieldKiosk, InspectionKind } from "@kiosk/contract";

/** A list, and for which of the terminal's devices; null: the terminal as a whole, or one that never said what it has. */
export interface DeviceChecklist {
  readonly checklist: Checklist;
  readonly device: FieldKiosk["devices"][number] | null;
}

type Site = Pick<FieldKiosk, "contractId" | "devices">;

/** What is asked of the whole terminal comes first, then device by device. */
export function deviceChecklists(
  kind: InspectionKind,
  { contractId, devices }: Site,
  all: readonly Checklist[],
): DeviceChecklist[] {
  const inForce = new Map<string, Checklist>();
  for (const list of all) {
    if (list.contractId !== null && list.contractId !== contractId) continue;
    const present = inForce.get(list.id);
    if (present === undefined || stronger(list, present)) inForce.set(list.id, list);
  }
  return [...inForce.values()]
    .filter((list) => list.kind === kind)
    .toSorted((a, b) => Number(ofDevices(a)) - Number(ofDevices(b)) || (a.id < b.id ? -1 : 1))
    .flatMap((checklist): DeviceChecklist[] => {
      if (!ofDevices(checklist) || devices.length === 0) return [{ checklist, device: null }];
      const fitting = devices.filter(
        ({ deviceClass }) => checklist.deviceClass === null || checklist.deviceClass === deviceClass,
      );
      return fitting.map((device) => ({ checklist, device }));
    });
}

const ofDevices = ({ deviceClass, eachDevice }: Checklist): boolean => deviceClass !== null || eachDevice;

function stronger(list: Checklist, present: Checklist): boolean {
  const [own, other] = [list.contractId !== null, present.contractId !== null];
  return own === other ? list.version > present.version : own;
}
