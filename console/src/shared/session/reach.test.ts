import { Me } from "@kiosk/contract";
import { expect, test } from "vitest";
import { can, reachOf } from "./reach.ts";

const me = Me.parse({
  userId: "00000000-0000-4000-8000-000000000001",
  login: "wang",
  name: "王敏",
  kind: "person",
  stage: "open",
  secondFactor: false,
  grants: [],
  can: [
    { right: "kiosk.read", contracts: ["changning"] },
    { right: "calendar.import", contracts: null },
    { right: "wall.issue", contracts: [] },
  ],
  home: "/overview",
  orderId: null,
  idleLimitMs: 1_800_000,
});

test("a right of one contract is none of another", () => {
  expect(can(me, "kiosk.read", "changning")).toBe(true);
  expect(can(me, "kiosk.read", "dazhou")).toBe(false);
});

test("without a contract it counts whether the right is held anywhere", () => {
  expect(can(me, "kiosk.read")).toBe(true);
  expect(can(me, "audit.read")).toBe(false);
  expect(can(me, "wall.issue")).toBe(false);
});

test("a right without a contract reaches every contract", () => {
  expect(can(me, "calendar.import", "dazhou")).toBe(true);
  expect(reachOf(me, "calendar.import")).toBe("all");
});
