// What a phone takes along and brings back, at a whole server.
import { createPublicKey, randomUUID, verify, webcrypto } from "node:crypto";
import {
  FieldAttention,
  FieldBundle,
  FieldLog,
  KioskDetail,
  KioskId,
  KioskTags,
  OrderDetail,
  PositionProposals,
  Problem,
} from "@kiosk/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { People, SignedIn } from "../../fixtures/people.ts";
import { Phone, picture } from "./field-phone.ts";
import { TestServer } from "./server-harness.ts";

const contract = "changning";
const minuteMs = 60_000;
let server: TestServer;
let people: People;
let technician: SignedIn;
let office: SignedIn;
let manager: SignedIn;
let phone: Phone;

beforeAll(async () => {
  server = await TestServer.start();
  people = await server.people();
  technician = await people.person("陈工", [{ role: "technician", contract }]);
  office = await people.person("调度", [{ role: "dispatcher", contract }]);
  manager = await people.person("项目经理", [{ role: "project_manager", contract }]);
  phone = new Phone(technician);
});
afterAll(() => server.stop());

const attention = (query = "") => office.get(`/field/attention${query}`, FieldAttention);
const log = (kioskId: string) => office.get(`/kiosks/${kioskId}/field-log`, FieldLog);
const tagOf = async (kioskId: string) => {
  const { tags } = await office.get(`/contracts/${contract}/kiosk-tags`, KioskTags);
  return tags.find((tag) => tag.kioskId === kioskId)?.text ?? "";
};
async function order(kioskId: string): Promise<string> {
  const asked = { kioskId, deviceId: null, class: "software", title: "页面空白", description: "市民来电" };
  const opened = await office.post("/work-orders", asked);
  const { id } = OrderDetail.parse(opened.body).order;
  const notified = await office.post(`/work-orders/${id}/actions`, { type: "onsite_requested", text: "请到场" });
  if (notified.status !== 200) throw new Error(JSON.stringify(notified));
  return id;
}
const acted = { text: "到了", data: {}, photoIds: [] };

describe("what a phone takes along", () => {
  it("is every terminal of the person's contracts, and nothing of another", async () => {
    const bundle = await technician.get("/field/bundle", FieldBundle);
    expect(bundle.kiosks).toHaveLength(46);
    expect(new Set(bundle.kiosks.map((k) => k.contractId))).toEqual(new Set([contract]));
    expect(bundle.user.name).toBe("陈工");
  });
  it("is packed for whoever can unpack it", async () => {
    const ask = async (encoding: string) =>
      technician.fetch("/field/bundle", { headers: { "accept-encoding": encoding } });
    const response = await ask("gzip");
    expect(response.headers.get("content-encoding")).toBe("gzip");
    expect(Number(response.headers.get("content-length"))).toBeLessThan(30_000);
    expect(FieldBundle.parse(await response.json()).kiosks).toHaveLength(46);
    const plain = await ask("identity");
    expect(plain.headers.get("content-encoding")).toBeNull();
    expect((await plain.text()).length).toBeGreaterThan(30_000);
  });
  it("names those that are easily taken for each other", async () => {
    const { kiosks } = await technician.get("/field/bundle", FieldBundle);
    const found = kiosks.find((k) => k.seq === 25)?.neighbours ?? [];
    expect(found).toContainEqual(
      expect.objectContaining({ seq: 26, macLast4: expect.stringMatching(/^[0-9A-F]{4}$/) }),
    );
  });
  it("is not sent again while nothing has changed, and is when something has", async () => {
    const { etag } = await technician.get("/field/bundle", FieldBundle);
    const again = () => technician.fetch("/field/bundle", { headers: { "if-none-match": `"${etag}"` } });
    const unchanged = await again();
    expect({ status: unchanged.status, body: await unchanged.text() }).toEqual({ status: 304, body: "" });
    const id = await order("cn-040");
    const changed = FieldBundle.parse(await (await again()).json());
    expect(changed.orders.map((o) => o.id)).toContain(id);
  });
});

