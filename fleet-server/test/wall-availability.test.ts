// What is drawn over days: how many terminals were online of those that were open, once every ten minutes; and the reads of the
// alarm page that go to the disk.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { Kiosk } from "../src/domain/kiosk/kiosk.ts";
import { doubtPresence } from "../src/domain/kiosk/presence.ts";
import { FleetState } from "../src/ingest/fleet-state.ts";
import { GroupCommit } from "../src/ingest/group-commit.ts";
import { AvailabilityWatch, samplesKeptMs, trimSamples } from "../src/jobs/sample-availability.ts";
import type { FleetStore } from "../src/ports.ts";
import { openSqliteStore } from "../src/store/sqlite-store.ts";
import { createLog, createSystemClock } from "../src/system.ts";
import { contractId, kioskId, master, onlineKiosk, otherKioskId, raisedFault, t0 } from "./sample.ts";

const minute = 60_000;
let folder: string;
let store: FleetStore;
let state: FleetState;
let commit: GroupCommit;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "fleet-wall-"));
  store = await openSqliteStore(join(folder, "fleet.db"));
  state = FleetState.from(await store.loadFleet(0), 0);
  const log = createLog(() => {});
  commit = new GroupCommit({ state, store, clock: createSystemClock(), log, committed: () => {} });
  const contract = { id: contractId, zh: "长宁", en: "Changning", invented: false, startsAt: null, endsAt: null };
  await commit.run((unit) => unit.put("contract", contract));
});
afterEach(async () => {
  await commit.close();
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

function put(...kiosks: readonly Kiosk[]): Promise<void> {
  return commit.run((unit) => {
    for (const kiosk of kiosks) {
      unit.put("kiosk", kiosk.master);
      unit.setKiosk(kiosk);
    }
  });
}

it("counts once in each ten minutes, open terminals only", async () => {
  const shut = { week: [{ day: 1, fromMin: 540, toMin: 1020 }] };
  // t0 is a Sunday
  await put(
    onlineKiosk(),
    onlineKiosk({ master: master({ id: otherKioskId, seq: 15, macs: [], openingHours: shut }) }),
  );
  const watch = new AvailabilityWatch();
  for (const at of [t0 + 1, t0 + 9 * minute, t0 + 10 * minute]) await watch.run(state, commit, at);
  expect(await store.faultHistory.samples(contractId, 0)).toEqual([
    { contractId, at: t0, open: 1, online: 1 },
    { contractId, at: t0 + 10 * minute, open: 1, online: 1 },
  ]);
  expect(await store.faultHistory.samples(contractId, t0 + 1)).toHaveLength(1);
});

it("is kept for four hundred days and then deleted", async () => {
  const sampledAt = [t0, t0 + 10 * minute];
  await commit.run((unit) => {
    for (const at of sampledAt) unit.put("availabilitySample", { contractId, at, open: 1, online: 1 });
  });
  const kept = async () => (await store.faultHistory.samples(contractId, 0)).map(({ at }) => at);
  await trimSamples(state, store.history, t0 + samplesKeptMs);
  expect(await kept()).toEqual(sampledAt);
  await trimSamples(state, store.history, t0 + samplesKeptMs + 1);
  expect(await kept()).toEqual([t0 + 10 * minute]);
});

it("waits after a start until everybody was heard of or is known to be gone: a restart is no outage", async () => {
  await put(doubtPresence(onlineKiosk(), t0));
  const watch = new AvailabilityWatch();
  await watch.run(state, commit, t0 + 1);
  expect(await store.faultHistory.samples(contractId, 0)).toEqual([]);
  await put(onlineKiosk());
  await watch.run(state, commit, t0 + 2);
  expect(await store.faultHistory.samples(contractId, 0)).toMatchObject([{ at: t0, online: 1 }]);
});

it("reads cleared faults newest first, page by page, within the contracts of whoever asks", async () => {
  await put(onlineKiosk());
  const faults = [1, 2, 3].map((n) =>
    raisedFault("paper.out", { id: `f${n}`, kioskId, state: "cleared", clearedAt: t0 + Math.min(n, 2) }),
  );
  await commit.run((unit) => {
    for (const fault of faults) unit.put("fault", fault);
  });
  const { faultHistory } = store;
  const ids = async (...args: Parameters<typeof faultHistory.cleared>) =>
    (await faultHistory.cleared(...args)).map((f) => f.id);
  expect(await ids("all", t0, 2)).toEqual(["f3", "f2"]);
  expect(await ids("all", t0, 2, { clearedAt: t0 + 2, id: "f2" })).toEqual(["f1"]);
  expect(await ids("all", t0 + 2, 9)).toEqual(["f3", "f2"]);
  expect(await ids(new Set([contractId]), t0, 9)).toHaveLength(3);
  expect(await ids(new Set(), t0, 9)).toEqual([]);
  expect([await faultHistory.countCleared("all", t0), await faultHistory.countCleared(new Set(), t0)]).toEqual([3, 0]);
});
