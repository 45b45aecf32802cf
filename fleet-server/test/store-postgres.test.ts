import { PGlite } from "@electric-sql/pglite";
import { PGliteDialect } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openPostgresStore } from "../src/store/postgres-store.ts";
import { storeSuite } from "./store-suite.ts";

// PGlite takes seconds to boot: one for the file, and each test begins with an empty schema
let postgres: PGlite;

beforeAll(async () => {
  postgres = await PGlite.create();
});
afterAll(async () => {
  await postgres.close();
});

async function emptySchema(): Promise<void> {
  await postgres.exec("drop schema public cascade; create schema public");
}

describe("the PostgreSQL store", () => {
  storeSuite(async () => {
    await emptySchema();
    return openPostgresStore(new PGliteDialect({ pglite: postgres }));
  });

  test("opening again keeps what is there", async () => {
    await emptySchema();
    const first = await openPostgresStore(new PGliteDialect({ pglite: postgres }));
    await first.commit({ meta: [{ key: "a", value: "b" }] });
    const second = await openPostgresStore(new PGliteDialect({ pglite: postgres }));
    expect((await second.loadFleet(0)).meta).toEqual([{ key: "a", value: "b" }]);
  });
});
