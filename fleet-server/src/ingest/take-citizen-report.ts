// 问题反映（办不成事） becomes an order as a call at the hotline does; what tells of an order that stands is a note on it.
import type { CitizenReportEvent, KioskId } from "@kiosk/contract";
import type { Fault } from "../domain/fault/fault.ts";
import type { Kiosk } from "../domain/kiosk/kiosk.ts";
import { reportTitle } from "../domain/shelf/citizen-words.ts";
import { dayMs, type Millis } from "../domain/time.ts";
import { type OrderChange, openOrder } from "../domain/work-order/open.ts";
import type { OpenOrder, UnloggedEvent, WorkOrder } from "../domain/work-order/work-order.ts";
import { applyOrderChange, orderNames } from "./order-changes.ts";
import type { Unit } from "./unit.ts";
import type { IngestRules } from "./uplink.ts";

/** Told again within this time, it is the same trouble. */
const sameTroubleMs = dayMs;
const actor = "群众（自助终端）";

export interface Told {
  readonly event: CitizenReportEvent;
  /** one that was open on the terminal then */
  readonly fault: Fault | undefined;
  readonly at: Millis;
  readonly receivedAt: Millis;
}

/** @returns the order it became, or that it was noted on */
export function takeCitizenReport(unit: Unit, rules: IngestRules, kiosk: Kiosk, told: Told): WorkOrder {
  const { event, receivedAt, at } = told;
  const kioskId = kiosk.master.id;
  const standing = orderOfDevice(kiosk, told) ?? orderOfKind(unit, kiosk, told);
  if (standing !== undefined) {
    // by its receipt: the same report in another message is the same report
    const isKnown = standing.events.some(({ text }) => text.includes(receiptMark(event)));
    if (isKnown) return standing.order;
    return applyOrderChange(unit, rules, kioskId, noteOn(standing, told, rules), receivedAt).order;
  }
  const app = event.appId === null ? null : (rules.appName?.(event.appId) ?? { zh: event.appId, en: event.appId });
  const title = reportTitle(event.kind, app);
  const facts = {
    deviceId: event.deviceId,
    fault: null,
    class: "software",
    kind: "fault",
    level: null,
    source: "citizen",
    severity: "error",
    titleZh: title.zh,
    titleEn: title.en,
    actor,
    party: "system",
    text: textOf(told),
    // an outbox may have kept it for days: the clocks count from when it was said
    reportedAt: Math.min(at, receivedAt),
    reopens: null,
  } as const;
  const change = openOrder(kiosk, facts, receivedAt, orderNames(unit, rules));
  const { order } = applyOrderChange(unit, rules, kioskId, change, receivedAt);
  unit.put("meta", { key: kindKey(kioskId, event.kind), value: `${order.id} ${at}` });
  return order;
}

function kindKey(kioskId: KioskId, kind: CitizenReportEvent["kind"]): string {
  return `citizenOrder:${kioskId}:${kind}`;
}

/** The order that stands for the fault of the very device. */
function orderOfDevice({ orders }: Kiosk, { event, fault }: Told): OpenOrder | undefined {
  if (event.deviceId === null || fault?.deviceId !== event.deviceId) return undefined;
  return [...orders.values()].find(({ order }) => order.faultId === fault.id);
}

/** The open order of the same trouble, told less than a day ago. */
function orderOfKind(unit: Unit, kiosk: Kiosk, { event, at }: Told): OpenOrder | undefined {
  const [id = "", since = ""] = (unit.meta(kindKey(kiosk.master.id, event.kind)) ?? "").split(" ");
  const isSame = id !== "" && Math.abs(at - Number(since)) < sameTroubleMs;
  return isSame ? kiosk.orders.get(id) : undefined;
}

function noteOn(open: OpenOrder, told: Told, { newId }: IngestRules): OrderChange {
  const { order, events } = open;
  const event: UnloggedEvent = {
    ...{ id: newId(), orderId: order.id, seq: events.length + 1, type: "note" },
    ...{
      at: Math.max(order.reportedAt, Math.min(told.at, told.receivedAt)),
      recordedAt: told.receivedAt,
      actor,
      party: "system",
    },
    ...{ text: textOf(told), data: {}, evidence: [] },
  };
  return { before: open, order: { ...order, updatedAt: told.receivedAt }, event };
}

function receiptMark({ receipt }: CitizenReportEvent): string {
  return `回执 ${receipt}`;
}

/** What they wrote, word for word; numbers were taken out of it before it left the terminal. */
function textOf({ event }: Told): string {
  const masked = event.masked === 0 ? "" : `，已隐去 ${event.masked} 处号码`;
  return `${event.text === "" ? "（未填写说明）" : event.text}（${receiptMark(event)}${masked}）`;
}
