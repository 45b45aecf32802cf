import { expect, test } from "vitest";
import { monthsOn, PortalSearch } from "./search.ts";

test("months run over the turn of the year", () => {
  expect(monthsOn("2026-12", 1)).toBe("2027-01");
  expect(monthsOn("2026-01", -1)).toBe("2025-12");
  expect(monthsOn("2026-11", 0)).toBe("2026-11");
});

test("a mistyped address shows the page and not an error", () => {
  expect(PortalSearch.parse({ tab: "x", show: "soon", month: "2026-13", state: "all" })).toEqual({});
});
