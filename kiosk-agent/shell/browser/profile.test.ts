import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { defaultBase, isInMemory, longestBase, openBase, openRun, wipeBase } from "./profile.ts";

let base: string;
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), "kiosk-profile-"));
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

test("a run's profile, home, caches and temporary files are all below the base, for its user alone", () => {
  const { profile, environment } = openRun(base, "1a2b3c4d");
  for (const path of [profile, ...Object.values(environment)]) expect(path.startsWith(`${base}/`)).toBe(true);
  expect(statSync(profile).mode & 0o777).toBe(0o700);
});

test("a wipe takes everything, and what it reads back is nothing", () => {
  const { profile } = openRun(base, "1a2b3c4d");
  mkdirSync(join(profile, "Default", "IndexedDB"), { recursive: true });
  writeFileSync(join(profile, "Default", "IndexedDB", "x"), "somebody");
  openRun(base, "5e6f7a8b");
  expect(wipeBase(base)).toBe(0);
  expect(readdirSync(base)).toEqual([]);
});

test("a wipe follows no link out of the base", () => {
  const outside = mkdtempSync(join(tmpdir(), "kiosk-outside-"));
  writeFileSync(join(outside, "kept"), "");
  openBase(base);
  symlinkSync(outside, join(base, "link"));
  expect(wipeBase(base)).toBe(0);
  expect(readdirSync(outside)).toEqual(["kept"]);
  rmSync(outside, { recursive: true });
});

test("shared memory is in memory, the file system of processes is not taken for it", () => {
  expect(isInMemory("/dev/shm")).toBe(true);
  expect(isInMemory("/proc")).toBe(false);
});

test.each([
  ["/run/user/1001", "/run/user/1001/kiosk-shell"],
  [undefined, "/dev/shm/kiosk-shell-1001"],
  ["", "/dev/shm/kiosk-shell-1001"],
])("with the runtime folder %j it is %s, short enough for the browser's socket", (runtime, expected) => {
  expect(defaultBase(runtime, 1001)).toBe(expected);
  expect(expected.length).toBeLessThanOrEqual(longestBase);
});
