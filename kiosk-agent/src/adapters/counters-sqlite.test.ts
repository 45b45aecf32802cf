import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openSqliteCounters, type StateFile } from "./counters-sqlite.ts";

let folder: string;
let file: string;
let state: StateFile;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "counters-"));
  file = join(folder, "counters.sqlite");
  state = openSqliteCounters(file);
});
afterEach(() => {
  state.close();
  rmSync(folder, { recursive: true, force: true });
});

function reopen(): void {
  state.close();
  state = openSqliteCounters(file);
}

test("a counter never counted is unknown, not zero", async () => {
  expect(await state.counters.read("booklet", "charactersPrinted")).toBeUndefined();
});

test("counters add up, start anew, and outlive the process, each device for itself", async () => {
  expect(await state.counters.add("booklet", "charactersPrinted", 700)).toBe(700);
  expect(await state.counters.add("booklet", "charactersPrinted", 5)).toBe(705);
  await state.counters.add("other", "charactersPrinted", 1);
  reopen();
  expect(await state.counters.read("booklet", "charactersPrinted")).toBe(705);
  await state.counters.reset("booklet", "charactersPrinted");
  reopen();
  expect(await state.counters.read("booklet", "charactersPrinted")).toBe(0);
  expect(await state.counters.read("other", "charactersPrinted")).toBe(1);
});

test("a command is remembered with its first result, also after a restart", async () => {
  expect(await state.commands.find("a")).toBeUndefined();
  await state.commands.remember("a", { ok: false, detail: "no such device" }, 1);
  await state.commands.remember("a", { ok: true, detail: "" }, 2);
  reopen();
  expect(await state.commands.find("a")).toEqual({ ok: false, detail: "no such device" });
});

test("only the latest two thousand commands are kept", async () => {
  for (let i = 0; i < 2_003; i++) await state.commands.remember(`c${i}`, { ok: true, detail: "" }, i);
  expect(await state.commands.find("c2")).toBeUndefined();
  expect(await state.commands.find("c3")).toEqual({ ok: true, detail: "" });
});

test("a damaged file is refused by name, not replaced", () => {
  state.close();
  writeFileSync(file, "not a database".repeat(500));
  expect(() => openSqliteCounters(file)).toThrow(file);
  rmSync(file);
  state = openSqliteCounters(file);
});
