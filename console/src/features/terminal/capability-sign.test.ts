import { CapabilityView, capabilityStates } from "@kiosk/contract";
import { expect, test } from "vitest";
import { capabilityHealth, partCapabilities } from "./capability-sign.ts";

test("only what is available has the sign of health", () => {
  expect(capabilityStates.filter((state) => capabilityHealth(state) === "ok")).toEqual(["available"]);
});

test("what the terminal was built without stands apart, the rest keeps its order", () => {
  const row = (capability: string, state: string) =>
    CapabilityView.parse({ capability, state, deviceIds: [], causes: [] });
  const { fitted, notFitted } = partCapabilities([
    row("idCard", "unknown"),
    row("socialCard", "not-fitted"),
    row("a4Print", "available"),
  ]);
  expect(fitted.map((r) => r.capability)).toEqual(["idCard", "a4Print"]);
  expect(notFitted.map((r) => r.capability)).toEqual(["socialCard"]);
});
