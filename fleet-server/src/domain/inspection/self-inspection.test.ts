import { expect, it } from "vitest";
import { clockOffset } from "./self-inspection.ts";

it.each<[number | null, string, string]>([
  [0, "pass", "0.0 s"],
  [5000, "pass", "5.0 s"],
  [-5000, "pass", "-5.0 s"],
  [5001, "fail", "5.0 s"],
  [-86_400_000, "fail", "-86400.0 s"],
  [null, "unknown", ""],
])("a clock that is %s ms off", (skewMs, outcome, value) => {
  expect(clockOffset(skewMs, 7)).toMatchObject({ key: "clock-offset", outcome, value, measuredAt: 7 });
});
