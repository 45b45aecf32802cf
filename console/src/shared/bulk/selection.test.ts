import { expect, test } from "vitest";
import { changeSelection, selectionLimit } from "./selection.ts";

const idOf = (row: { id: string }) => row.id;
const rows = (count: number) => Array.from({ length: count }, (_, n) => ({ id: String(n) }));

test("ticking another page keeps what was ticked before", () => {
  const first = changeSelection(new Map(), [{ id: "a" }], true, idOf);
  const both = changeSelection(first, [{ id: "b" }], true, idOf);
  expect([...both.keys()]).toEqual(["a", "b"]);
  expect([...changeSelection(both, [{ id: "a" }], false, idOf).keys()]).toEqual(["b"]);
});

test("no more than the limit is taken", () => {
  const many = changeSelection(new Map(), rows(selectionLimit + 20), true, idOf);
  expect(many.size).toBe(selectionLimit);
});

test("one that is ticked already is renewed even at the limit", () => {
  const many = changeSelection(new Map(), rows(selectionLimit), true, (row) => row.id);
  const renewed = changeSelection<{ id: string; name?: string }>(many, [{ id: "3", name: "new" }], true, idOf);
  expect(renewed.get("3")).toEqual({ id: "3", name: "new" });
});
