import { expect, test } from "vitest";
import { filterOf, queryOf } from "./audit-filter.ts";
import { AuditSearch } from "./search.ts";

test("days of the address are whole days of Shanghai", () => {
  const filter = filterOf(AuditSearch.parse({ from: "2026-11-21", to: "2026-11-22" }));
  expect(filter.from).toBe(Date.UTC(2026, 10, 20, 16));
  expect(filter.to).toBe(Date.UTC(2026, 10, 22, 16));
});

test("what nobody asked for is not in the query", () => {
  expect(JSON.stringify(queryOf(filterOf({ result: "refused" })))).toBe('{"result":"refused"}');
});

test("an address with nonsense shows the page without it", () => {
  expect(AuditSearch.parse({ from: "yesterday", result: "maybe", line: "x", action: "user.manage" })).toEqual({
    action: "user.manage",
  });
});
