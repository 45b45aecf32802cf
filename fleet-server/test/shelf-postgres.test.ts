// The shelf through a whole server on PostgreSQL: what is read back there is what was written, so that no list is sent twice.
import { randomUUID } from "node:crypto";
import { KioskId, KioskShell, Usage } from "@kiosk/contract";
import { afterAll, beforeAll, expect, it } from "vitest";
import { readPostgresAddress } from "../src/store/postgres-address.ts";
import { openPostgresStore } from "../src/store/postgres-store.ts";
import { PostgresCluster } from "./postgres-cluster.ts";
import type { TestTerminal } from "./server-harness.ts";
import { appManifest, ShelfStage } from "./shelf-stage.ts";

const id = KioskId.parse("cn-001");
let cluster: PostgresCluster;
let stage: ShelfStage;
let terminal: TestTerminal;

beforeAll(async () => {
  cluster = await PostgresCluster.start();
  const address = readPostgresAddress(cluster.url(await cluster.database()), null);
  const standby = () => {
    throw new Error("somebody else leads");
  };
  const { store } = await openPostgresStore(address, { signal: new AbortController().signal, standby });
  stage = await ShelfStage.open({ store });
  terminal = await stage.terminal(id);
});
afterAll(async () => {
  await stage.desk.close();
  await cluster.stop();
});

it("gives a terminal its list once for each change, and not again for changes that are none to it", async () => {
  await stage.released(appManifest("booklet", "1.0.0"));
  const reason = { zh: "维护", en: "Maintenance" };
  await stage.changed({ version: "1.0.0", frequent: 2 });
  expect(await stage.shelfOf(terminal)).toMatchObject({ revision: 1, places: [{ version: "1.0.0", frequent: 2 }] });
  const off = await stage.changed({ action: "off", reason, scope: { kind: "kiosk", kioskId: "cn-002" } });
  expect(await stage.shelfOf(terminal)).toMatchObject({ revision: 1 });
  await stage.applied(terminal);
  const { terminals, cells } = await stage.shelf();
  const of = (kiosk: string) => cells.find(({ kioskId }) => kioskId === kiosk);
  expect([of("cn-001")?.inPlace, of("cn-002")?.wanted?.reason]).toEqual(["1.0.0", reason]);
  expect(terminals.find(({ kioskId }) => kioskId === "cn-002")).toMatchObject({ wantedRevision: 2 });
  await stage.reviewer.post(`/contracts/changning/shelf/changes/${off.id}/undo`);
  expect((await stage.shelf()).cells.map(({ wanted }) => wanted?.state)).not.toContain("off");
});

it("counts uses and keeps their proof", async () => {
  const now = stage.desk.time.now;
  const wipe = { at: now, durationMs: 9, host: "electron", parts: [{ part: "cookies", left: 0 }], clean: true };
  await stage.tell(terminal, {
    ...{ type: "session", sessionId: randomUUID(), appId: "booklet", appVersion: "1.0.0", startedAt: now - 61_000 },
    ...{ endedAt: now - 1000, end: "finished", outcome: "done", identified: null, elder: true, language: "en" },
    ...{ jobs: [], wipe },
  });
  const { rows } = await stage.server.get("/contracts/changning/usage?from=2026-11-02&to=2026-11-02", Usage);
  expect(rows).toMatchObject([{ kioskId: id, appId: "booklet", uses: 1, done: 1, meanSeconds: 60, elder: 1 }]);
  expect(await stage.server.get(`/kiosks/${id}/shell`, KioskShell)).toMatchObject({ lastWipe: wipe, usesToday: 1 });
});
