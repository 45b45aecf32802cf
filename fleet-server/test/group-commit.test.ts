// The one writer over a real SQLite file: what one job does wrong stays with that job.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { FleetState } from "../src/ingest/fleet-state.ts";
import { GroupCommit } from "../src/ingest/group-commit.ts";
import type { Unit } from "../src/ingest/unit.ts";
import type { FleetStore } from "../src/ports.ts";
import { openSqliteStore } from "../src/store/sqlite-store.ts";
import { createLog, createSystemClock } from "../src/system.ts";
import { bootA as boot, kioskId as missing } from "./sample.ts";

let folder: string;
let store: FleetStore;
let state: FleetState;
let commit: GroupCommit;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "group-commit-"));
  store = await openSqliteStore(join(folder, "fleet.db"));
  state = FleetState.from(await store.loadFleet(0), 0);
  const log = createLog(() => {});
  commit = new GroupCommit({ state, store, clock: createSystemClock(), log, committed: () => {} });
});
afterEach(async () => {
  await commit.close();
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const write = (key: string) => (unit: Unit) => unit.put("meta", { key, value: "1" });

describe("a job whose record cannot be stored", () => {
  it.each([
    [
      "a field of the wrong kind",
      (unit: Unit) =>
        unit.put("boot", {
          kioskId: missing,
          bootId: boot,
          firstSeenAt: 1.5,
          bornAt: null,
          diedAt: null,
          deathReason: null,
          seen: [],
        }),
      "RECORD_INVALID",
    ],
    [
      "a row of a terminal that is not there",
      (unit: Unit) =>
        unit.put("boot", {
          kioskId: missing,
          bootId: boot,
          firstSeenAt: 1,
          bornAt: null,
          diedAt: null,
          deathReason: null,
          seen: [],
        }),
      "SQLITE_CONSTRAINT_FOREIGNKEY",
    ],
  ])("(%s) fails at once and alone; the others of its batch are stored", async (_what, bad, code) => {
    const before = commit.run(write("before"), true);
    const wrong = commit.run(bad, true);
    const after = commit.run(write("after"), true);
    await expect(wrong).rejects.toMatchObject({ code });
    await Promise.all([before, after]);
    expect([state.meta("before"), state.meta("after")]).toEqual(["1", "1"]);
    expect(commit.health.ok).toBe(true);
    await commit.run(write("person"));
    expect((await store.loadFleet(0)).meta.map((m) => m.key).sort()).toEqual(["after", "before", "person"]);
  });

  it("and one that throws leaves nothing of itself behind", async () => {
    const wrong = commit.run((unit) => {
      write("half")(unit);
      throw new Error("a defect");
    });
    const fine = commit.run(write("fine"));
    await expect(wrong).rejects.toThrow("a defect");
    await fine;
    expect([state.meta("half"), state.meta("fine")]).toEqual([undefined, "1"]);
  });
});

describe("a job without hurry", () => {
  it("shares its commit with others like it, and goes along at once with one that has hurry", async () => {
    let commits = 0;
    const counted: FleetStore = {
      ...store,
      history: store.history,
      commit: (changes) => {
        commits += 1;
        return store.commit(changes);
      },
    };
    const shared = new GroupCommit({
      state,
      store: counted,
      clock: createSystemClock(),
      log: createLog(() => {}),
      committed: () => {},
    });
    const calm: Promise<void>[] = [];
    for (let n = 0; n < 10; n++) {
      calm.push(shared.run(write(`calm-${n}`), true, false));
      await new Promise((go) => setImmediate(go));
    }
    expect(commits).toBe(0);
    await shared.run(write("hurried"));
    expect(commits).toBe(1);
    await Promise.all(calm);
    expect(commits).toBe(1);
    await shared.close();
  });

  it("is committed by itself when nobody comes, and before the writer closes", async () => {
    await commit.run(write("alone"), true, false);
    expect(state.meta("alone")).toBe("1");
    const last = commit.run(write("last"), true, false);
    await commit.close();
    await last;
    expect(state.meta("last")).toBe("1");
  });
});
