// The alarm page's rows: open faults of what somebody may see, with what people noted on them, grouped by cause, in pages.
import type { FaultGroup, FaultList, FaultListQuery, FaultRow } from "@kiosk/contract";
import { faultCodeInfo, type Severity, severities } from "@kiosk/firmware-profiles";
import type { z } from "zod";
import { type Acknowledgement, standing } from "../domain/fault/acknowledgement.ts";
import { type CauseGroup, groupByCause } from "../domain/fault/cause-group.ts";
import { type Fault, isOpen } from "../domain/fault/fault.ts";
import { type Suppression, suppresses } from "../domain/fault/suppression.ts";
import { faultView } from "../domain/fault/view.ts";
import { severityOf } from "../domain/fault-rule/fault-rule.ts";
import type { Kiosk } from "../domain/kiosk/kiosk.ts";
import { isOpenAt } from "../domain/kiosk/opening-hours.ts";
import { type ContractSettings, productSettings } from "../domain/threshold/contract-settings.ts";
import type { Millis } from "../domain/time.ts";
import { causeKeyOf } from "../domain/work-order/open.ts";
import { type OrderSurroundings, orderRow } from "../domain/work-order/view.ts";
import type { OpenOrder } from "../domain/work-order/work-order.ts";

/** Rows listed of one group, and rows a page may hold before it is cut: a district-wide failure is one group of thousands. */
const rowsPerGroup = 50;
const rowsPerPage = 1000;

export type Filters = Pick<z.infer<typeof FaultListQuery>, "street" | "severity" | "code" | "deviceClass">;

/** A fault with where it is, as grouping and filters ask for it. */
export interface PlacedFault {
  readonly id: string;
  readonly fault: Fault;
  readonly kiosk: Kiosk;
  readonly kioskId: Fault["kioskId"];
  readonly contractId: Kiosk["master"]["contractId"];
  readonly street: string;
  readonly code: Fault["code"];
  /** as its contract has it */
  readonly severity: Severity;
  readonly causeId: string | null;
  readonly raisedAt: Millis;
}

export interface Marks {
  acknowledgement(faultId: string): Acknowledgement | undefined;
  suppression(causeKey: string): Suppression | undefined;
}

/** What each contract has set about fault codes. */
export type SettingsOf = (contractId: Kiosk["master"]["contractId"]) => Pick<ContractSettings, "faultRules">;

export function placed(kiosk: Kiosk, fault: Fault, settings: SettingsOf): PlacedFault {
  const { id, kioskId, code, causeId } = fault;
  const { contractId, street } = kiosk.master;
  const severity = severityOf(settings(contractId).faultRules, code);
  const raisedAt = fault.raisedAt ?? fault.firstAt;
  return { id, fault, kiosk, kioskId, contractId, street, code, severity, causeId, raisedAt };
}

export function openFaultsOf(kiosks: Iterable<Kiosk>, settings: SettingsOf): PlacedFault[] {
  const found: PlacedFault[] = [];
  for (const kiosk of kiosks) {
    for (const fault of kiosk.faults.values()) if (isOpen(fault)) found.push(placed(kiosk, fault, settings));
  }
  return found;
}

function deviceClassOf({ kiosk, fault }: PlacedFault): FaultRow["deviceClass"] {
  if (fault.code === "hub.lost") return "hub";
  if (fault.deviceId === null) return null;
  const declared = kiosk.status.declared.find((d) => d.deviceId === fault.deviceId);
  return kiosk.devices.get(fault.deviceId)?.deviceClass ?? declared?.deviceClass ?? null;
}

export function matches(at: PlacedFault, filters: Filters): boolean {
  return (
    (filters.street === undefined || at.street === filters.street) &&
    (filters.code === undefined || at.code === filters.code) &&
    (filters.severity === undefined || at.severity === filters.severity) &&
    (filters.deviceClass === undefined || deviceClassOf(at) === filters.deviceClass)
  );
}

/** Each cause with what it explains, cause first. */
export function familiesOf(open: readonly PlacedFault[]): [PlacedFault, ...PlacedFault[]][] {
  const causes = new Map<string, [PlacedFault, ...PlacedFault[]]>();
  const ids = new Set(open.map((f) => f.id));
  const isExplained = (f: PlacedFault) => f.causeId !== null && ids.has(f.causeId);
  for (const fault of open) if (!isExplained(fault)) causes.set(fault.id, [fault]);
  for (const fault of open) if (isExplained(fault)) causes.get(fault.causeId ?? "")?.push(fault);
  return [...causes.values()];
}

/** Where a cause belongs by what people noted on it. What it explains goes with it. */
export function viewOf(
  { fault }: PlacedFault,
  marks: Marks,
  at: Millis,
): "unacknowledged" | "acknowledged" | "suppressed" {
  if (suppresses(marks.suppression(causeKeyOf(fault)), at)) return "suppressed";
  return standing(marks.acknowledgement(fault.id)) === undefined ? "unacknowledged" : "acknowledged";
}

export interface RowSurroundings extends OrderSurroundings {
  readonly marks: Marks;
}

