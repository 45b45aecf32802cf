import { expect, test } from "vitest";
import { type Outcome, runEach } from "./run-each.ts";

type Told = Map<string, Outcome<string>["name"]>;

async function run(
  items: readonly string[],
  work: (item: string) => Promise<string>,
  { atOnce = 2, signal = new AbortController().signal }: { atOnce?: number; signal?: AbortSignal } = {},
): Promise<Told> {
  const told: Told = new Map();
  await runEach(items, work, { atOnce, signal, onOutcome: (item, outcome) => told.set(item, outcome.name) });
  return told;
}

test("every item gets an outcome, and one that fails does not keep the others from being done", async () => {
  const told = await run(["a", "b", "c"], async (item) => {
    if (item === "b") throw new Error("refused");
    return item;
  });
  expect([...told].sort()).toEqual([
    ["a", "done"],
    ["b", "failed"],
    ["c", "done"],
  ]);
});

test("no more than the given number is under way at once", async () => {
  let now = 0;
  let most = 0;
  await run(
    ["a", "b", "c", "d", "e"],
    async (item) => {
      now += 1;
      most = Math.max(most, now);
      await Promise.resolve();
      now -= 1;
      return item;
    },
    { atOnce: 2 },
  );
  expect(most).toBe(2);
});

test("a stop lets what was sent end and names the rest as not started", async () => {
  const stop = new AbortController();
  const sent: string[] = [];
  const told = await run(
    ["a", "b", "c"],
    async (item) => {
      sent.push(item);
      stop.abort();
      return item;
    },
    { atOnce: 1, signal: stop.signal },
  );
  expect(sent).toEqual(["a"]);
  expect(Object.fromEntries(told)).toEqual({ a: "done", b: "stopped", c: "stopped" });
});

test("what is thrown and is no error is a failure too", async () => {
  const told = await run(["a"], () => Promise.reject("gone"));
  expect(told.get("a")).toBe("failed");
});