describe("the code on a terminal", () => {
  it("is signed with a key that phones have, as node:crypto and a browser verify it", async () => {
    const { tagKey } = await technician.get("/field/bundle", FieldBundle);
    const text = await tagOf("cn-025");
    const cut = text.lastIndexOf(".");
    const payload = Buffer.from(text.slice(0, cut));
    const signature = Buffer.from(text.slice(cut + 1), "base64url");
    const spki = Buffer.from(tagKey, "base64");
    const key = createPublicKey({ key: spki, format: "der", type: "spki" });
    expect(verify("sha256", payload, { key, dsaEncoding: "ieee-p1363" }, signature)).toBe(true);
    const ecdsa = { name: "ECDSA", namedCurve: "P-256" };
    const { subtle } = webcrypto;
    const imported = await subtle.importKey("spki", spki, ecdsa, false, ["verify"]);
    const sha256 = { name: "ECDSA", hash: "SHA-256" };
    expect(await subtle.verify(sha256, imported, signature, payload)).toBe(true);
    expect(await subtle.verify(sha256, imported, signature, Buffer.from("K1.cn-026.7E10"))).toBe(false);
  });
  it("proves an arrival; a neighbour's does not, and the neighbour is named", async () => {
    const scanned = { via: "code", macLast4: null, position: null };
    const position = { lon: 121.42, lat: 31.22, accuracyM: 8, at: phone.now };
    const right = phone.item("arrival", "cn-025", { ...scanned, position, tag: await tagOf("cn-025") });
    expect(await phone.sendOne(right)).toMatchObject({ id: right.id, state: "applied", timeDoubtful: false });
    const wrong = phone.item("arrival", "cn-025", { ...scanned, tag: await tagOf("cn-026") });
    const told = await phone.sendOne(wrong);
    expect(told).toMatchObject({ state: "attention", code: "field.wrong-terminal" });
    expect(told.zh).toContain("#26");
    const { items } = await attention("?kiosk=cn-025");
    const { entries } = await log("cn-025");
    const proved = entries.find((entry) => entry.key === right.id);
    expect(proved?.presence).toMatchObject({ evidence: "code", distanceM: expect.any(Number), accuracyM: 8 });
    expect(entries.find((entry) => entry.key === wrong.id)?.presence).toBeNull();
    expect(items).toMatchObject([{ key: wrong.id, by: "陈工", kioskSeq: 25, type: "arrival", body: wrong }]);
  });
});

describe("each item by itself", () => {
  it("garbage among them costs none of the others", async () => {
    const note = phone.item("note", "cn-001", { text: "门禁已换", photoIds: [] });
    const strange = phone.item("departure", "cn-001", { more: 1 });
    const { items } = await phone.send([null, "x", { id: 7 }, strange, note, [[[]]]]);
    const states = ["refused", "refused", "refused", "refused", "applied", "refused"];
    expect(items.map((item) => item.state)).toEqual(states);
    expect(items.map((item) => item.id)).toEqual(["", "", "", strange.id, note.id, ""]);
    const { entries } = await log("cn-001");
    expect(entries.map((entry) => entry.key)).toEqual([note.id]);
  });
  it("of a foreign terminal is refused as one that is not there", async () => {
    const foreign = await phone.sendOne(phone.item("departure", "dz-001"));
    const nobodys = await phone.sendOne(phone.item("departure", "zz-999"));
    expect([foreign.state, foreign.code]).toEqual(["refused", "resource.not-found"]);
    expect([nobodys.state, nobodys.code]).toEqual(["refused", "resource.not-found"]);
  });
  it("of another person than who is signed in is refused, and nothing is kept", async () => {
    const note = phone.item("note", "cn-002", { text: "甲写的", photoIds: [] });
    const told = await new Phone(manager).sendOne(note, { by: technician.account.userId });
    expect([told.state, told.code]).toEqual(["refused", "field.other-person"]);
    expect((await log("cn-002")).entries).toEqual([]);
    expect(await phone.sendOne(note)).toMatchObject({ state: "applied" });
  });
  it("without a session is answered 401, and nothing is kept", async () => {
    const note = phone.item("note", "cn-003", { text: "未登录", photoIds: [] });
    const upload = { sentAt: phone.now, installId: phone.installId, by: technician.account.userId, items: [note] };
    const headers = { "content-type": "application/json" };
    const init = { method: "POST", headers, body: JSON.stringify(upload) };
    const response = await fetch(`${server.app.httpUrl}/api/v1/field/items`, init);
    expect(response.status).toBe(401);
    expect((await log("cn-003")).entries).toEqual([]);
  });
  it("sent again is the same item; another under its id is kept beside it for somebody to look at", async () => {
    const id = await order("cn-004");
    const act = phone.item("order-act", "cn-004", { orderId: id, act: "arrived", ...acted });
    expect(await phone.sendOne(act)).toMatchObject({ state: "applied" });
    const twice = await phone.send([act, act]);
    expect(twice.items.map((item) => item.state)).toEqual(["applied", "applied"]);
    const { events } = await technician.get(`/work-orders/${id}`, OrderDetail);
    expect(events.filter((event) => event.type === "arrived")).toHaveLength(1);
    const other = { ...act, text: "没到" };
    expect(await phone.sendOne(other)).toMatchObject({ id: act.id, state: "attention", code: "field.id-taken" });
    expect(await phone.sendOne(other)).toMatchObject({ state: "attention", code: "field.id-taken" });
    const { entries } = await log("cn-004");
    expect(entries.map((entry) => entry.key).toSorted()).toEqual([act.id, `${act.id}+1`]);
  });
  it("sent by two uploads at once is one item", async () => {
    const id = await order("cn-005");
    const act = phone.item("order-act", "cn-005", { orderId: id, act: "arrived", ...acted });
    const both = await Promise.all([phone.sendOne(act), phone.sendOne(act)]);
    expect(both.map((told) => told.state)).toEqual(["applied", "applied"]);
    const { events } = await technician.get(`/work-orders/${id}`, OrderDetail);
    expect(events.filter((event) => event.type === "arrived")).toHaveLength(1);
  });
});

