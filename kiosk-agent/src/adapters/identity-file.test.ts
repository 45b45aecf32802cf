import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isTerminalSecret, KioskId } from "@kiosk/contract";
import { afterEach, beforeEach, expect, test } from "vitest";
import { IdentityError, openIdentity } from "./identity-file.ts";

const kioskId = KioskId.parse("cn-001");
let folder: string;

beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), "identity-")), "data");
});
afterEach(() => rmSync(join(folder, ".."), { recursive: true, force: true }));

test("a secret is made once, for the owner's eyes alone, and found again", () => {
  const first = openIdentity(folder, kioskId);
  expect(isTerminalSecret(first.secret)).toBe(true);
  expect(openIdentity(folder, kioskId)).toEqual(first);
  expect(statSync(join(folder, "identity.json")).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(["identity.json"]);
});

test("two terminals have two secrets", () => {
  const other = join(folder, "other");
  expect(openIdentity(folder, kioskId).secret).not.toBe(openIdentity(other, kioskId).secret);
});

test("a half-written draft of an earlier power cut is no identity", () => {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "identity.json.new"), '{"kioskId":');
  expect(isTerminalSecret(openIdentity(folder, kioskId).secret)).toBe(true);
});

test.each([
  ["cut short", '{"kioskId":"cn-001","secr'],
  ["a short secret", '{"kioskId":"cn-001","secret":"abc"}'],
  ["empty", ""],
])("a damaged file (%s) is refused by name and left as it is", (_what, text) => {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, "identity.json");
  writeFileSync(file, text);
  expect(() => openIdentity(folder, kioskId)).toThrow(IdentityError);
  expect(() => openIdentity(folder, kioskId)).toThrow(file);
  expect(readFileSync(file, "utf8")).toBe(text);
});
