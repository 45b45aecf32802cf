// A fail becomes a work order, once: unless an open order at the terminal says the same already.
import type { Checklist, ChecklistItem } from "@kiosk/contract";
import type { Caller } from "../domain/account/caller.ts";
import { partiesOf } from "../domain/account/party.ts";
import { placeKey } from "../domain/inspection/checks.ts";
import type { StoredCheck } from "../domain/inspection/records.ts";
import type { Millis } from "../domain/time.ts";
import { openOrder } from "../domain/work-order/open.ts";
import { audit } from "../ingest/audit-log.ts";
import { applyOrderChange, orderNames } from "../ingest/order-changes.ts";
import { planKiosk } from "../ingest/plan-clocks.ts";
import type { Unit } from "../ingest/unit.ts";
import type { IngestRules } from "../ingest/uplink.ts";

export interface Fail {
  /** as it will be stored, but for its order */
  readonly check: StoredCheck;
  readonly list: Checklist;
  readonly item: ChecklistItem;
  /** earlier fails at the terminal that name an order: of this inspection, and of others whose order is open */
  readonly earlier: readonly StoredCheck[];
}

/** @returns the id of the order the fail belongs to */
export function orderOfFail(unit: Unit, rules: IngestRules, by: Caller, fail: Fail, at: Millis): string {
  const { check, list, item } = fail;
  const kiosk = unit.kiosk(check.kioskId);
  if (kiosk === undefined) throw new Error(`no terminal ${check.kioskId}`);
  const same = (other: StoredCheck) => other.orderId !== null && placeKey(other) === placeKey(check);
  const own = fail.earlier.find((other) => other.inspectionId === check.inspectionId && same(other));
  if (own?.orderId != null) return own.orderId;
  const open = [...kiosk.orders.values()].map(({ order }) => order);
  const standing = open.find(
    (order) =>
      fail.earlier.some((other) => other.orderId === order.id && same(other)) ||
      (order.faultCode !== null &&
        item.covers.includes(order.faultCode) &&
        (check.deviceId === null || order.deviceId === check.deviceId)),
  );
  if (standing !== undefined) return standing.id;
  const { contractId } = kiosk.master;
  const [party = "technician"] = partiesOf(by, { contractId, vendorId: null });
  const facts = {
    deviceId: check.deviceId,
    fault: null,
    class: item.failOpens,
    kind: "fault",
    level: null,
    source: "inspection",
    severity: "error",
    titleZh: `${list.zh}：${item.zh}`,
    titleEn: `${list.en}: ${item.en}`,
    actor: by.name,
    party,
    text: textOf(check, item),
    reportedAt: check.at,
    reopens: null,
  } as const;
  const opened = openOrder(kiosk, facts, at, orderNames(unit, rules));
  const evidence = [...new Set(check.photos.flatMap(({ digest }) => digest ?? []))];
  const { order } = applyOrderChange(
    unit,
    rules,
    check.kioskId,
    { ...opened, event: { ...opened.event, evidence } },
    at,
  );
  planKiosk(unit, rules, check.kioskId, at);
  const after = { inspection: check.inspectionId, item: placeKey(check), class: item.failOpens, text: check.text };
  audit(unit, by, { action: "inspection.perform", target: order.number, contractId, after }, at);
  return order.id;
}

function textOf({ text, measured }: StoredCheck, { measure }: ChecklistItem): string {
  if (measured === null || measure === null) return text;
  return `${text}（${measure.zh} ${measured} ${measure.unit}）`;
}
