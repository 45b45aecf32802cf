import { faultCodes, isFaultCode } from "@kiosk/firmware-profiles";
import { describe, expect, it } from "vitest";
import { countingIds, onlineKiosk, raisedFault, t0 } from "../../../test/sample.ts";
import { type Fault, faultKey } from "../fault/fault.ts";
import type { Kiosk } from "../kiosk/kiosk.ts";
import { hourMs, minuteMs } from "../time.ts";
import { followFault, type OrderChange, openDueOrders, shanghaiDate } from "./open.ts";
import { codesWithoutRule, orderRules } from "./rules.ts";
import type { OpenOrder, OrderEvent } from "./work-order.ts";

const names = () => ({ newId: countingIds(), newNumber: () => "WO-20261122-0001" });

function kioskWith(...faults: Fault[]): Kiosk {
  return onlineKiosk({ faults: new Map(faults.map((f) => [faultKey(f), f])) });
}

function withOrder(kiosk: Kiosk, change: OrderChange | undefined): Kiosk {
  if (change === undefined) throw new Error("no order was opened");
  const { order, event } = change;
  const open = { order, events: [{ ...event, logSeq: 1, hash: "" }] };
  return { ...kiosk, orders: new Map([[order.id, open]]) };
}

describe("rules", () => {
  it("name each code at most once", () => {
    const codes = orderRules.flatMap((r) => r.codes);
    expect(codes).toHaveLength(new Set(codes).size);
  });
  it("leave out only what people on site or nobody has to act on", () => {
    expect(
      codesWithoutRule(orderRules).filter((code) => isFaultCode(code) && faultCodes[code].severity === "critical"),
    ).toEqual([]);
    expect(codesWithoutRule(orderRules).sort()).toEqual([
      "card.read-failures",
      "cards.low",
      "cleaning.recommended",
      "device.service-requested",
      "head.temperature",
      "host.temperature",
      "media.not-taken",
      "output.near-full",
      "paper.low",
      "power.on-battery",
    ]);
  });
});

describe("an order from a fault", () => {
  it("opens at once where the citizen cannot be served, with its class and its first event", () => {
    const [change] = openDueOrders(kioskWith(raisedFault("ribbon.out")), t0, orderRules, names());
    expect(change).toMatchObject({
      before: undefined,
      order: { class: "consumable", source: "rule", faultCode: "ribbon.out", state: "reported", reportedAt: t0 },
      event: { type: "reported", at: t0, actor: "system", party: "system", data: { class: "consumable" } },
    });
  });
  it("names the device in its title, for a notice has nothing else", () => {
    const [change] = openDueOrders(kioskWith(raisedFault("comm.no-answer")), t0 + hourMs, orderRules, names());
    expect(change?.order).toMatchObject({
      titleZh: "二代身份证阅读器：设备无应答",
      titleEn: "ID card reader: Device does not answer",
    });
  });
  it("says who deals with it first: as the device has it, else as the code has it", () => {
    const first = (fault: Fault) => openDueOrders(kioskWith(fault), t0, orderRules, names())[0]?.order.route;
    expect(first(raisedFault("ribbon.out"))).toBe("vendor");
    expect(first({ ...raisedFault("ribbon.out"), toldRoute: "duty" })).toBe("duty");
  });
  it("waits where the rule gives the site time", () => {
    const kiosk = kioskWith(raisedFault("toner.low"));
    expect(openDueOrders(kiosk, t0 + 10 * minuteMs - 1, orderRules, names())).toEqual([]);
    expect(openDueOrders(kiosk, t0 + 10 * minuteMs, orderRules, names())).toHaveLength(1);
  });
  it("is never opened twice for the same open cause", () => {
    const kiosk = kioskWith(raisedFault("ribbon.out"));
    const open = withOrder(kiosk, openDueOrders(kiosk, t0, orderRules, names())[0]);
    expect(openDueOrders(open, t0 + 60_000, orderRules, names())).toEqual([]);
  });
  it("takes up a new fault of the same cause while it is still open", () => {
    const kiosk = kioskWith(raisedFault("ribbon.out"));
    const open = withOrder(kiosk, openDueOrders(kiosk, t0, orderRules, names())[0]);
    const again: Kiosk = { ...open, faults: kioskWith(raisedFault("ribbon.out", { id: "f2" })).faults };
    expect(openDueOrders(again, t0 + 1, orderRules, names())).toMatchObject([
      { before: { order: { faultId: "f1" } }, event: { type: "fault_returned", seq: 2 }, order: { faultId: "f2" } },
    ]);
  });
  it("is not opened while a fault is clearing, explained by another, pending, or its terminal away", () => {
    for (const overrides of [
      { state: "clearing" },
      { causeId: "hub" },
      { state: "pending", raisedAt: null },
    ] as const) {
      expect(openDueOrders(kioskWith(raisedFault("ribbon.out", overrides)), t0, orderRules, names())).toEqual([]);
    }
    const kiosk = kioskWith(raisedFault("ribbon.out"));
    expect(
      openDueOrders({ ...kiosk, status: { ...kiosk.status, presence: "offline" } }, t0, orderRules, names()),
    ).toEqual([]);
  });
  it("stays open when its fault clears, and its log says so", () => {
    const fault = raisedFault("ribbon.out");
    const kiosk = kioskWith(fault);
    const open = withOrder(kiosk, openDueOrders(kiosk, t0, orderRules, names())[0]);
    expect(followFault(open, fault, "cleared", t0 + 5, names())).toMatchObject({
      event: { type: "fault_cleared", seq: 2, at: t0 + 5 },
      order: { state: "reported" },
    });
  });
  it("says that its fault came back, also after a note in between, and not again before it cleared again", () => {
    const fault = raisedFault("ribbon.out");
    const kiosk = kioskWith(fault);
    const opened = openDueOrders(kiosk, t0, orderRules, names())[0];
    const log = (...types: OrderEvent["type"][]): Kiosk => {
      const open = withOrder(kiosk, opened);
      const orders = [...open.orders].map(([id, order]): [string, OpenOrder] => {
        const more = types.flatMap((type, n) => order.events.slice(0, 1).map((e) => ({ ...e, type, seq: n + 2 })));
        return [id, { ...order, events: [...order.events, ...more] }];
      });
      return { ...open, orders: new Map(orders) };
    };
    const returned = (from: Kiosk) => followFault(from, fault, "returned", t0 + 9, names())?.event.type;
    expect(returned(log("fault_cleared"))).toBe("fault_returned");
    expect(returned(log("fault_cleared", "note"))).toBe("fault_returned");
    expect(returned(log("fault_cleared", "fault_returned", "note"))).toBeUndefined();
    expect(returned(log())).toBeUndefined();
  });
});

it("the date of an order number is Shanghai's", () => {
  expect([shanghaiDate(Date.UTC(2026, 10, 22, 15, 59)), shanghaiDate(Date.UTC(2026, 10, 22, 16, 0))]).toEqual([
    "20261122",
    "20261123",
  ]);
});
