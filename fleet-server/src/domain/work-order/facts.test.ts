import { describe, expect, it } from "vitest";
import { chained, type Line, start } from "../../../test/audit-records.ts";
import { type OrderFacts, orderFacts } from "./facts.ts";

const reported = (orderClass: string): Line => ["o1", "reported", { data: { class: orderClass } }];
const line = (type: Line[1], data: NonNullable<Line[2]>["data"] = {}): Line => ["o1", type, { data }];

function facts(...log: Line[]): OrderFacts {
  return orderFacts(chained(log));
}

describe("how far an order is", () => {
  it.each<[string, Line[], string]>([
    ["software that was verified", [reported("software"), line("acknowledged"), line("verified")], "done"],
    [
      "hardware that was tested after its diagnosis was confirmed",
      [reported("hardware_repair"), line("diagnosis_confirmed"), line("tested")],
      "done",
    ],
    [
      "a part order that waits for the buyer",
      [reported("part_replacement"), line("tested"), line("acceptance_requested")],
      "awaiting_acceptance",
    ],
    [
      "a part order the buyer declined",
      [reported("part_replacement"), line("tested"), line("acceptance_requested"), line("acceptance_declined")],
      "reopened",
    ],
    [
      "what was not fixed",
      [reported("software"), line("verified"), line("reopened", { reason: "not_fixed" })],
      "reopened",
    ],
    [
      "what came back as another fault",
      [reported("software"), line("verified"), line("reopened", { reason: "new_fault", newOrderId: "o2" })],
      "done",
    ],
    [
      "a line the machine refuses, left by a correction of the line before it",
      [reported("hardware_repair"), line("tested"), line("note")],
      "reported",
    ],
  ])("%s", (_, log, state) => {
    expect(facts(...log).state).toBe(state);
  });
  it("the class that was given last decides what ends it", () => {
    const log = [reported("software"), line("diagnosis_confirmed"), line("classified", { class: "hardware_repair" })];
    expect(facts(...log)).toMatchObject({ class: "hardware_repair", state: "confirmed" });
    expect(facts(...log, line("verified")).state).toBe("confirmed");
    expect(facts(...log, line("tested")).state).toBe("done");
  });
});

describe("what an order waits for", () => {
  const asked = [reported("software"), line("pause_requested", { reason: "client_cause" })];
  const approved = line("pause", { reason: "client_cause", approvedBy: "李经理" });
  it("a pause stands from its approval until it is resumed", () => {
    expect(facts(...asked)).toMatchObject({ pauseAsked: true, paused: null });
    expect(facts(...asked, approved)).toMatchObject({
      pauseAsked: false,
      paused: { ground: "client_cause", since: start + 2000 },
    });
    expect(facts(...asked, approved, line("resume")).paused).toBeNull();
  });
  it("a pause nobody approved does not stand", () => {
    expect(facts(...asked, line("pause", { reason: "client_cause" })).paused).toBeNull();
  });
  it("a second pause does not move the first", () => {
    const later = line("pause", { reason: "force_majeure", approvedBy: "李经理" });
    expect(facts(...asked, approved, later).paused).toEqual({ ground: "client_cause", since: start + 2000 });
  });
  it("a declined pause is no longer asked for", () => {
    expect(facts(...asked, line("pause_declined"))).toMatchObject({ pauseAsked: false, paused: null });
  });
  it.each(["extension_granted", "extension_declined"] as const)("%s answers what was asked", (answer) => {
    const log = [reported("software"), line("extension_requested", { milestone: "fix_software", days: 3 })];
    expect(facts(...log).extensionAsked).toBe(true);
    expect(facts(...log, line(answer)).extensionAsked).toBe(false);
  });
  it("somebody who was asked to come is waited for until they arrive", () => {
    const log = [reported("software"), line("onsite_requested")];
    expect(facts(...log).onsiteAsked).toBe(true);
    expect(facts(...log, line("arrived")).onsiteAsked).toBe(false);
  });
  it("a diagnosis is confirmed at the earliest time that was entered for it", () => {
    const later: Line = ["o1", "diagnosis_confirmed", { at: start + 9000 }];
    const earlier: Line = ["o1", "diagnosis_confirmed", { at: start + 500 }];
    expect(facts(reported("hardware_repair")).confirmedAt).toBeNull();
    expect(facts(reported("hardware_repair"), later, earlier, later).confirmedAt).toBe(start + 500);
  });
  it("the parts are those of its log", () => {
    expect(facts(reported("part_replacement"), line("part_required", { parts: ["硒鼓"] })).parts).toMatchObject([
      { part: "硒鼓", state: "required" },
    ]);
  });
});
