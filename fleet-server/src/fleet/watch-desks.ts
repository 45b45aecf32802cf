// What the alarm page, the quarantine and wall screens ask, put together.
import { createHash } from "node:crypto";
import type { FleetState } from "../ingest/fleet-state.ts";
import type { GroupCommit } from "../ingest/group-commit.ts";
import type { IngestCounters, IngestRules } from "../ingest/uplink.ts";
import type { Clock, FleetStore, Random } from "../ports.ts";
import { type FaultApi, FaultDesk } from "./fault-desk.ts";
import { FaultNotes, type FaultNotesApi } from "./fault-notes.ts";
import { type QuarantineApi, QuarantineDesk } from "./quarantine-desk.ts";
import type { SessionKeeper } from "./session-keeper.ts";
import { type WallApi, WallDesk } from "./wall-desk.ts";

export interface WatchDesks {
  readonly faults: FaultApi;
  readonly faultNotes: FaultNotesApi;
  readonly quarantine: QuarantineApi;
  readonly wall: WallApi;
}

export function openWatchDesks(parts: {
  state: FleetState;
  store: FleetStore;
  commit: GroupCommit;
  clock: Clock;
  random: Random;
  rules: IngestRules;
  counters: IngestCounters;
  sessions: SessionKeeper;
}): WatchDesks {
  const { state, store, commit, clock, random, rules, counters, sessions } = parts;
  const { history, faultHistory } = store;
  return {
    faults: new FaultDesk({ state, history: faultHistory, clock }),
    faultNotes: new FaultNotes({ state, commit, clock, newId: random.uuid }),
    quarantine: new QuarantineDesk({ state, history, faultHistory, commit, clock, rules, counters }),
    wall: new WallDesk({
      state,
      history: faultHistory,
      commit,
      clock,
      random,
      hash: (text) => createHash("sha256").update(text).digest("hex"),
      sessionEnded: (id) => sessions.forget(id),
    }),
  };
}