describe("an act on an order", () => {
  it("is done as the person, at the time the phone's clock corrected says", async () => {
    const id = await order("cn-006");
    const slow = new Phone(technician, Date.now, -3 * 60 * minuteMs);
    const act = slow.item("order-act", "cn-006", { orderId: id, act: "arrived", ...acted });
    const { skewMs, items } = await slow.send([act]);
    expect(Math.abs(skewMs - 3 * 60 * minuteMs)).toBeLessThan(5000);
    expect(items).toMatchObject([{ state: "applied", timeDoubtful: false }]);
    const { events } = await technician.get(`/work-orders/${id}`, OrderDetail);
    const arrived = events.find((event) => event.type === "arrived");
    expect(arrived).toMatchObject({ actor: "陈工", party: "technician" });
    expect(Math.abs((arrived?.at ?? 0) - Date.now())).toBeLessThan(5000);
  });
  it("of a clock that jumped is bounded, and says that its time is doubtful", async () => {
    const note = {
      ...phone.item("note", "cn-007", { text: "明天", photoIds: [] }),
      at: Date.now() + 24 * 60 * minuteMs,
    };
    expect(await phone.sendOne(note)).toMatchObject({ state: "applied", timeDoubtful: true });
    const [entry] = (await log("cn-007")).entries;
    expect(entry).toMatchObject({ timeDoubtful: true, phoneAt: note.at });
    expect(entry?.at).toBeLessThanOrEqual(entry?.receivedAt ?? 0);
  });
  it("that the order does not allow any more waits for somebody, who retries or settles it", async () => {
    const id = await order("cn-008");
    const act = phone.item("order-act", "cn-008", { orderId: id, act: "tested", ...acted });
    const told = await phone.sendOne(act);
    expect(told.state).toBe("attention");
    const found = (await attention("?kiosk=cn-008")).items;
    expect(found).toMatchObject([{ key: act.id, code: told.code, zh: told.zh }]);
    const retried = await office.post(`/field/attention/${act.id}/retry`);
    expect(retried).toMatchObject({ status: 200, body: { state: "attention" } });
    expect(await office.post(`/field/attention/${act.id}/settle`, { why: "" })).toMatchObject({ status: 400 });
    expect(await office.post(`/field/attention/${act.id}/settle`, { why: "已电话核实" })).toMatchObject({
      status: 200,
    });
    const twice = await office.post(`/field/attention/${act.id}/settle`, { why: "再一次" });
    expect(Problem.parse(twice.body).code).toBe("field.settled");
    expect((await attention("?kiosk=cn-008")).total).toBe(0);
    expect((await log("cn-008")).entries).toMatchObject([
      { state: "settled", settledBy: "调度", settledWhy: "已电话核实" },
    ]);
  });
  it("of another terminal, or of nobody's order, is not done", async () => {
    const id = await order("cn-009");
    const elsewhere = phone.item("order-act", "cn-010", { orderId: id, act: "arrived", ...acted });
    expect(await phone.sendOne(elsewhere)).toMatchObject({ state: "attention", code: "field.elsewhere" });
    const nobodys = phone.item("order-act", "cn-010", { orderId: "none", act: "arrived", ...acted });
    expect(await phone.sendOne(nobodys)).toMatchObject({ state: "attention", code: "resource.not-found" });
    expect((await technician.get(`/work-orders/${id}`, OrderDetail)).events.map((e) => e.type)).not.toContain(
      "arrived",
    );
  });
});

