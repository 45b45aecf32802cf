import { expect, test } from "vitest";
import { everyPage } from "./every-page.ts";

const pages: Record<string, { rows: number[]; next: string | null }> = {
  first: { rows: [1, 2], next: "b" },
  b: { rows: [3], next: null },
};

function read(total: number | undefined) {
  const told: number[] = [];
  const all = everyPage(
    async (after) => ({ ...(pages[after ?? "first"] ?? { rows: [], next: null }), asOf: 7, total }),
    { signal: new AbortController().signal, onProgress: (got) => told.push(got) },
  );
  return { all, told };
}

test("every page is read, and how far is told after each", async () => {
  const { all, told } = read(3);
  expect(await all).toEqual({ rows: [1, 2, 3], asOf: 7, left: 0 });
  expect(told).toEqual([2, 3]);
});

test("what the server counts and does not hand out is left", async () => {
  expect((await read(10).all).left).toBe(7);
  expect((await read(undefined).all).left).toBe(0);
});
