// Days of supplies, forecasts and tasks over a real SQLite file, with messages of an agent and days that pass at once.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DeviceId, ForecastQuery, upTopic } from "@kiosk/contract";
import { loadProfiles } from "@kiosk/firmware-profiles/load";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { serverCaller } from "../src/domain/account/caller.ts";
import { formatLocalDay } from "../src/domain/sla/local-day.ts";
import { dayMs, hourMs } from "../src/domain/time.ts";
import { InTurn } from "../src/fleet/in-turn.ts";
import { SupplyCatalogue } from "../src/fleet/supply-catalogue.ts";
import { SupplyDesk } from "../src/fleet/supply-desk.ts";
import { SupplySwaps } from "../src/fleet/supply-swaps.ts";
import { SupplyWatch } from "../src/fleet/supply-watch.ts";
import { FleetState } from "../src/ingest/fleet-state.ts";
import { GroupCommit } from "../src/ingest/group-commit.ts";
import { ingest } from "../src/ingest/steps.ts";
import type { IngestRules } from "../src/ingest/uplink.ts";
import type { FleetStore } from "../src/ports.ts";
import { factsTable, settleTable } from "../src/profile-tables.ts";
import { openSqliteStore } from "../src/store/sqlite-store.ts";
import { createLog } from "../src/system.ts";
import { birth, bootA, contractId, deviceReport, kioskId, master } from "./sample.ts";
import { SettableClock } from "./settable-clock.ts";

const printer = DeviceId.parse("laser");
const profileId = "a4-printer/hp-laserjet-ipp";
const profiles = loadProfiles();
const folder = mkdtempSync(join(tmpdir(), "supplies-"));
const stores: FleetStore[] = [];
afterAll(async () => {
  for (const store of stores) await store.close();
  rmSync(folder, { recursive: true });
});

/** Monday 2026-09-07 20:00 in Shanghai */
const monday = Date.UTC(2026, 8, 7, 12);

class Rig {
  readonly time = new SettableClock(monday);
  readonly store: FleetStore;
  state: FleetState;
  watch: SupplyWatch;
  desk: SupplyDesk;
  #commit: GroupCommit;
  #seq = 0;
  #ids = 0;

  private constructor(store: FleetStore, state: FleetState) {
    this.store = store;
    this.state = state;
    ({ watch: this.watch, desk: this.desk, commit: this.#commit } = this.#compose());
  }

  static async open(): Promise<Rig> {
    const store = await openSqliteStore(join(folder, String(stores.length), "fleet.db"));
    stores.push(store);
    const contract = { id: contractId, zh: "长宁", en: "Changning", invented: false, startsAt: null, endsAt: null };
    await store.commit({ contract: [contract], kiosk: [master()] });
    const rig = new Rig(store, FleetState.from(await store.loadFleet(0), monday));
    await rig.say("birth", {
      ...birth({ at: rig.time.now, sentAt: rig.time.now }),
      devices: [{ deviceId: printer, deviceClass: "a4Printer", profileId, transport: "ipp://laser" }],
    });
    return rig;
  }

  #compose() {
    const { store, state, time } = this;
    const { clock } = time;
    const log = createLog(() => {});
    const commit = new GroupCommit({ state, store, clock, log, committed: () => {} });
    const rules = this.#rules();
    const turns = { turns: new InTurn(), kioskTurns: new InTurn() };
    const catalogue = new SupplyCatalogue({ state, history: store.upkeep.stock, profiles });
    const common = { state, commit, clock, rules, catalogue, ...turns };
    const { supplies, stock } = store.upkeep;
    const swaps = new SupplySwaps({
      ...{ ...common, supplies, stock, history: store.history },
      profileFacts: factsTable(profiles),
    });
    const watch = new SupplyWatch({ ...common, supplies, history: store.history });
    return { commit, watch, desk: new SupplyDesk({ ...common, history: supplies, swaps }) };
  }

  #rules(): IngestRules {
    return {
      settleOf: settleTable(profiles),
      orderRules: [],
      newId: () => `id-${stores.length}-${++this.#ids}`,
      notify: () => [],
    };
  }

