import { expect, test } from "vitest";
import { again, type BulkState, checked, idsOf, ran, startOf } from "./bulk-state.ts";

const seen = (plan: number) => ({ name: "done", value: { ok: true, plan } }) as const;

function previewed(): BulkState<number> {
  let state = startOf<number>(["a", "b", "c"]);
  state = checked(state, "a", seen(1));
  state = checked(state, "b", { name: "done", value: { ok: false, reason: "closed" } });
  return checked(state, "c", { name: "failed", error: new Error("no connection") });
}

test("a check says of each whether it will be touched, and why not", () => {
  const state = previewed();
  expect(idsOf(state, "ready")).toEqual(["a"]);
  expect(state.entries.get("b")).toEqual({ name: "refused", reason: "closed" });
  expect(idsOf(state, "failed")).toEqual(["c"]);
});

test("trying again takes up what failed or was stopped and leaves what is done or refused", () => {
  let state = previewed();
  state = ran(state, "a", { name: "done", value: undefined });
  expect(idsOf(again(state), "unchecked")).toEqual(["c"]);
  expect(idsOf(again(state), "done", "refused")).toEqual(["a", "b"]);
  expect(idsOf(again(ran(state, "a", { name: "stopped" })), "unchecked")).toEqual(["a", "c"]);
});

test("the number of items never changes, whatever happens to them", () => {
  const state = ran(previewed(), "a", { name: "failed", error: new Error("stale") });
  expect(again(state).entries.size).toBe(3);
});
