import { expect, test } from "vitest";
import { conflictsOf, resolved } from "./conflict.ts";

interface Setting {
  low: number;
  out: number;
  groups: string[];
  note: string;
}
const keys = ["low", "out", "groups", "note"] as const;
const base: Setting = { low: 20, out: 5, groups: ["pm"], note: "" };

test("a field that only one side changed is that side's, without asking", () => {
  const mine = { ...base, low: 15 };
  const theirs = { ...base, note: "checked" };
  const conflicts = conflictsOf(base, mine, theirs, keys);
  expect(conflicts).toEqual([
    { key: "low", both: false, side: "mine" },
    { key: "note", both: false, side: "theirs" },
  ]);
  expect(resolved(mine, theirs, conflicts)).toEqual({ ...base, low: 15, note: "checked" });
});

test("a field that both changed has no side until somebody chooses", () => {
  const conflicts = conflictsOf(base, { ...base, low: 15 }, { ...base, low: 10 }, keys);
  expect(conflicts).toEqual([{ key: "low", both: true, side: undefined }]);
});

test("the same change on both sides is no conflict, lists compared by what is in them", () => {
  const both = { ...base, groups: ["pm", "district"] };
  expect(conflictsOf(base, both, { ...both, groups: ["pm", "district"] }, keys)).toEqual([]);
});

test("what was not chosen as mine stays theirs", () => {
  const mine = { ...base, low: 15, out: 1 };
  const theirs = { ...base, low: 10, out: 2 };
  const conflicts = conflictsOf(base, mine, theirs, keys).map(
    (c) => ({ ...c, side: c.key === "low" ? "mine" : "theirs" }) as const,
  );
  expect(resolved(mine, theirs, conflicts)).toEqual({ ...base, low: 15, out: 2 });
});
