import { FaultGroup } from "@kiosk/contract";
import { expect, test } from "vitest";
import { causesOf } from "./group-rows.ts";

const row = (id: string, causeId: string | null) => ({
  ...{ id, causeId, kioskId: "cn-001", deviceId: null, code: "hub.lost", part: "", zh: "", en: "", detail: "" },
  ...{ severity: "critical", state: "raised", firstAt: 0, raisedAt: 0, clearedAt: null, occurrences: 1 },
  ...{ flapping: false, confirmed: true, orderId: null, raw: "", route: "vendor", routeToldByDevice: false },
  ...{ contractId: "changning", kioskSeq: 1, kioskName: "", street: "", deviceClass: null },
  ...{ acknowledged: null, suppressed: null, order: null },
});

test("only causes can be acknowledged; a consequence whose cause is not listed stands for itself", () => {
  const rows = [row("hub", null), row("a", "hub"), row("b", "elsewhere")];
  const group = FaultGroup.parse({
    ...{ id: "hub", kind: "cause", rows, size: 3, terminals: 1, firstRaisedAt: 0, lastRaisedAt: 0 },
  });
  expect(causesOf(group).map((r) => r.id)).toEqual(["hub", "b"]);
});
