import { type OrderState, orderEventData, orderStates } from "@kiosk/contract";
import { describe, expect, it } from "vitest";
import { actData, actNeeds, type FieldAct, offeredActs, stateAfter } from "./order-acts.ts";

const classes = ["software", "hardware_repair", "part_replacement", "consumable"] as const;

describe("offeredActs", () => {
  it("offers a note alone on what is closed", () => {
    for (const state of ["done", "cancelled"] as const) {
      for (const orderClass of classes) expect(offeredActs(state, orderClass, true)).toEqual(["note"]);
    }
  });

  it("offers nothing twice", () => {
    for (const state of orderStates) {
      for (const orderClass of classes) {
        const acts = offeredActs(state, orderClass, true);
        expect(new Set(acts).size).toBe(acts.length);
      }
    }
  });

  it("does not end hardware before its diagnosis is confirmed, else its clock would never have begun (C14)", () => {
    for (const state of ["reported", "acknowledged", "diagnosed"] as const) {
      const acts = offeredActs(state, "hardware_repair", false);
      expect(acts).not.toContain("fixed");
      expect(acts).not.toContain("tested");
      expect(acts).toContain("diagnosis_confirmed");
    }
  });

  it("ends hardware by a test and software by a verification", () => {
    expect(offeredActs("fixed", "hardware_repair", false)).toContain("tested");
    expect(offeredActs("fixed", "hardware_repair", false)).not.toContain("verified");
    expect(offeredActs("fixed", "software", false)).toContain("verified");
    expect(offeredActs("fixed", "software", false)).not.toContain("tested");
  });

  it("offers the arrival only where somebody was asked to come", () => {
    expect(offeredActs("acknowledged", "software", false)).not.toContain("arrived");
    expect(offeredActs("acknowledged", "software", true)[0]).toBe("arrived");
  });
});

describe("stateAfter", () => {
  const walk = (orderClass: (typeof classes)[number], acts: FieldAct[]) =>
    acts.reduce<OrderState>((state, act) => {
      expect(offeredActs(state, orderClass, false)).toContain(act);
      return stateAfter(state, act, orderClass);
    }, "reported");

  it("goes through a hardware repair", () => {
    expect(walk("hardware_repair", ["acknowledged", "diagnosis_confirmed", "fixed", "tested"])).toBe("done");
  });

  it("goes through a part replacement up to the acceptance that is the buyer's", () => {
    const acts: FieldAct[] = ["acknowledged", "part_installed", "tested", "acceptance_requested"];
    expect(walk("part_replacement", acts)).toBe("awaiting_acceptance");
  });

  it("goes through a consumable", () => {
    expect(walk("consumable", ["acknowledged", "fixed", "verified"])).toBe("done");
  });
});

describe("actData", () => {
  const schemaOf = (act: string) => Object.entries(orderEventData).find(([type]) => type === act)?.[1];
  const filled = (name: string) => (name === "method" ? "onsite" : `${name} 1`);

  const acts = new Set(orderStates.flatMap((state) => classes.flatMap((c) => offeredActs(state, c, true))));

  it("has a form for every act that is ever offered", () => {
    expect([...acts].toSorted()).toEqual(Object.keys(actNeeds).toSorted());
  });

  it.each([...acts])("is what the event takes, with every field filled in: %s", (act) => {
    const data = actData(act, filled);
    expect(schemaOf(act)?.parse(data)).toEqual(data);
  });

  it("names several parts of one field, in any way they are listed", () => {
    expect(actData("part_required", () => "定影器、 转印带，硒鼓\n\n")).toEqual({
      parts: ["定影器", "转印带", "硒鼓"],
    });
  });

  it("leaves out a serial that was not typed", () => {
    expect(actData("part_installed", (name) => (name === "part" ? " 定影器 " : ""))).toEqual({ part: "定影器" });
  });
});
