// Whether an order is read by the firm it is assigned to, or by somebody of the house.
import type { AlarmView, OrganisationId } from "@kiosk/contract";
import { type Caller, may } from "../account/caller.ts";
import { whereOf } from "../work-order/where.ts";
import type { WorkOrder } from "../work-order/work-order.ts";
import { maskPersonal } from "./vendor-view.ts";

type Placed = Pick<WorkOrder, "id" | "contractId" | "vendorId">;

/** The firm, where the caller sees the order as one of its people alone; null for everybody else. */
export function firmReading(by: Caller, order: Placed): OrganisationId | null {
  if (by.kind === "server" || order.vendorId === null) return null;
  const inHouse = { ...by, grants: by.grants.filter(({ role }) => role !== "vendor") };
  return may(inHouse, "order.read", whereOf(order)) ? null : order.vendorId;
}

/** What is shown of an order in a list: for a firm without the telephone numbers that somebody typed into its title. */
export function titledFor<T extends { readonly titleZh: string; readonly titleEn: string }>(
  by: Caller,
  order: Placed,
  shown: T,
): T {
  if (firmReading(by, order) === null) return shown;
  return { ...shown, titleZh: maskPersonal(shown.titleZh), titleEn: maskPersonal(shown.titleEn) };
}

/** An alarm as a firm is told of it: not whom of the house it went to. */
export function alarmFor(by: Caller, alarm: AlarmView): AlarmView {
  const inHouse = by.grants.some(
    ({ role, contractId }) => role !== "vendor" && (contractId === null || contractId === alarm.contractId),
  );
  if (by.kind === "server" || inHouse) return alarm;
  const titles = { titleZh: maskPersonal(alarm.titleZh), titleEn: maskPersonal(alarm.titleEn) };
  return { ...alarm, ...titles, notices: [] };
}
