import { expect, test } from "vitest";
import { differencesOf } from "./difference.ts";

test("fields are compared by their path, new ones come last", () => {
  expect(differencesOf({ name: "王敏", disabled: false }, { name: "王敏", disabled: true, phone: "138" })).toEqual([
    { path: "name", before: "王敏", after: "王敏", changed: false },
    { path: "disabled", before: "false", after: "true", changed: true },
    { path: "phone", before: undefined, after: "138", changed: true },
  ]);
});

test("inside lists and objects the place is told", () => {
  const grant = (role: string) => [{ role, contractId: "changning" }];
  expect(differencesOf(grant("dispatcher"), grant("technician"))[0]).toEqual({
    path: "0.role",
    before: "dispatcher",
    after: "technician",
    changed: true,
  });
});

test("something out of nothing, and nothing out of something, are changes of each field", () => {
  expect(differencesOf(null, { id: "a" })).toEqual([{ path: "id", before: undefined, after: "a", changed: true }]);
  expect(differencesOf({ id: "a" }, null)).toEqual([{ path: "id", before: "a", after: undefined, changed: true }]);
  expect(differencesOf(null, null)).toEqual([]);
});

test("an emptied list and a value that is null are told as such", () => {
  expect(differencesOf({ grants: [{ role: "x" }], until: 5 }, { grants: [], until: null })).toEqual([
    { path: "grants.0.role", before: "x", after: undefined, changed: true },
    { path: "until", before: "5", after: "null", changed: true },
    { path: "grants", before: undefined, after: "[]", changed: true },
  ]);
});

test("a bare value has no path, and nesting without end is cut", () => {
  expect(differencesOf("a", "b")).toEqual([{ path: "", before: "a", after: "b", changed: true }]);
  let deep: unknown = "x";
  for (let n = 0; n < 50; n += 1) deep = { d: deep };
  expect(differencesOf(null, deep)[0]?.path.split(".")).toHaveLength(8);
});