function faultRow(at: PlacedFault, around: RowSurroundings, now: Millis): FaultRow {
  const { kiosk, fault } = at;
  const view = faultView(kiosk, fault);
  const open = view.orderId === null ? undefined : kiosk.orders.get(view.orderId);
  const mark = around.marks.acknowledgement(fault.id);
  const suppression = around.marks.suppression(causeKeyOf(fault));
  return {
    ...view,
    severity: at.severity,
    contractId: at.contractId,
    kioskSeq: kiosk.master.seq,
    kioskName: kiosk.master.name,
    street: at.street,
    deviceClass: deviceClassOf(at),
    acknowledged: mark === undefined ? null : { name: mark.name, at: mark.at, comment: mark.comment },
    suppressed: suppression !== undefined && suppresses(suppression, now) ? suppressionOf(suppression) : null,
    order: open === undefined ? null : orderOf(open, around, now),
  };
}

function suppressionOf({ id, name, until, reason }: Suppression): NonNullable<FaultRow["suppressed"]> {
  return { id, name, until, reason };
}

function orderOf(open: OpenOrder, around: OrderSurroundings, now: Millis): NonNullable<FaultRow["order"]> {
  const { id, number, nextDueAt, band } = orderRow(open, around, now);
  return { id, number, nextDueAt, band };
}

/** How many causes nobody has taken note of. */
export function unacknowledgedCauses(kiosks: Iterable<Kiosk>, marks: Marks, at: Millis): number {
  // how severe they are is not asked here
  const open = openFaultsOf(kiosks, () => productSettings);
  return familiesOf(open).filter(([cause]) => viewOf(cause, marks, at) === "unacknowledged").length;
}

/** Most severe first, then newest; the id makes the order a total one, so that a page can begin behind any group. */
interface Rank {
  readonly severity: number;
  readonly raisedAt: Millis;
  readonly id: string;
}

function rankOf({ faults }: CauseGroup<PlacedFault>): Rank {
  const severity = Math.max(...faults.map((f) => severities.indexOf(f.severity)));
  return { severity, raisedAt: Math.max(...faults.map((f) => f.raisedAt)), id: faults[0]?.id ?? "" };
}

function byRank(a: Rank, b: Rank): number {
  return b.severity - a.severity || b.raisedAt - a.raisedAt || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

function parseRank(text: string | undefined): Rank | undefined {
  const [severity, raisedAt, ...id] = (text ?? "").split("~");
  const rank = { severity: Number(severity), raisedAt: Number(raisedAt), id: id.join("~") };
  return rank.id !== "" && Number.isInteger(rank.severity) && Number.isInteger(rank.raisedAt) ? rank : undefined;
}

/** One page of groups. An `after` that is no place in the list begins at the top. */
export function pageOf(
  faults: readonly PlacedFault[],
  around: RowSurroundings,
  now: Millis,
  page: { readonly after: string | undefined; readonly limit: number },
): Pick<FaultList, "groups" | "next"> {
  const after = parseRank(page.after);
  const ranked = groupByCause(faults)
    .map((group) => ({ group, rank: rankOf(group) }))
    .sort((a, b) => byRank(a.rank, b.rank))
    .filter(({ rank }) => after === undefined || byRank(after, rank) < 0);
  const groups: FaultGroup[] = [];
  let rows = 0;
  let last: Rank | undefined;
  for (const { group, rank } of ranked) {
    if (groups.length >= page.limit || (rows > 0 && rows + Math.min(group.faults.length, rowsPerGroup) > rowsPerPage)) {
      return { groups, next: last === undefined ? null : `${last.severity}~${last.raisedAt}~${last.id}` };
    }
    const view = groupView(group, around, now);
    groups.push(view);
    rows += view.rows.length;
    last = rank;
  }
  return { groups, next: null };
}

export function groupView(group: CauseGroup<PlacedFault>, around: RowSurroundings, now: Millis): FaultGroup {
  const { faults, kind } = group;
  const raised = faults.map((f) => f.raisedAt);
  return {
    id: faults[0]?.id ?? "",
    kind,
    rows: faults.slice(0, rowsPerGroup).map((f) => faultRow(f, around, now)),
    size: faults.length,
    terminals: new Set(faults.map((f) => f.kioskId)).size,
    firstRaisedAt: Math.min(...raised),
    lastRaisedAt: Math.max(...raised),
  };
}

/** Silent though the point is open (or nobody entered its hours): no device reports that. */
export function isSilent(kiosk: Kiosk, at: Millis): boolean {
  return kiosk.status.presence === "offline" && isOpenAt(kiosk.master.openingHours, at) !== false;
}

export function facets(faults: readonly PlacedFault[]): Pick<FaultList, "codes" | "streets"> {
  const codes = [...Map.groupBy(faults, (f) => f.code)].map(([code, found]) => {
    const { zh, en } = faultCodeInfo(code);
    return { code, zh, en, n: found.length };
  });
  const streets = [...Map.groupBy(faults, (f) => f.street)].map(([street, found]) => ({ street, n: found.length }));
  return { codes: codes.sort((a, b) => b.n - a.n), streets: streets.sort((a, b) => b.n - a.n) };
}
