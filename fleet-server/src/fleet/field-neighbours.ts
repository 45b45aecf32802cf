// Rooms the field works with and that are not open yet: what is brought for them waits or is done without them.
import type { DayVisits, FieldInspections, FieldSupplies } from "../field-ports.ts";
import type { FleetApi } from "../fleet-api.ts";
import type { Clock } from "../ports.ts";

export const noVisits: DayVisits = { visitsOf: async () => [] };

export function noInspections(clock: Clock): FieldInspections {
  const refuse = async (_by: unknown, id: unknown) =>
    ({ ok: false, code: "resource.not-found", detail: typeof id === "string" ? id : "inspection" }) as const;
  return {
    start: refuse,
    record: refuse,
    complete: refuse,
    read: refuse,
    list: async () => ({ at: clock.now(), total: 0, inspections: [], next: null }),
    checklists: async () => ({ checklists: [] }),
  };
}

export function suppliesByHand(api: Pick<FleetApi, "enterReplacement">): FieldSupplies {
  return {
    tasks: async () => [],
    itemOf: (consumable, part) => (part === "" ? consumable : `${consumable}/${part}`),
    van: async () => ({ place: null, pieces: [] }),
    swap: (by, { kioskId, deviceId, consumable, part }) =>
      api.enterReplacement(by, kioskId, { deviceId, consumable, part }),
  };
}
