import type { ChecklistItem } from "@kiosk/contract";
import { expect, test } from "vitest";
import { conflictsOf, resolved } from "../../shared/conflict/conflict.ts";
import { changesBetween, freeItemId, limitOf, listFields, listOfFields, moved, wholeItem } from "./checklist-draft.ts";

const item = (id: string, zh = id): ChecklistItem => ({
  ...{ id, zh, en: id, howZh: "", howEn: "", measure: null, photo: "never", evidence: null },
  ...{ failOpens: "software", covers: [] },
});
const [a, b, c] = [item("a"), item("b"), item("c")];
const ids = (items: readonly ChecklistItem[]) => items.map(({ id }) => id).join("");
const list = (...items: ChecklistItem[]) => ({ zh: "表", en: "List", items });

test("an item goes one place up or down, and at the end stays", () => {
  expect(ids(moved([a, b, c], "c", -1))).toBe("acb");
  expect(ids(moved([a, b, c], "a", 1))).toBe("bac");
  expect(ids(moved([a, b, c], "a", -1))).toBe("abc");
});

test("a new item takes an id that no version has used", () => {
  expect(freeItemId(new Set(["a", "own-1", "own-2"]))).toBe("own-3");
});

test("a limit is a number or none, and the lower one is not above the upper", () => {
  expect([limitOf("１0.5"), limitOf(" "), limitOf("-3")]).toEqual([10.5, null, -3]);
  expect(limitOf("many")).toBeNaN();
  const measure = { zh: "余量", en: "Left", unit: "%", min: 10, max: 5 };
  expect(wholeItem({ ...a, measure })).toBeNull();
  expect(wholeItem({ ...a, measure: { ...measure, max: 50 } })?.measure?.max).toBe(50);
  expect(wholeItem({ ...a, zh: "" })).toBeNull();
});

test("two versions differ in items added, removed, changed, moved", () => {
  const after = list(item("c"), item("a", "改"), item("d"));
  const changes = changesBetween(list(a, b, c), after);
  expect([ids(changes.added), ids(changes.removed), ids(changes.changed)]).toEqual(["d", "b", "a"]);
  expect([changes.reordered, changes.renamed]).toEqual([true, false]);
  expect(changesBetween(after, after)).toEqual({
    added: [],
    removed: [],
    changed: [],
    reordered: false,
    renamed: false,
  });
});

test("items that two authors changed apart come together in one list", () => {
  const base = list(a, b, c);
  const mine = list(a, item("b", "我的"), c, item("own-1"));
  const theirs = list(c, a, b);
  const all = new Set(["a", "b", "c", "own-1"]);
  const [f, g, h] = [listFields(base, all), listFields(mine, all), listFields(theirs, all)];
  const conflicts = conflictsOf(f, g, h, Object.keys(f));
  const chosen = conflicts.map((conflict) => ({ ...conflict, side: conflict.side ?? "theirs" }) as const);
  const merged = listOfFields(resolved(g, h, chosen));
  expect(merged.items.map(({ id, zh }) => [id, zh])).toEqual([
    ["c", "c"],
    ["a", "a"],
    ["b", "我的"],
    ["own-1", "own-1"],
  ]);
});
