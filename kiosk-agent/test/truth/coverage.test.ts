// No driver without a truth table. A table that stands for another protocol as well is named here, and why.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { protocolFields } from "@kiosk/firmware-profiles";
import { expect, test } from "vitest";

const folder = import.meta.dirname;

test("every protocol has a truth table", () => {
  const tables = readdirSync(folder)
    .filter((name) => name.endsWith(".test.ts") && name !== "coverage.test.ts")
    .map((name) => readFileSync(join(folder, name), "utf8"));
  const missing = Object.keys(protocolFields).filter(
    (protocol) => !tables.some((text) => text.includes(`protocol: "${protocol}"`)),
  );
  expect(missing).toEqual([]);
});
