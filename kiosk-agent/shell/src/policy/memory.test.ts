import { expect, test } from "vitest";
import { judgeMemory, memoryLimitBytes } from "./memory.ts";

const shanghai = 480;
/** Shanghai's local clock on 2026-11-22. */
const at = (clock: string) => Date.parse(`2026-11-22T${clock}:00+08:00`);
const evening = Date.parse("2026-11-21T22:00:00+08:00");

const table: readonly [string, number, number, number | null, boolean, object][] = [
  ["small and loaded today", at("09:00"), at("10:00"), 1, true, { reload: false }],
  ["one octet below the limit", at("09:00"), at("10:00"), memoryLimitBytes - 1, true, { reload: false }],
  ["at the limit", at("09:00"), at("10:00"), memoryLimitBytes, true, { reload: true, why: "size" }],
  ["at the limit under a citizen's hands", at("09:00"), at("10:00"), memoryLimitBytes, false, { reload: false }],
  ["size not told", at("09:00"), at("10:00"), null, true, { reload: false }],
  ["a minute before four", evening, at("03:59"), 1, true, { reload: false }],
  ["four o'clock", evening, at("04:00"), 1, true, { reload: true, why: "daily" }],
  ["four o'clock under a citizen's hands", evening, at("04:00"), 1, false, { reload: false }],
  ["made up for when that use is over", evening, at("04:17"), 1, true, { reload: true, why: "daily" }],
  ["once a day", at("04:00"), at("04:01"), 1, true, { reload: false }],
  [
    "a day missed while it was off",
    Date.parse("2026-11-19T12:00:00+08:00"),
    at("03:00"),
    1,
    true,
    { reload: true, why: "daily" },
  ],
];

test.each(table)("%s", (_, loadedAt, now, privateBytes, idle, verdict) => {
  expect(judgeMemory({ loadedAt }, { at: now, offsetMinutes: shanghai, privateBytes, idle })).toEqual(verdict);
});

test("four o'clock is the terminal's own", () => {
  const now = Date.parse("2026-11-22T04:00:00Z");
  const loadedAt = Date.parse("2026-11-21T22:00:00Z");
  const event = { at: now, privateBytes: null, idle: true };
  expect(judgeMemory({ loadedAt }, { ...event, offsetMinutes: 0 })).toEqual({ reload: true, why: "daily" });
  expect(judgeMemory({ loadedAt }, { ...event, offsetMinutes: -300 })).toEqual({ reload: false });
});