  async restart(): Promise<void> {
    await this.#commit.close();
    this.state = FleetState.from(await this.store.loadFleet(0), this.time.now);
    ({ watch: this.watch, desk: this.desk, commit: this.#commit } = this.#compose());
  }

  async say(leaf: "birth" | "report", body: object): Promise<void> {
    const payload = new TextEncoder().encode(JSON.stringify(body));
    const counters = { acceptedReports: 0, replays: 0, quarantined: 0 };
    const message = { kioskId, topic: upTopic(kioskId, leaf), payload, receivedAt: this.time.now };
    await this.#commit.run((unit) => ingest(message, unit, this.#rules(), counters));
    expect(counters.quarantined).toBe(0);
  }

  /** What the printer tells of its black toner. @param ago backlog: how long it lay at the terminal */
  tell(value: number | string, ago = 0): Promise<void> {
    const { now } = this.time;
    const at = now - ago;
    const reading = {
      ...{ kind: "level", consumable: "toner", part: "black", value, unit: "percent", capacity: 100 },
      ...{ quality: "measured", raw: "", at },
    };
    const device = {
      ...deviceReport({ deviceId: printer, deviceClass: "a4Printer", profileId }),
      answeredAt: at,
      since: at,
    };
    const seq = ++this.#seq;
    const head = { ...birth(), id: crypto.randomUUID(), bootId: bootA, seq, at, sentAt: now };
    const { v, id, bootId, sentAt } = head;
    const devices = [{ ...device, readings: [reading] }];
    return this.say("report", { v, id, kioskId, bootId, seq, at, sentAt, type: "diff", devices });
  }

  /** A day later: the level, and what the server makes of it. */
  async nextDay(value: number | string): Promise<void> {
    this.time.pass(5 * hourMs);
    await this.watch.run();
    this.time.pass(19 * hourMs);
    await this.tell(value);
    await this.watch.run();
  }

  async forecast() {
    const answer = await this.desk.forecasts(serverCaller, ForecastQuery.parse({ kiosk: kioskId }));
    if (!answer.ok) throw new Error(answer.code);
    const [found] = answer.value.supplies;
    if (found === undefined) throw new Error("no forecast");
    return found;
  }

  tasks() {
    return this.desk.openTasks(contractId);
  }
}

let rig: Rig;
beforeEach(async () => {
  rig = await Rig.open();
});

/** Three percent a working day, nothing at weekends, from a Monday on. */
async function spend(days: number, from: number): Promise<number> {
  let level = from;
  for (let n = 1; n <= days; n++) {
    const isRest = [5, 6].includes(n % 7);
    level -= isRest ? 0 : 3;
    await rig.nextDay(level);
  }
  return level;
}

describe("days left", () => {
  it("are unknown at first, with the reason, and known by weekday after some weeks", async () => {
    await rig.tell(100);
    await rig.watch.run();
    expect(await rig.forecast()).toMatchObject({ method: "none", unknownWhy: "too-short", emptyAt: null });
    await spend(28, 100);
    const found = await rig.forecast();
    expect(found).toMatchObject({ method: "weekday-profile", unknownWhy: null, item: "黑色硒鼓", percent: 40 });
    expect(found.basisDays).toBeGreaterThanOrEqual(26);
    // 40 % at three a working day: a little over thirteen working days, with two weekends between
    const days = ((found.emptyAt?.mid ?? 0) - rig.time.now) / dayMs;
    expect(days).toBeGreaterThan(15);
    expect(days).toBeLessThan(21);
    expect(found.emptyAt?.early).toBeLessThan(found.emptyAt?.mid ?? 0);
  });

  it("come back after a restart, and the day's level is not written twice", async () => {
    await rig.tell(100);
    await spend(14, 100);
    const before = await rig.forecast();
    await rig.restart();
    await rig.watch.run();
    expect(await rig.forecast()).toMatchObject({ basisDays: before.basisDays, emptyAt: before.emptyAt });
  });

  it("are learned from messages that came before anybody kept the days", async () => {
    for (let n = 30; n > 0; n--) await rig.tell(70 + n, n * dayMs);
    await rig.tell(70);
    await rig.watch.run();
    const found = await rig.forecast();
    expect(found.method).toBe("weekday-profile");
    expect(found.perDay).toBeCloseTo(1, 0);
  });

  it("are not made up for a printer that tells a word, nor from a level nobody has confirmed for a week", async () => {
    await rig.tell("some");
    await rig.watch.run();
    expect(await rig.forecast()).toMatchObject({ value: "some", unknownWhy: "word", emptyAt: null });
    await rig.tell(90);
    await spend(10, 90);
    rig.time.pass(8 * dayMs);
    await rig.watch.run();
    const stale = await rig.forecast();
    expect(stale).toMatchObject({ unknownWhy: "stale", emptyAt: null });
    expect(rig.time.now - stale.observedAt).toBe(8 * dayMs);
  });

  it("are shown over the days they were learned from", async () => {
    await rig.tell(100);
    await spend(3, 100);
    const of = { deviceId: printer, consumable: "toner", part: "black" } as const;
    const answer = await rig.desk.history(serverCaller, kioskId, of);
    expect(answer).toMatchObject({
      ok: true,
      value: { unit: "percent", days: [{ level: 100 }, { level: 97 }, { level: 94 }] },
    });
    expect(answer.ok && answer.value.days[0]?.date).toBe(formatLocalDay(Math.floor((monday + 8 * hourMs) / dayMs)));
  });
});

describe("a replacement task", () => {
  async function untilOpen(): Promise<number> {
    await rig.tell(100);
    const level = await spend(28, 100);
    expect(await rig.tasks()).toEqual([]);
    return level;
  }

  it("is opened before it is empty, once, and closed by the swap that the device shows", async () => {
    let level = await untilOpen();
    for (let n = 1; (await rig.tasks()).length === 0; n++) {
      level -= [5, 6].includes(n % 7) ? 0 : 3;
      expect(level).toBeGreaterThan(0);
      await rig.nextDay(level);
    }
    const [task, ...others] = await rig.tasks();
    expect(others).toEqual([]);
    expect(task).toMatchObject({ reason: "forecast", state: "open", item: "黑色硒鼓", kioskSeq: 14 });
    expect(task?.dueAt).toBeGreaterThan(rig.time.now - dayMs);
    await rig.restart();
    await rig.watch.run();
    expect((await rig.tasks()).map((t) => t.id)).toEqual([task?.id]);
    await rig.nextDay(99);
    expect(await rig.tasks()).toEqual([]);
    const done = await rig.store.upkeep.supplies.findTask(task?.id ?? "");
    expect(done).toMatchObject({ state: "done", closedHow: "device", closedAt: rig.time.now });
    const lines = await rig.store.history.timeline(kioskId, 20);
    expect(lines.filter((line) => line.refId === task?.id).map((line) => line.zh)).toEqual([
      "更换任务已完成：黑色硒鼓",
      "更换任务已开立：黑色硒鼓",
    ]);
    // nobody entered what was put in: half a day later the device's word is written down
    rig.time.pass(13 * hourMs);
    await rig.tell(99);
    await rig.watch.run();
    const swaps = await rig.store.upkeep.supplies.swaps({ reach: "all", limit: 5 });
    expect(swaps).toMatchObject([{ how: "detected", by: "", item: "黑色硒鼓", from: null }]);
    await rig.restart();
    await rig.watch.run();
    expect(await rig.store.upkeep.supplies.swaps({ reach: "all", limit: 5 })).toHaveLength(1);
  });

  it("is opened by the threshold where no days can be told, within the working days of the contract", async () => {
    await rig.tell(8);
    await rig.watch.run();
    // Wednesday's end, two working days after Monday
    expect(await rig.tasks()).toMatchObject([{ reason: "threshold", dueAt: Date.UTC(2026, 8, 9, 16) }]);
  });

  it("closed by a swap that was entered is not opened again by the level of the piece that is out", async () => {
    await rig.tell(3);
    await rig.watch.run();
    expect(await rig.tasks()).toHaveLength(1);
    rig.time.pass(hourMs);
    const swap = { id: crypto.randomUUID(), kioskId, deviceId: printer, consumable: "toner", part: "black" } as const;
    const rest = { serial: "", removedSerial: "", from: null, evidence: [] };
    expect(await rig.desk.enterSwap(serverCaller, { ...swap, ...rest })).toMatchObject({ ok: true });
    await rig.watch.run();
    expect(await rig.tasks()).toEqual([]);
    expect(await rig.forecast()).toMatchObject({ emptyAt: null, unknownWhy: "stale" });
    rig.time.pass(60_000);
    await rig.tell(99);
    await rig.watch.run();
    expect(await rig.tasks()).toEqual([]);
    expect(await rig.forecast()).toMatchObject({ percent: 99, unknownWhy: "too-short" });
  });

  it("that a person opened stays until it is withdrawn, and is the only one", async () => {
    await rig.tell(60);
    await rig.watch.run();
    const task = {
      id: crypto.randomUUID(),
      deviceId: printer,
      consumable: "toner",
      part: "black",
      dueAt: monday,
    } as const;
    const opened = await rig.desk.openTask(serverCaller, kioskId, task);
    expect(opened).toMatchObject({ ok: true, value: { reason: "entered" } });
    expect(await rig.desk.openTask(serverCaller, kioskId, task)).toEqual(opened);
    const again = { ...task, id: crypto.randomUUID() };
    expect(await rig.desk.openTask(serverCaller, kioskId, again)).toMatchObject({
      ok: false,
      code: "supply.task-open",
    });
    await rig.nextDay(60);
    expect(await rig.tasks()).toHaveLength(1);
    expect(await rig.desk.withdrawTask(serverCaller, kioskId, task.id, "误开")).toMatchObject({ ok: true });
    expect(await rig.desk.withdrawTask(serverCaller, kioskId, task.id, "误开")).toMatchObject({
      code: "supply.task-closed",
    });
  });
});