describe("a picture", () => {
  it("comes in pieces, goes on where a cut left it, and is evidence of its terminal", async () => {
    const id = await order("cn-011");
    const bytes = picture(11);
    const photo = phone.photo("cn-011", bytes, { what: "order" });
    const { photoId } = photo;
    const act = phone.item("order-act", "cn-011", { orderId: id, act: "arrived", ...acted, photoIds: [photoId] });
    expect((await phone.send([photo, act])).items.map((item) => item.state)).toEqual(["stored", "stored"]);
    expect(await phone.piece(photoId, 0, bytes.subarray(0, 9000))).toMatchObject({ receivedBytes: 9000, digest: null });
    // the answer was lost: the same piece again, and one that is not next
    expect(await phone.piece(photoId, 0, bytes.subarray(0, 9000))).toMatchObject({ receivedBytes: 9000 });
    expect(await phone.piece(photoId, 12_000, bytes.subarray(12_000))).toMatchObject({ receivedBytes: 9000 });
    const { digest } = await phone.piece(photoId, 9000, bytes.subarray(9000));
    expect((await phone.send([photo, act])).items.map((item) => item.state)).toEqual(["applied", "applied"]);
    const { events } = await technician.get(`/work-orders/${id}`, OrderDetail);
    expect(events.at(-1)).toMatchObject({ type: "arrived", evidence: [digest] });
    const elsewhere = await people.person("达州调度", [{ role: "dispatcher", contract: "dazhou" }]);
    expect((await elsewhere.fetch(`/evidence/${digest}`)).status).toBe(404);
    const shown = await office.fetch(`/evidence/${digest}`);
    expect(new Uint8Array(await shown.arrayBuffer())).toEqual(new Uint8Array(bytes));
  });
  it("may come before the item that names it", async () => {
    const bytes = picture(12);
    const photo = phone.photo("cn-012", bytes);
    const before = await phone.piece(photo.photoId, 0, bytes);
    expect(before).toMatchObject({ receivedBytes: bytes.length, totalBytes: 0, digest: null });
    expect(await phone.sendOne(photo)).toMatchObject({ state: "stored" });
    expect((await phone.standing(photo.photoId)).digest).toMatch(/^[0-9a-f]{64}$/);
    expect(await phone.sendOne(photo)).toMatchObject({ state: "applied" });
  });
  it("that is none is refused with a reason, its item waits for somebody, and the rest is done without it", async () => {
    const page = Buffer.from("<html><script>alert(1)</script></html>");
    const photo = phone.photo("cn-013", page);
    const note = phone.item("note", "cn-013", { text: "见照片", photoIds: [photo.photoId] });
    await phone.send([photo, note]);
    expect(await phone.put(photo.photoId, 0, page)).toMatchObject({ code: "evidence.type" });
    const { items } = await phone.send([photo, note]);
    expect(items).toMatchObject([{ state: "attention", code: "evidence.type" }, { state: "applied" }]);
  });
  it("that is not what its item says begins anew, and is given up at the third time", async () => {
    const bytes = picture(14);
    const photo = phone.photo("cn-014", bytes);
    const other = Buffer.from(bytes);
    other[200] = (other[200] ?? 0) ^ 1;
    await phone.send([photo]);
    expect(await phone.piece(photo.photoId, 0, other)).toMatchObject({ receivedBytes: 0, digest: null });
    expect(await phone.piece(photo.photoId, 0, other)).toMatchObject({ receivedBytes: 0 });
    expect(await phone.put(photo.photoId, 0, other)).toMatchObject({ code: "field.photo-differs" });
    expect(await phone.sendOne(photo)).toMatchObject({ state: "attention", code: "field.photo-differs" });
  });
  it("has bounds: a piece, the whole, and what its item says", async () => {
    const bytes = picture(15);
    const photo = phone.photo("cn-015", bytes);
    await phone.send([photo]);
    const tooLong = await phone.put(photo.photoId, 0, Buffer.concat([bytes, Buffer.from("x")]));
    expect(tooLong).toMatchObject({ code: "field.photo-too-large" });
    const big = await phone.put(randomUUID(), 0, Buffer.alloc(1024 * 1024 + 1));
    expect(big).toMatchObject({ code: "field.photo-too-large" });
    const huge = await phone.sendOne({ ...phone.photo("cn-015", bytes), bytes: 8 * 1024 * 1024 + 1 });
    expect([huge.state, huge.code]).toEqual(["refused", "field.item-invalid"]);
    expect(await phone.put(randomUUID(), 8 * 1024 * 1024, Buffer.from("x"))).toMatchObject({
      code: "field.photo-too-large",
    });
  });
  it("that two items name is the first one's, and the other is looked at where they differ", async () => {
    const bytes = picture(17);
    const first = phone.photo("cn-015", bytes);
    const second = { ...phone.photo("cn-015", picture(18)), photoId: first.photoId };
    await phone.send([first, second]);
    await phone.upload(first.photoId, bytes);
    const { items } = await phone.send([first, second]);
    expect(items).toMatchObject([{ state: "applied" }, { state: "attention", code: "field.photo-differs" }]);
  });
  it("of somebody else is not there", async () => {
    const bytes = picture(16);
    const photo = phone.photo("cn-016", bytes);
    await phone.send([photo]);
    const other = new Phone(manager);
    expect(await other.put(photo.photoId, 0, bytes)).toMatchObject({ code: "resource.not-found" });
    await expect(other.standing(photo.photoId)).rejects.toThrow("resource.not-found");
  });
});

