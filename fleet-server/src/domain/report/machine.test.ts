import { reportActs, reportStates } from "@kiosk/contract";
import { describe, expect, test } from "vitest";
import { authorsOf, nextState, rightOf } from "./machine.ts";

const allowed = new Map([
  ["draft review", "reviewed"],
  ["reviewed file", "filed"],
  ["reviewed return", "draft"],
  ["filed acknowledge", "acknowledged"],
  ["filed return", "draft"],
]);
const states = reportStates.filter((state) => state !== "none");

describe("the way of a report", () => {
  for (const state of states) {
    for (const act of reportActs) {
      const to = allowed.get(`${state} ${act}`);
      test(`${act} of a ${state} one: ${to ?? "refused"}`, () => {
        expect(nextState(state, act)).toEqual(to ?? { refused: true, state, act });
      });
    }
  }

  test("a filed report is the buyer's to take or to send back, one before that is not", () => {
    expect(rightOf("filed", "return")).toBe("report.acknowledge");
    expect(rightOf("filed", "acknowledge")).toBe("report.acknowledge");
    expect(rightOf("reviewed", "return")).toBe("report.review");
  });

  test("whoever drew up or wrote in this draft is an author, and whose inspection it is; of an older draft nobody is", () => {
    const events = [
      { act: "draft", by: "a", version: 1 },
      { act: "edit", by: "b", version: 1 },
      { act: "draft", by: "c", version: 2 },
      { act: "return", by: "d", version: 2 },
      { act: "edit", by: "e", version: 2 },
    ];
    expect([...authorsOf(events, 2, "f")].sort()).toEqual(["c", "e", "f"]);
  });
});
