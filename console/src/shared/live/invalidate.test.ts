import { expect, test } from "vitest";
import { staleKeys } from "./invalidate.ts";

const none = {
  all: false,
  kiosks: new Set<string>(),
  orders: new Set<string>(),
  quarantine: false,
  alarms: false,
  terms: false,
  upkeep: false,
};

test("a changed kiosk makes the overview, the lists, the alarms and its own page old, and no other page", () => {
  const stale = staleKeys({ ...none, kiosks: new Set(["cn-001"]) });
  expect(stale).toEqual([["overview"], ["kiosks", "list"], ["kiosks", "one", "cn-001"], ["faults"]]);
});

test("a changed order also makes every kiosk's counts old", () => {
  const stale = staleKeys({ ...none, kiosks: new Set(["cn-001"]), orders: new Set(["o1"]) });
  expect(stale).toEqual([
    ["overview"],
    ["kiosks"],
    ["orders", "list"],
    ["orders", "vendor"],
    ["orders", "one", "o1"],
    ["faults"],
  ]);
});

test("quarantine touches its list and the overview", () => {
  expect(staleKeys({ ...none, quarantine: true })).toEqual([["overview"], ["quarantine", "list"]]);
});

test("a gap in the feed makes everything old", () => {
  expect(staleKeys({ ...none, all: true })).toEqual([[]]);
});

test("an alarm touches the alarms alone", () => {
  expect(staleKeys({ ...none, alarms: true })).toEqual([["alarms"]]);
});

test("another calendar or other terms make every deadline old", () => {
  expect(staleKeys({ ...none, terms: true })).toEqual([["agreements"], ["overview"], ["guarantees"], ["orders"]]);
});

test("upkeep makes its own pages old and leaves terminals, orders and terms alone", () => {
  expect(staleKeys({ ...none, upkeep: true })).toEqual([
    ["inspections"],
    ["routes"],
    ["supplies"],
    ["filed-reports"],
    ["guarantees"],
    ["problems"],
    ["field"],
    ["shelf"],
  ]);
});
