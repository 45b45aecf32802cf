import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { emptySpool } from "./spool-folder.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "spool-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("a folder that is not there yet is made, for its owner only", async () => {
  const spool = join(folder, "a", "spool");
  expect(await emptySpool(spool)).toBe(0);
  expect(statSync(spool).mode & 0o777).toBe(0o700);
});

test("files and folders go, and others may look in no longer", async () => {
  chmodSync(folder, 0o755);
  writeFileSync(join(folder, "letter.pdf"), "x");
  mkdirSync(join(folder, "deep"));
  writeFileSync(join(folder, "deep", "letter.pdf"), "x");
  expect(await emptySpool(folder)).toBe(0);
  expect(readdirSync(folder)).toEqual([]);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
});

test("what cannot be looked into is no proof", async () => {
  const file = join(folder, "file");
  writeFileSync(file, "x");
  expect(await emptySpool(join(file, "spool"))).toBeNull();
});
