import { expect, test } from "vitest";
import { originOf } from "./origin.ts";

test("an order by hand names its kind and no severity, whether fault or demand", () => {
  const none = { severity: null, fault: null };
  expect(originOf({ faultOpen: null, kind: "fault", severity: "error" })).toEqual({ kind: "fault", ...none });
  expect(originOf({ faultOpen: null, kind: "demand", severity: "critical" })).toEqual({ kind: "demand", ...none });
});

test("an order from a terminal's fault tells how grave it is and whether it is still there", () => {
  expect(originOf({ faultOpen: true, kind: "fault", severity: "critical" })).toEqual({
    kind: null,
    severity: "critical",
    fault: "open",
  });
  expect(originOf({ faultOpen: false, kind: "fault", severity: "warning" })).toMatchObject({
    severity: "warning",
    fault: "cleared",
  });
});

test("the severity whose word is the kind's own is not said beside it", () => {
  expect(originOf({ faultOpen: true, kind: "fault", severity: "error" })).toEqual({
    kind: null,
    severity: null,
    fault: "open",
  });
});
