// What nobody watches for is not told: ten thousand heartbeats a minute must not make every page read itself again.
import { describe, expect, it } from "vitest";
import { yearShape } from "../../fixtures/bench/year/shape.ts";
import { masterMaker, terminalAt } from "../../fixtures/bench/year/terminals.ts";
import { goodMessages } from "../../fixtures/wire/golden.ts";
import { newKiosk } from "../src/domain/kiosk/kiosk.ts";
import { FleetState } from "../src/ingest/fleet-state.ts";
import { ingest } from "../src/ingest/steps.ts";
import { Unit } from "../src/ingest/unit.ts";

const now = Date.UTC(2026, 10, 22, 3);
const shape = yearShape({ terminals: 1, now });
const beat = goodMessages().find(({ name }) => name === "heartbeat")?.message.payload;
const rules = {
  settleOf: () => ({ raiseMs: 0, clearMs: 0 }),
  orderRules: [],
  newId: () => "id",
  notify: () => [],
};

function fleetWith(presence: "online" | "offline") {
  const state = new FleetState();
  const kiosk = newKiosk(masterMaker(shape, () => 0.5)(terminalAt(shape, 0)));
  const unit = new Unit(state);
  unit.setKiosk({ ...kiosk, status: { ...kiosk.status, presence } });
  state.apply(unit);
  return { state, kioskId: kiosk.master.id };
}

function heard(presence: "online" | "offline", outbox?: object): Unit {
  const { state, kioskId } = fleetWith(presence);
  const unit = new Unit(state);
  const payload = new TextEncoder().encode(
    JSON.stringify({ ...beat, kioskId, ...(outbox === undefined ? {} : { outbox }) }),
  );
  const counters = { acceptedReports: 0, replays: 0, quarantined: 0 };
  ingest({ kioskId, topic: `kiosk/v1/${kioskId}/heartbeat`, payload, receivedAt: now }, unit, rules, counters);
  expect(counters.quarantined).toBe(0);
  expect(unit.kiosk(kioskId)?.status.lastSeenAt).toBe(now);
  return unit;
}

describe("a heartbeat", () => {
  it("of a terminal that was online is kept and is no news", () => {
    const unit = heard("online");
    expect(unit.touchedKiosks.size).toBe(0);
    expect([...unit.rows("kioskStatus")]).toHaveLength(1);
  });

  it("of one that was offline is news", () => {
    expect(heard("offline").touchedKiosks.size).toBe(1);
  });

  it("that tells of trouble with its queue is news", () => {
    const outbox = { rows: 5, bytes: 10, droppedRoutine: 0, trouble: "disk-full" };
    expect(heard("online", outbox).touchedKiosks.size).toBe(1);
  });

  it("changes no revision of what is remembered of lists", () => {
    const { state } = fleetWith("online");
    const before = state.revision;
    const unit = heard("online");
    state.apply(unit);
    expect(state.revision).toBe(before);
  });
});