describe("a position measured on site", () => {
  const fixes = [1, 2, 3].map((n) => ({ lon: 121.42 + n / 1e6, lat: 31.22, accuracyM: 6, at: n }));
  it("is proposed, and taken over by whoever manages terminals", async () => {
    const item = phone.item("position", "cn-017", { fixes });
    const told = await phone.sendOne(item);
    expect(told.state).toBe("applied");
    const { proposals } = await manager.get("/kiosk-positions", PositionProposals);
    expect(proposals).toMatchObject([{ id: item.id, by: "陈工", accuracyM: 6, fixes: 3, state: "proposed" }]);
    expect(told.zh).toContain(`${proposals[0]?.movedM} 米`);
    const before = await server.detail(KioskId.parse("cn-017"));
    expect(before.kiosk.confidence).not.toBe("high");
    const path = `/kiosks/cn-017/positions/${item.id}`;
    expect((await technician.post(path, { accept: true })).status).toBe(403);
    expect((await manager.post(path, { accept: true })).status).toBe(200);
    const { kiosk } = await manager.get("/kiosks/cn-017", KioskDetail);
    expect(kiosk).toMatchObject({ confidence: "high", coordinateMethod: "到场校准", lat: 31.22 });
    expect(Problem.parse((await manager.post(path, { accept: false })).body).code).toBe("field.position-decided");
    expect((await manager.get("/kiosk-positions", PositionProposals)).proposals).toEqual([]);
  });
  it("that tells no more than the address waits for somebody", async () => {
    const poor = fixes.map((fix) => ({ ...fix, accuracyM: 900 }));
    const told = await phone.sendOne(phone.item("position", "cn-018", { fixes: poor }));
    expect(told).toMatchObject({ state: "attention", code: "field.position-poor" });
  });
});

it("a phone that comes out of a basement is not told to slow down", async () => {
  const notes = Array.from({ length: 200 }, (_, n) => phone.item("note", "cn-020", { text: `${n}`, photoIds: [] }));
  const started = performance.now();
  const { items } = await phone.send(notes);
  expect(items.every((item) => item.state === "applied")).toBe(true);
  expect(performance.now() - started).toBeLessThan(10_000);
  const photos = Array.from({ length: 90 }, (_, n) => ({ bytes: picture(1000 + n, 1), n }));
  const named = photos.map(({ bytes }) => phone.photo("cn-020", bytes));
  await phone.send(named);
  for (const [n, { bytes }] of photos.entries()) await phone.piece(named[n]?.photoId ?? "", 0, bytes);
  expect((await phone.send(named)).items.every((item) => item.state === "applied")).toBe(true);
});
