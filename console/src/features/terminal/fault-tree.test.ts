import { FaultView } from "@kiosk/contract";
import { expect, test } from "vitest";
import { orderFaults } from "./fault-tree.ts";

function fault(id: string, over: Partial<Record<keyof FaultView, unknown>> = {}): FaultView {
  return FaultView.parse({
    id,
    kioskId: "cn-001",
    deviceId: "printer",
    code: "comm.no-answer",
    part: "",
    zh: "设备无应答",
    en: "Device does not answer",
    severity: "error",
    state: "raised",
    detail: "",
    firstAt: 1,
    raisedAt: 1,
    clearedAt: null,
    occurrences: 1,
    flapping: false,
    causeId: null,
    route: "operations",
    routeToldByDevice: false,
    confirmed: true,
    orderId: null,
    raw: "",
    ...over,
  });
}

test("what a lost hub explains stands below it", () => {
  const { open } = orderFaults([
    fault("reader", { causeId: "hub", firstAt: 9 }),
    fault("other", { severity: "warning" }),
    fault("hub", { severity: "critical" }),
    fault("printer", { causeId: "hub" }),
  ]);
  expect(open.map((o) => [o.fault.id, o.cause?.id, o.childCount])).toEqual([
    ["hub", undefined, 2],
    ["reader", "hub", 0],
    ["printer", "hub", 0],
    ["other", undefined, 0],
  ]);
});

test("a fault whose cause has cleared stands for itself", () => {
  const { open, cleared } = orderFaults([
    fault("hub", { state: "cleared", clearedAt: 5 }),
    fault("reader", { causeId: "hub" }),
  ]);
  expect(open.map((o) => [o.fault.id, o.cause])).toEqual([["reader", undefined]]);
  expect(cleared.map((f) => f.id)).toEqual(["hub"]);
});
