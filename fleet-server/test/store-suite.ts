// What every store must do, whichever database it stands on. Called by store-sqlite.test.ts and store-postgres.test.ts.
import { expect, test } from "vitest";
import type { FleetStore } from "../src/ports.ts";
import type { Changes } from "../src/tables.ts";
import * as told from "./alarm-records.ts";
import { fieldStoreSuite } from "./field-store.ts";
import { routeStoreSuite } from "./route-store.ts";
import { faultRuleVersion, thresholdVersion } from "./setting-records.ts";
import { auditSuite } from "./store-audit.ts";
import { faultHistorySuite } from "./store-fault-history.ts";
import { guaranteeSuite } from "./store-guarantees.ts";
import { inspectionSuite } from "./store-inspections.ts";
import * as rows from "./store-records.ts";
import { reportStoreSuite } from "./store-reports.ts";
import { shelfStoreSuite } from "./store-shelf.ts";
import { supplyStoreSuite } from "./supplies-store.ts";
import * as people from "./vendor-records.ts";
import * as watch from "./watch-records.ts";

const { user, session, organisation, organisationContract, orderLink } = people;
const everybody: Changes = {
  user: [user],
  session: [session],
  organisation: [organisation],
  organisationContract: [organisationContract],
  orderLink: [orderLink],
};

