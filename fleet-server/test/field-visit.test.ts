// A visit as phones bring it: an inspection in any order and from two phones, a swap, the plan, and what waits for too long.
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  DayPlan,
  downTopic,
  FieldAttention,
  FieldBundle,
  FieldLog,
  InspectionView,
  KioskCommand,
  KioskId,
  OrderDetail,
} from "@kiosk/contract";
import BetterSqlite3 from "better-sqlite3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SignedIn } from "../../fixtures/people.ts";
import { formatLocalDay, localDay } from "../src/domain/sla/local-day.ts";
import { type Item, Phone, picture } from "./field-phone.ts";
import { eventually, TestServer } from "./server-harness.ts";
import { SettableClock } from "./settable-clock.ts";

const contract = "changning";
const kioskId = KioskId.parse("cn-014");
const dataDir = mkdtempSync(join(tmpdir(), "field-visit-"));
/** Monday 2026-11-23, 09:00 in Shanghai */
const time = new SettableClock(Date.UTC(2026, 10, 23, 1));
let server: TestServer;
let technician: SignedIn;
let second: SignedIn;
let office: SignedIn;
/** an inspection like those that follow, at another terminal */
let model: InspectionView;

beforeAll(async () => {
  server = await TestServer.start({ dataDir, clock: time.clock });
  const people = await server.people();
  technician = await people.person("陈工", [{ role: "technician", contract }]);
  second = await people.person("林工", [{ role: "technician", contract }]);
  office = await people.person("调度", [{ role: "dispatcher", contract }]);
  const begun = { id: randomUUID(), kioskId: "cn-040", kind: "hardware", visitId: null };
  model = InspectionView.parse((await office.post("/inspections", begun)).body);
});
afterAll(async () => {
  await server.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

const phoneOf = (person: SignedIn) => new Phone(person, () => time.now);
const read = (id: string) => office.get(`/inspections/${id}`, InspectionView);

/** Every check of an inspection of a terminal without devices, as `phone` enters it; where a picture is asked for it is `photoId`. */
function entries(phone: Phone, kiosk: string, inspectionId: string, photoId: string, fields: object = {}): Item[] {
  return model.targets.flatMap(({ checklistId, deviceId }) =>
    (model.checklists.find(({ id }) => id === checklistId)?.items ?? []).map(({ id: itemId, measure, photo }) => {
      const measured = measure === null ? null : (measure.min ?? measure.max ?? 1);
      const photoIds = photo === "always" ? [photoId] : [];
      const entry = { checklistId, itemId, deviceId, outcome: "pass", measured, text: "", photoIds, ...fields };
      return phone.item("check", kiosk, { inspectionId, entry });
    }),
  );
}
const ended = { conclusion: "正常", advice: "", host: null, arrivedAt: null, leftAt: null };

describe("an inspection", () => {
  it("is whole though its end came first and its beginning last", async () => {
    const phone = phoneOf(technician);
    const inspectionId = randomUUID();
    const start = phone.item("inspection-started", "cn-001", { inspectionId, kind: "hardware" });
    time.pass(60_000);
    const photo = phone.photo("cn-001", picture(1));
    const checks = entries(phone, "cn-001", inspectionId, photo.photoId);
    time.pass(60_000);
    const signature = phone.photo("cn-001", picture(2), { what: "signature" });
    const host = { name: "张主任", signaturePhotoId: signature.photoId };
    const end = phone.item("inspection-completed", "cn-001", { inspectionId, ...ended, host });
    expect((await phone.send([end, signature])).items.map((i) => i.state)).toEqual(["stored", "stored"]);
    await phone.upload(signature.photoId, picture(2));
    expect((await phone.send(checks)).items.every((i) => i.state === "stored")).toBe(true);
    await phone.upload(photo.photoId, picture(1));
    expect(await phone.sendOne(start)).toMatchObject({ state: "applied" });
    // the picture of the checks is named last of all
    expect(new Set((await phone.send([...checks, end])).items.map((i) => i.state))).toEqual(
      new Set(["applied", "stored"]),
    );
    await phone.send([photo]);
    expect((await phone.standing(photo.photoId)).digest).not.toBeNull();
    const all = await phone.send([start, ...checks, end, photo, signature]);
    expect(new Set(all.items.map((i) => i.state))).toEqual(new Set(["applied"]));
    const view = await read(inspectionId);
    expect(view).toMatchObject({ state: "completed", by: "陈工", startedAt: start.at, completedAt: end.at });
    expect(view.counts).toMatchObject({ pass: checks.length, fail: 0, open: 0 });
    expect(view.results.flatMap((r) => r.photos)[0]?.digest).toMatch(/^[0-9a-f]{64}$/);
    expect(view.host).toMatchObject({ name: "张主任", signature: { digest: expect.stringMatching(/^[0-9a-f]{64}$/) } });
  });

  it("begun on two phones is one, and has what both entered", async () => {
    const [one, two] = [phoneOf(technician), phoneOf(second)];
    const [a, b] = [randomUUID(), randomUUID()];
    const started = { kind: "hardware" };
    expect(await one.sendOne(one.item("inspection-started", "cn-002", { ...started, inspectionId: a }))).toMatchObject({
      state: "applied",
    });
    const joined = await two.sendOne(two.item("inspection-started", "cn-002", { ...started, inspectionId: b }));
    expect(joined).toMatchObject({ state: "applied" });
    expect(joined.zh).toContain("陈工");
    time.pass(1000);
    const photo = two.photo("cn-002", picture(3));
    await two.send([photo]);
    await two.upload(photo.photoId, picture(3));
    const mine = entries(one, "cn-002", a, photo.photoId);
    const theirs = entries(two, "cn-002", b, photo.photoId, { text: "林工看过" });
    const half = mine.length >> 1;
    await one.send(mine.slice(0, half));
    expect((await two.send(theirs.slice(half))).items.every((i) => i.state === "applied")).toBe(true);
    // the same place by both: both are kept, the later stands
    time.pass(1000);
    const last = { ...theirs[0], id: randomUUID(), at: time.now };
    await two.send([last]);
    const { results, superseded } = await read(a);
    expect(results).toHaveLength(mine.length);
    expect(new Set(results.map((r) => r.by))).toEqual(new Set(["陈工", "林工"]));
    expect(superseded.map((r) => r.by)).toEqual(["陈工"]);
  });

  it.each([
    ["the later one's records come first", true],
    ["the earlier one's records come first", false],
  ])(
    "made without signal before a colleague began another is one with it, and nobody has to look: %s",
    async (_, isJoinedLate) => {
      const terminal = isJoinedLate ? "cn-041" : "cn-042";
      const [early, late] = [phoneOf(technician), phoneOf(second)];
      const whole = (phone: Phone, text: string) => {
        time.pass(60_000);
        const inspectionId = randomUUID();
        const start = phone.item("inspection-started", terminal, { inspectionId, kind: "hardware" });
        time.pass(60_000);
        const bytes = picture(isJoinedLate ? 70 : 71);
        const photo = phone.photo(terminal, bytes);
        const checks = entries(phone, terminal, inspectionId, photo.photoId, { text });
        time.pass(60_000);
        const end = phone.item("inspection-completed", terminal, { inspectionId, ...ended });
        return { inspectionId, start, photo, bytes, checks, end };
      };
      const bring = async (phone: Phone, { start, photo, bytes, checks }: ReturnType<typeof whole>) => {
        await phone.send([start, photo]);
        await phone.upload(photo.photoId, bytes);
        return phone.send(checks);
      };
      const before = whole(early, "先查");
      const after = whole(late, "后查");
      const [first, next] = isJoinedLate ? [after, before] : [before, after];
      await bring(isJoinedLate ? late : early, first);
      const joined = await bring(isJoinedLate ? early : late, next);
      expect(new Set(joined.items.map((i) => i.state))).toEqual(new Set(["applied"]));
      expect(joined.items.every((i) => i.zh.includes("按其开始计"))).toBe(isJoinedLate);
      // what was found last stands, whoever's records came first
      const open = await read(first.inspectionId);
      expect(open.startedAt).toBe(first.start.at);
      expect(new Set(open.results.map((r) => r.by))).toEqual(new Set(["林工"]));
      expect(open.superseded).toHaveLength(before.checks.length);
      const kept = await office.get(`/kiosks/${terminal}/field-log?limit=200`, FieldLog);
      expect(kept.entries.filter((e) => e.type === "check" && e.by === "陈工").map((e) => e.at)).toEqual(
        before.checks.map((item) => item.at),
      );
      expect(await early.sendOne(before.end)).toMatchObject({ state: isJoinedLate ? "stored" : "applied" });
      await late.send([after.end]);
      expect(await early.sendOne(before.end)).toMatchObject({ state: "applied" });
      expect((await read(first.inspectionId)).completedAt).toBe(first.end.at);
      expect((await office.get(`/field/attention?kiosk=${terminal}`, FieldAttention)).total).toBe(0);
    },
  );

  it("whose beginning never comes is for somebody to look at after three days, and still done when it comes", async () => {
    const phone = phoneOf(technician);
    const inspectionId = randomUUID();
    const start = phone.item("inspection-started", "cn-003", { inspectionId, kind: "hardware" });
    time.pass(1000);
    const check = entries(phone, "cn-003", inspectionId, randomUUID()).find(
      (one) => !JSON.stringify(one).includes('"photoIds":["'),
    );
    expect(await phone.sendOne(check)).toMatchObject({ state: "stored" });
    time.pass(73 * 3_600_000);
    const late = phone.item("note", "cn-003", { text: "后来", photoIds: [] });
    await phone.send([late]);
    const { items } = await office.get("/field/attention?kiosk=cn-003", FieldAttention);
    expect(items).toMatchObject([{ key: check?.id, code: "field.waited-too-long" }]);
    expect(items[0]?.zh).toContain("巡检开始");
    expect(await phone.sendOne(start)).toMatchObject({ state: "applied" });
    expect(await phone.sendOne(check)).toMatchObject({ state: "applied" });
    expect((await office.get("/field/attention?kiosk=cn-003", FieldAttention)).total).toBe(0);
  });
});

describe("a swap", () => {
  it("is told to the terminal once, as made by the person", async () => {
    const terminal = await server.terminal(kioskId);
    const commands: KioskCommand[] = [];
    terminal.client.on("message", (_topic, payload) =>
      commands.push(KioskCommand.parse(JSON.parse(payload.toString()))),
    );
    await terminal.client.subscribeAsync(downTopic(kioskId), { qos: 1 });
    const phone = phoneOf(technician);
    const what = { deviceId: "booklet", consumable: "ribbon", part: "" };
    const swap = phone.item("swap", kioskId, { ...what, serial: "R-1", removedSerial: "", from: null, photoIds: [] });
    expect(await phone.sendOne(swap)).toMatchObject({ state: "attention", code: "supply.not-on-terminal" });
    await terminal.report([
      {
        deviceId: "booklet",
        deviceClass: "bookletPrinter",
        profileId: "booklet-printer/olivetti-pr2plus",
        state: "online",
        since: time.now,
        answeredAt: time.now,
        readings: [
          {
            ...{ kind: "level", consumable: "ribbon", part: "", value: 3, unit: "percent" },
            ...{ quality: "counted", raw: "", at: time.now },
          },
        ],
        conditions: [],
        exchange: [],
        droppedBytes: 0,
      },
    ]);
    const retried = await office.post(`/field/attention/${swap.id}/retry`);
    expect(retried).toMatchObject({ status: 200, body: { state: "applied" } });
    await phone.send([swap]);
    await eventually(
      async () => commands.filter(({ command }) => command.type === "consumable-replaced"),
      (told) => told.length > 0,
    );
    const told = commands.filter(({ command }) => command.type === "consumable-replaced");
    expect(told.map(({ command }) => command)).toMatchObject([{ ...what, by: "陈工" }]);
  });
});

it("a swap out of the van takes the piece out of it and closes its task, and so says the next bundle", async () => {
  const sent = async (path: string, body: object) => {
    const answer = await office.post(path, body);
    if (answer.status >= 300) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
  };
  const stock = `/contracts/${contract}/stock`;
  const technicianId = technician.account.userId;
  await sent(`${stock}/places`, { id: "van-chen", kind: "van", name: "陈工的车", technicianId });
  const counted = { place: "van-chen", item: "医保制册机色带", quantity: 2, serials: [], seenQuantity: 0 };
  await sent(`${stock}/counts`, { id: randomUUID(), ...counted, reason: "初次盘点" });
  const what = { deviceId: "booklet", consumable: "ribbon", part: "" };
  const dueAt = time.now + 3 * 86_400_000;
  await sent(`/kiosks/${kioskId}/replacement-tasks`, { id: randomUUID(), ...what, dueAt });
  const before = await technician.get("/field/bundle", FieldBundle);
  expect(before).toMatchObject({ vanPlace: "van-chen", van: [{ item: "医保制册机色带", quantity: 2 }] });
  expect(before.tasks).toMatchObject([{ kioskId, item: "医保制册机色带" }]);
  const phone = phoneOf(technician);
  const bytes = picture(60);
  const photo = phone.photo(kioskId, bytes, { what: "swap" });
  const piece = { serial: "", removedSerial: "", from: "van-chen", photoIds: [photo.photoId] };
  const swap = phone.item("swap", kioskId, { ...what, ...piece });
  await phone.send([photo, swap]);
  await phone.upload(photo.photoId, bytes);
  expect((await phone.send([swap, swap])).items.map((i) => i.state)).toEqual(["applied", "applied"]);
  const after = await technician.get("/field/bundle", FieldBundle);
  expect(after.van).toMatchObject([{ quantity: 1 }]);
  expect(after.tasks).toEqual([]);
});

it("a visit of the published plan is begun by the arrival and done by the departure", async () => {
  const date = formatLocalDay(localDay(time.now) + 1);
  const day = `/contracts/${contract}/route-plans/${date}`;
  const dayPlan = async (path: string, body: object) => DayPlan.parse((await office.post(`${day}/${path}`, body)).body);
  const { technicians } = await dayPlan("plan", { absent: [] });
  const others = technicians.filter((one) => one.technicianId !== technician.account.userId);
  const absent = others.map((one) => ({ technicianId: one.technicianId, from: null }));
  const { revision } = await dayPlan("plan", { absent });
  await dayPlan("publish", { seenRevision: revision });
  const { visits } = await technician.get("/field/bundle", FieldBundle);
  const [visit] = visits;
  if (visit === undefined) throw new Error("nobody has a visit");
  expect(visit).toMatchObject({ date, technicianId: technician.account.userId, state: "planned" });
  const phone = phoneOf(technician);
  const stateOf = async () => {
    const bundle = await technician.get("/field/bundle", FieldBundle);
    return bundle.visits.find(({ id }) => id === visit.id)?.state;
  };
  // of another terminal than the plan has it at: kept, and the visit is not begun
  const typed = { via: "typed", macLast4: null, position: null };
  const elsewhere = { ...phone.item("arrival", "cn-044", { ...typed, tag: "44" }), visitId: visit.id };
  if (visit.kioskId !== "cn-044") await phone.send([elsewhere]);
  expect(await stateOf()).toBe("planned");
  const at = { ...phone.item("arrival", visit.kioskId, { ...typed, tag: visit.kioskId }), visitId: visit.id };
  expect(await phone.sendOne(at)).toMatchObject({ state: "applied" });
  expect(await stateOf()).toBe("started");
  time.pass(60_000);
  await phone.send([{ ...phone.item("departure", visit.kioskId), visitId: visit.id }]);
  expect(await stateOf()).toBe("done");
});

it("what was kept when the server went down is carried out when it is up again", async () => {
  const phone = phoneOf(technician);
  const bytes = picture(50);
  const photo = phone.photo("cn-004", bytes);
  const note = phone.item("note", "cn-004", { text: "断电前", photoIds: [photo.photoId] });
  await phone.send([photo, note]);
  await phone.piece(photo.photoId, 0, bytes.subarray(0, 5000));
  await server.stop();
  server = await TestServer.start({ dataDir, clock: time.clock });
  (await server.people()).moveTo(server.app.httpUrl);
  expect(await phone.standing(photo.photoId)).toMatchObject({ receivedBytes: 5000, totalBytes: bytes.length });
  await phone.upload(photo.photoId, bytes);
  const { entries: kept } = await office.get("/kiosks/cn-004/field-log", FieldLog);
  expect(kept.map((entry) => entry.state)).toEqual(["applied", "applied"]);
});

it("what was carried out, and the note of it lost in a crash, is not done twice", async () => {
  const phone = phoneOf(technician);
  const asked = { kioskId: "cn-005", deviceId: null, class: "software", title: "页面空白", description: "市民来电" };
  const { order } = OrderDetail.parse((await office.post("/work-orders", asked)).body);
  await office.post(`/work-orders/${order.id}/actions`, { type: "onsite_requested", text: "请到场" });
  time.pass(1000);
  const inspectionId = randomUUID();
  const start = phone.item("inspection-started", "cn-005", { inspectionId, kind: "hardware" });
  const check = entries(phone, "cn-005", inspectionId, "").find(
    (one) => !JSON.stringify(one).includes('"photoIds":["'),
  );
  const arrived = { orderId: order.id, act: "arrived", text: "到", data: {}, photoIds: [] };
  const acts = [start, check, phone.item("order-act", "cn-005", arrived), phone.item("departure", "cn-005")];
  const fixes = [1, 2, 3].map((n) => ({ lon: 121.4, lat: 31.2, accuracyM: 5, at: n }));
  acts.push(phone.item("position", "cn-005", { fixes }));
  expect((await phone.send(acts)).items.map((i) => i.state)).toEqual(acts.map(() => "applied"));
  await server.stop();
  const file = new BetterSqlite3(join(dataDir, "fleet.db"));
  file.prepare("update fieldOutcome set state = 'stored', zh = '' where kioskId = 'cn-005'").run();
  file.close();
  server = await TestServer.start({ dataDir, clock: time.clock });
  (await server.people()).moveTo(server.app.httpUrl);
  time.pass(60_000);
  expect((await phone.send(acts)).items.map((i) => i.state)).toEqual(acts.map(() => "applied"));
  const { events } = await office.get(`/work-orders/${order.id}`, OrderDetail);
  expect(events.filter((event) => event.type === "arrived")).toHaveLength(1);
  const { results, superseded } = await read(inspectionId);
  expect([results.length, superseded.length]).toEqual([1, 0]);
});
