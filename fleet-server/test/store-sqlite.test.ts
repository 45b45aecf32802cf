import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe } from "vitest";
import type { FleetStore } from "../src/ports.ts";
import { openSqliteStore } from "../src/store/sqlite-store.ts";
import { storeSuite } from "./store-suite.ts";

const folder = mkdtempSync(join(tmpdir(), "kiosk-store-"));
const opened: FleetStore[] = [];

afterAll(async () => {
  for (const store of opened) await store.close();
  rmSync(folder, { recursive: true });
});

describe("the SQLite store", () => {
  storeSuite(async () => {
    const store = await openSqliteStore(join(folder, String(opened.length), "fleet.db"));
    opened.push(store);
    return store;
  });
});