/** `open` gives a store that holds nothing. */
export function storeSuite(open: () => Promise<FleetStore>): void {
  async function filled(): Promise<FleetStore> {
    const store = await open();
    await store.commit(rows.everything);
    await store.commit(everybody);
    return store;
  }

  faultHistorySuite(filled);
  auditSuite(filled);
  reportStoreSuite(filled);
  inspectionSuite(filled);
  guaranteeSuite(filled);
  shelfStoreSuite(filled);
  fieldStoreSuite(filled);
  supplyStoreSuite(filled);
  routeStoreSuite(filled);

  test("every record comes back as it was written", async () => {
    const store = await filled();
    const fleet = await store.loadFleet(0);
    expect(fleet).toEqual({
      contracts: [rows.contract],
      kiosks: [rows.kiosk(rows.kioskId, 1), rows.kiosk(rows.otherKioskId, 2)],
      statuses: [rows.kioskStatus],
      boots: [rows.boot],
      devices: [rows.device],
      consumables: expect.arrayContaining([rows.numericLevel, rows.wordLevel]),
      faults: [rows.fault],
      acknowledgements: [watch.acknowledgement],
      suppressions: [watch.suppression],
      wallTokens: [watch.wallToken],
      openOrders: [rows.order],
      openOrderEvents: [rows.orderEvent("order-1", 1)],
      alarms: [told.alarm],
      waitingNotices: [told.notice],
      policies: [rows.policy],
      calendars: [rows.calendar],
      terms: [rows.terms],
      movements: [rows.movement],
      waitingCommands: [rows.command],
      credentials: [rows.credential],
      thresholdVersions: [thresholdVersion],
      faultRuleVersions: [faultRuleVersion],
      users: [people.user],
      sessions: [people.session],
      organisations: [people.organisation],
      organisationContracts: [people.organisationContract],
      orderLinks: [people.orderLink],
      meta: [{ key: "orderNumber", value: "1" }],
    });
    await store.commit({ selfInspection: [rows.selfInspection] });
    expect(await store.upkeep.selfInspections.last(rows.kioskId)).toEqual(rows.selfInspection);
    expect(await store.upkeep.selfInspections.last(rows.otherKioskId)).toBeUndefined();
    expect(await store.upkeep.selfInspections.lastAsked(rows.kioskId)).toBeUndefined();
    expect(await store.history.linksOfOrder(rows.order.id)).toEqual([people.orderLink]);
    expect(fleet.consumables).toHaveLength(2);
    expect(await store.history.timeline(rows.kioskId, 10)).toEqual([rows.timelineRow(1)]);
    expect(await store.history.alarms({ limit: 10 })).toEqual([told.alarm]);
    expect(await store.history.noticesOf([told.alarm.id])).toEqual([told.notice]);
    expect(await store.history.findEvidence([rows.evidence.digest])).toEqual([rows.evidence]);
    expect(await store.history.findEnrolmentCode(rows.enrolmentCode.codeHash)).toEqual(rows.enrolmentCode);
    const kept = await store.history.findQuarantined("quarantine-1");
    expect({ ...kept, payload: [...(kept?.payload ?? [])] }).toEqual({
      ...rows.quarantined(1),
      payload: [0x00, 0xff, 0x80, 1],
    });
  });

  test("closed orders of a firm are found by the firm and by when they were last worked on", async () => {
    const store = await filled();
    const vendorId = people.organisation.id;
    const { updatedAt } = rows.order;
    const closed = { ...rows.order, id: "order-c", causeKey: null, state: "done", vendorId } as const;
    await store.commit({ workOrder: [closed, { ...closed, id: "order-o", state: "reported" }] });
    expect(await store.history.closedOrdersOf(vendorId, updatedAt, 10)).toEqual([closed]);
    expect(await store.history.closedOrdersOf(vendorId, updatedAt + 1, 10)).toEqual([]);
  });

  test("an alarm is told once: the same order, clock, level and due are refused a second time", async () => {
    const store = await filled();
    const again = { ...told.alarm, id: "alarm-2", firedAt: told.alarm.firedAt + 1000 };
    await expect(store.commit({ alarm: [again] })).rejects.toThrow();
    await store.commit({ alarm: [{ ...again, dueKey: told.alarm.dueKey + 1 }] });
    expect(await store.history.alarms({ orderId: rows.order.id, limit: 10 })).toHaveLength(2);
  });

  test("two events cannot have the same place in the log of all orders", async () => {
    const store = await filled();
    const { logSeq } = rows.orderEvent("order-1", 1);
    await expect(store.commit({ workOrderEvent: [{ ...rows.orderEvent("order-1", 9), logSeq }] })).rejects.toThrow();
  });

  test("the log of all orders is read in its order, from a place on", async () => {
    const store = await filled();
    await store.commit({ workOrderEvent: [rows.orderEvent("order-1", 3), rows.orderEvent("order-1", 2)] });
    expect((await store.history.log(0, 10)).map((e) => e.seq)).toEqual([1, 2, 3]);
    expect((await store.history.log(1001, 1)).map((e) => e.seq)).toEqual([2]);
  });

  test("a record with a known key replaces the one before it", async () => {
    const store = await filled();
    await store.commit({ consumable: [{ ...rows.numericLevel, value: "not-supported", capacity: null }] });
    const { consumables } = await store.loadFleet(0);
    expect(consumables.find((c) => c.part === "")?.value).toBe("not-supported");
    expect(consumables).toHaveLength(2);
  });

  test("the last of two records with one key in a commit wins", async () => {
    const store = await filled();
    await store.commit({
      boot: [
        { ...rows.boot, seen: [[1, 43]] },
        { ...rows.boot, seen: [[1, 44]] },
      ],
    });
    expect((await store.loadFleet(0)).boots.map((b) => b.seen)).toEqual([[[1, 44]]]);
  });

  test("an append-only row whose key exists is refused and nothing of its commit is stored", async () => {
    const store = await filled();
    const commit = store.commit({
      meta: [{ key: "touched", value: "yes" }],
      report: [rows.report(2), rows.report(1)],
    });
    await expect(commit).rejects.toMatchObject({ name: "StoreError" });
    expect(await store.history.countReports(rows.kioskId)).toBe(1);
    expect((await store.loadFleet(0)).meta.map((m) => m.key)).toEqual(["orderNumber"]);
  });

  test("after a refused commit the next one is stored", async () => {
    const store = await filled();
    await expect(store.commit({ report: [rows.report(1)] })).rejects.toMatchObject({ name: "StoreError" });
    await store.commit({ report: [rows.report(2)] });
    expect(await store.history.countReports(rows.kioskId)).toBe(2);
  });

  test("commits that overlap are each stored whole", async () => {
    const store = await filled();
    const outcomes = await Promise.allSettled([
      store.commit({ report: [rows.report(2), rows.report(3)] }),
      store.commit({ report: [rows.report(4), rows.report(1)] }),
      store.commit({ report: [rows.report(5)] }),
    ]);
    expect(outcomes.map((o) => o.status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect(await store.history.countReports(rows.kioskId)).toBe(4);
  });

  test("a second open order for one cause is refused", async () => {
    const store = await filled();
    const second = { ...rows.order, id: "order-2", number: "WO-20261122-0002" };
    await expect(store.commit({ workOrder: [second] })).rejects.toMatchObject({ name: "StoreError" });
  });

  test("a cause may have a new order once the old one is closed", async () => {
    const store = await filled();
    const second = { ...rows.order, id: "order-2", number: "WO-20261122-0002" };
    await store.commit({ workOrder: [{ ...rows.order, state: "done" }, second] });
    expect((await store.loadFleet(0)).openOrders.map((o) => o.id)).toEqual(["order-2"]);
  });

  test("orders by hand have no cause and never collide", async () => {
    const store = await filled();
    const byHand = { ...rows.order, causeKey: null, faultId: null, faultCode: null };
    await store.commit({
      workOrder: [
        { ...byHand, id: "order-2" },
        { ...byHand, id: "order-3" },
      ],
    });
    expect((await store.loadFleet(0)).openOrders).toHaveLength(3);
  });

  test("a row of a terminal that does not exist is refused", async () => {
    const store = await open();
    await expect(store.commit({ report: [rows.report(1)] })).rejects.toMatchObject({ name: "StoreError" });
  });

  test("a fraction where an integer belongs is refused before anything is stored", async () => {
    const store = await filled();
    const commit = store.commit({ report: [rows.report(2), { ...rows.report(3), at: 1.5 }] });
    await expect(commit).rejects.toMatchObject({ name: "StoreError", code: "RECORD_INVALID" });
    expect(await store.history.countReports(rows.kioskId)).toBe(1);
  });

  test("a NUL in a text is kept as its control picture", async () => {
    const store = await open();
    await store.commit({ quarantine: [{ ...rows.quarantined(1), topic: "a\0b" }] });
    expect((await store.history.findQuarantined("quarantine-1"))?.topic).toBe("a\u2400b");
  });

  test("an empty payload stays an empty payload", async () => {
    const store = await open();
    await store.commit({ quarantine: [{ ...rows.quarantined(1), payload: new Uint8Array(0) }] });
    expect((await store.history.findQuarantined("quarantine-1"))?.payload).toHaveLength(0);
  });

  test("a fault cleared before the asked time is left out of the fleet", async () => {
    const store = await filled();
    const cleared = { ...rows.fault, state: "cleared" as const };
    await store.commit({
      fault: [
        { ...cleared, id: "fault-old", clearedAt: 1000 },
        { ...cleared, id: "fault-new", clearedAt: 3000 },
      ],
    });
    expect((await store.loadFleet(2000)).faults.map((f) => f.id).toSorted()).toEqual(["fault-1", "fault-new"]);
  });

  test("commands that were answered are left out of the fleet", async () => {
    const store = await filled();
    await store.commit({ command: [{ ...rows.command, state: "done", answeredAt: 5 }] });
    expect((await store.loadFleet(0)).waitingCommands).toEqual([]);
  });

  test("a terminal's timeline comes newest first, its own rows only, and no more than asked", async () => {
    const store = await filled();
    await store.commit({
      timeline: [rows.timelineRow(3), rows.timelineRow(2), rows.timelineRow(4, rows.otherKioskId)],
    });
    const timeline = await store.history.timeline(rows.kioskId, 2);
    expect(timeline.map((row) => row.id)).toEqual(["timeline-3", "timeline-2"]);
  });

  test("a terminal's timeline goes on behind a mark, also among lines of one instant", async () => {
    const store = await filled();
    const { at } = rows.timelineRow(1);
    const same = (n: number) => ({ ...rows.timelineRow(n), at, recordedAt: at });
    await store.commit({ timeline: [same(4), same(5), same(6)] });
    const [first, second] = await store.history.timeline(rows.kioskId, 2);
    if (first === undefined || second === undefined) throw new Error("no lines");
    const rest = await store.history.timeline(rows.kioskId, 10, second);
    expect([first.id, second.id, ...rest.map((row) => row.id)].toSorted()).toEqual([
      "timeline-1",
      "timeline-4",
      "timeline-5",
      "timeline-6",
    ]);
  });

  test("a terminal's messages are read behind a mark towards the past, and from a time on towards now", async () => {
    const store = await filled();
    await store.commit({ report: [rows.report(3), rows.report(2), rows.report(4, rows.otherKioskId)] });
    const [newest] = await store.history.reports(rows.kioskId, 1);
    if (newest === undefined) throw new Error("no message");
    expect(newest.seq).toBe(3);
    expect((await store.history.reports(rows.kioskId, 10, newest)).map((row) => row.seq)).toEqual([2, 1]);
    const since = rows.report(2).receivedAt;
    expect((await store.history.reportsSince(rows.kioskId, since, 10)).map((row) => row.seq)).toEqual([2, 3]);
    expect((await store.history.reportsSince(rows.kioskId, since, 1)).map((row) => row.seq)).toEqual([2]);
  });

  test("orders are found by state, newest first", async () => {
    const store = await filled();
    const { reportedAt } = rows.order;
    await store.commit({
      workOrder: [
        { ...rows.order, id: "order-2", causeKey: null, reportedAt: reportedAt + 1, state: "acknowledged" },
        { ...rows.order, id: "order-3", causeKey: null, reportedAt: reportedAt + 2, state: "cancelled" },
      ],
    });
    const ids = async (state: "open" | "closed" | "all", limit = 9) =>
      (await store.history.orders({ state, limit })).map((o) => o.id);
    expect(await ids("open")).toEqual(["order-2", "order-1"]);
    expect(await ids("closed")).toEqual(["order-3"]);
    expect(await ids("all")).toEqual(["order-3", "order-2", "order-1"]);
    expect(await ids("all", 1)).toEqual(["order-3"]);
    expect((await store.history.findOrder("order-3"))?.state).toBe("cancelled");
    expect(await store.history.findOrder("order-9")).toBeUndefined();
  });

  test("the events of many orders come in order, and none for orders without", async () => {
    const store = await filled();
    await store.commit({
      workOrder: [{ ...rows.order, id: "order-2", causeKey: null }],
      workOrderEvent: [rows.orderEvent("order-2", 2), rows.orderEvent("order-2", 1), rows.orderEvent("order-1", 2)],
    });
    const many = Array.from({ length: 2500 }, (_, n) => `order-${n}`);
    const events = await store.history.orderEvents(many);
    expect(events.map((e) => `${e.orderId}/${e.seq}`)).toEqual(["order-1/1", "order-1/2", "order-2/1", "order-2/2"]);
    expect(await store.history.orderEvents([])).toEqual([]);
  });

  test("quarantine is counted, listed newest first, and counted since a time", async () => {
    const store = await open();
    await store.commit({ quarantine: [1, 2, 3].map((n) => rows.quarantined(n)) });
    const list = await store.history.quarantine(2);
    expect(list.total).toBe(3);
    expect(list.rows.map((row) => row.id)).toEqual(["quarantine-3", "quarantine-2"]);
    expect(await store.history.quarantineCountSince(rows.quarantined(2).receivedAt)).toBe(2);
    expect(await store.history.findQuarantined("quarantine-9")).toBeUndefined();
  });

  test("trimming quarantine drops the oldest of that terminal only and says how many", async () => {
    const store = await open();
    const mine = [1, 2, 3, 4].map((n) => rows.quarantined(n));
    await store.commit({ quarantine: [...mine, rows.quarantined(5, "zz-stranger")] });
    expect(await store.history.trimQuarantine("cn-001", 1)).toBe(3);
    expect((await store.history.quarantine(9)).rows.map((row) => row.id)).toEqual(["quarantine-5", "quarantine-4"]);
    expect(await store.history.trimQuarantine("cn-001", 1)).toBe(0);
  });

  test("an unknown enrolment code is not found", async () => {
    const store = await filled();
    expect(await store.history.findEnrolmentCode("00")).toBeUndefined();
  });

  test("a large commit goes in whole", async () => {
    const store = await filled();
    const reports = Array.from({ length: 9000 }, (_, n) => rows.report(n + 2));
    await store.commit({ report: reports });
    expect(await store.history.countReports(rows.kioskId)).toBe(9001);
  });
}
