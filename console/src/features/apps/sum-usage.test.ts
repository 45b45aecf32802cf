import { AppId, KioskId, type Usage } from "@kiosk/contract";
import { expect, test } from "vitest";
import { sumUsage } from "./sum-usage.ts";

type Row = Usage["rows"][number];

function row(kiosk: string, app: string, change: Partial<Row>): Row {
  return {
    ...{ kioskId: KioskId.parse(kiosk), appId: AppId.parse(app), uses: 0, done: 0, timedOut: 0, jobs: 0 },
    ...{ failedJobs: 0, meanSeconds: 0, elder: 0, ratings: 0, meanStars: null },
    ...change,
  };
}

test("means are weighed by what they are means of, and the most used comes first", () => {
  const rows = [
    row("a-1", "guide", { uses: 1, meanSeconds: 100, ratings: 1, meanStars: 5 }),
    row("a-2", "guide", { uses: 3, meanSeconds: 20, ratings: 3, meanStars: 1, done: 2 }),
    row("a-2", "print", { uses: 9, meanSeconds: 30, jobs: 4, failedJobs: 1 }),
  ];
  expect(sumUsage(rows, ({ appId }) => appId ?? "")).toEqual([
    rows[2],
    { ...rows[0], uses: 4, meanSeconds: 40, ratings: 4, meanStars: 2, done: 2 },
  ]);
  expect(sumUsage(rows, ({ kioskId }) => kioskId).map(({ kioskId, uses }) => [kioskId, uses])).toEqual([
    ["a-2", 12],
    ["a-1", 1],
  ]);
});

test("nobody rated: no mean", () => {
  expect(sumUsage([row("a-1", "guide", { uses: 1 })], () => "all")[0]?.meanStars).toBeNull();
});
