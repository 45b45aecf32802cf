import { describe, expect, it } from "vitest";
import { alarm } from "../../../test/fake-alarm.ts";
import { groupsFor } from "./route.ts";

const routes = [
  { contract: "*", levels: ["warn80", "breach"], groups: ["duty"] },
  { contract: "changning", levels: ["breach", "escalate-1"], groups: ["lead", "duty"] },
  { contract: "dazhou", levels: ["warn80"], groups: ["dazhou"] },
] as const;

it("an alarm goes to the groups of every route of its contract and level, each once", () => {
  expect(groupsFor(routes, alarm({ level: "warn80" }))).toEqual(["duty"]);
  expect(groupsFor(routes, alarm({ level: "breach" }))).toEqual(["duty", "lead"]);
  expect(groupsFor(routes, alarm({ level: "warn80", contractId: "dazhou" }))).toEqual(["duty", "dazhou"]);
  expect(groupsFor(routes, alarm({ level: "D-1" }))).toEqual([]);
});

describe("a route for those who deal with it first", () => {
  const routed = [
    { contract: "*", levels: ["breach"], handlers: ["vendor"], groups: ["maker"] },
    { contract: "*", levels: ["breach"], handlers: ["duty", "operations"], groups: ["crew"] },
  ] as const;

  it("hears of their orders only", () => {
    expect(groupsFor(routed, alarm({ level: "breach", route: "vendor" }))).toEqual(["maker"]);
    expect(groupsFor(routed, alarm({ level: "breach", route: "duty" }))).toEqual(["crew"]);
  });

  it("hears of orders that nobody was chosen for", () => {
    expect(groupsFor(routed, alarm({ level: "breach" }))).toEqual(["maker", "crew"]);
  });
});
