import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { checkPolicy, writePolicy } from "./policy-file.ts";
import { exactly, policyLines } from "./policy-table.ts";

const places = {
  pages: "http://127.0.0.1:8090",
  apps: "http://127.0.0.1:8091",
  recovering: "http://127.0.0.1:8092",
  shelf: ["https://zwdt.example.gov.cn"],
};
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "kiosk-policy-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("what is written is the table, whole, and readable for the browser's user", () => {
  const file = writePolicy(join(folder, "policies", "managed"), places);
  expect(JSON.parse(readFileSync(file, "utf8"))).toEqual(
    Object.fromEntries(policyLines(places).map(({ name, value }) => [name, value])),
  );
  expect(statSync(file).mode & 0o777).toBe(0o644);
  expect(readdirSync(join(folder, "policies", "managed"))).toEqual(["kiosk-shell.json"]);
});

test("a policy in its place is found, a missing one and one for other addresses are not", () => {
  expect(checkPolicy(folder, places)).toBe("missing");
  writePolicy(folder, places);
  expect(checkPolicy(folder, places)).toBe("in-place");
  expect(checkPolicy(folder, { ...places, shelf: [] })).toBe("other");
});

test("a policy that somebody changed is not taken", () => {
  const file = writePolicy(folder, places);
  writeFileSync(file, readFileSync(file, "utf8").replace('"DownloadRestrictions": 3', '"DownloadRestrictions": 0'));
  expect(checkPolicy(folder, places)).toBe("other");
});

test.each([
  ["https://a.example", "https://.a.example"],
  ["https://a.example:8443", "https://.a.example:8443"],
  ["http://127.0.0.1:8090", "http://127.0.0.1:8090"],
  ["https://[::1]:8443", "https://[::1]:8443"],
])("%s is allowed without what is below it: %s", (origin, filter) => {
  expect(exactly(origin)).toBe(filter);
});
