import type { AllowedAction, OrderEventView } from "@kiosk/contract";
import { expect, test } from "vitest";
import { planFor } from "./bulk-orders.ts";

const allowed = (type: AllowedAction["type"], parties: AllowedAction["parties"]): AllowedAction => ({
  type,
  parties,
  needsApproval: false,
  needsEvidence: false,
  needsText: false,
});
const events: OrderEventView[] = [];

test("an order that does not take the action now is refused for its state", () => {
  expect(planFor({ allowed: [allowed("note", ["client"])], events }, "acknowledged", ["client"])).toBe("state");
});

test("an action that is for others is refused for the role", () => {
  expect(planFor({ allowed: [allowed("acknowledged", ["technician"])], events }, "acknowledged", ["client"])).toBe(
    "role",
  );
  expect(planFor({ allowed: [allowed("acknowledged", ["technician"])], events }, "acknowledged", [])).toBe("role");
});

test("of several roles the one acts that may", () => {
  const detail = { allowed: [allowed("acknowledged", ["dispatcher", "technician"])], events };
  expect(planFor(detail, "acknowledged", ["client", "technician"])).toEqual({ seenSeq: 0, party: "technician" });
});
