import { describe, expect, it } from "vitest";
import { isPresent, nextVisit, stateHere } from "./visit-state.ts";

const planned = { state: "planned" as const };

describe("stateHere", () => {
  it("is what the server said where nothing was done here", () => {
    expect(stateHere(planned, { arrivedAt: null, departedAt: null })).toBe("planned");
    expect(stateHere({ state: "cancelled" }, { arrivedAt: null, departedAt: null })).toBe("cancelled");
  });

  it("knows of an arrival and a departure before the server does", () => {
    expect(stateHere(planned, { arrivedAt: 5, departedAt: null })).toBe("started");
    expect(stateHere(planned, { arrivedAt: 5, departedAt: 9 })).toBe("done");
  });

  it("is under way again for who came back", () => {
    expect(stateHere(planned, { arrivedAt: 12, departedAt: 9 })).toBe("started");
  });
});

describe("isPresent", () => {
  it("is who came and has not left since", () => {
    expect(isPresent({ arrivedAt: null, departedAt: null })).toBe(false);
    expect(isPresent({ arrivedAt: 5, departedAt: null })).toBe(true);
    expect(isPresent({ arrivedAt: 5, departedAt: 9 })).toBe(false);
    expect(isPresent({ arrivedAt: 12, departedAt: 9 })).toBe(true);
  });
});

describe("nextVisit", () => {
  const today = [
    { id: "c", position: 2 },
    { id: "a", position: 0 },
    { id: "b", position: 1 },
  ];

  it("is the first of the route that is still to be done", () => {
    expect(
      nextVisit(
        today,
        new Map([
          ["a", "done"],
          ["b", "planned"],
          ["c", "planned"],
        ]),
      )?.id,
    ).toBe("b");
  });

  it("is where somebody is, out of turn too", () => {
    expect(
      nextVisit(
        today,
        new Map([
          ["a", "planned"],
          ["b", "planned"],
          ["c", "started"],
        ]),
      )?.id,
    ).toBe("c");
  });

  it("is none once all is done", () => {
    expect(
      nextVisit(
        today,
        new Map([
          ["a", "done"],
          ["b", "cancelled"],
          ["c", "done"],
        ]),
      ),
    ).toBeUndefined();
  });
});
