// One broken or hostile terminal cannot fill the disk with messages that nobody can read.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { newKiosk } from "../src/domain/kiosk/kiosk.ts";
import { FleetState } from "../src/ingest/fleet-state.ts";
import { GroupCommit } from "../src/ingest/group-commit.ts";
import { ingest } from "../src/ingest/steps.ts";
import { keptPerKiosk, trimQuarantine } from "../src/jobs/quarantine-trim.ts";
import type { FleetStore } from "../src/ports.ts";
import { openSqliteStore } from "../src/store/sqlite-store.ts";
import { createLog, createSystemClock, systemRandom } from "../src/system.ts";
import { contractId, kioskId, master, otherKioskId } from "./sample.ts";

let folder: string;
let store: FleetStore;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "fleet-quarantine-"));
  store = await openSqliteStore(join(folder, "fleet.db"));
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

it("keeps the newest thousand of each terminal, counts what went, and leaves the others alone", async () => {
  const state = FleetState.from(await store.loadFleet(0), 0);
  const commit = new GroupCommit({
    state,
    store,
    clock: createSystemClock(),
    log: createLog(() => {}),
    committed: () => {},
  });
  const rules = {
    settleOf: () => ({ raiseMs: 0, clearMs: 0 }),
    orderRules: [],
    notify: () => [],
    newId: systemRandom.uuid,
  };
  const counters = { acceptedReports: 0, replays: 0, quarantined: 0 };
  await commit.run((unit) => {
    unit.put("contract", {
      id: contractId,
      zh: "长宁",
      en: "Changning",
      invented: false,
      startsAt: null,
      endsAt: null,
    });
    for (const [seq, id] of [kioskId, otherKioskId].entries()) {
      const kiosk = newKiosk(master({ id, seq: seq + 1, macs: [] }));
      unit.put("kiosk", kiosk.master);
      unit.setKiosk(kiosk);
    }
  });
  const poison = (id: typeof kioskId, n: number) =>
    commit.run((unit) => {
      const message = {
        kioskId: id,
        topic: `kiosk/v1/${id}/report`,
        payload: Buffer.from(`poison ${n}`),
        receivedAt: n,
      };
      ingest(message, unit, rules, counters);
    });
  await Promise.all(Array.from({ length: keptPerKiosk + 25 }, (_, n) => poison(kioskId, n)));
  await poison(otherKioskId, 1);

  await trimQuarantine(state, commit, store.history, 0);

  const { total, rows } = await store.history.quarantine(5000);
  expect(total).toBe(keptPerKiosk + 1);
  expect(
    rows
      .filter((r) => r.kioskId === kioskId)
      .map((r) => r.receivedAt)
      .sort((a, b) => a - b)[0],
  ).toBe(25);
  expect([state.meta("quarantineDiscarded"), counters.quarantined]).toEqual(["25", keptPerKiosk + 26]);
  await trimQuarantine(state, commit, store.history, 0);
  expect(state.meta("quarantineDiscarded")).toBe("25");
  await commit.close();
});
