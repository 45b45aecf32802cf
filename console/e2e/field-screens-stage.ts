// A day of a technician at a real server: a published route, one terminal that has told what it has, an order, a thing to replace.
import { createHmac, randomUUID } from "node:crypto";
import { join } from "node:path";
import {
  DayPlan,
  FieldBundle,
  KioskDetail,
  KioskId,
  KioskTags,
  MovedVisit,
  OrderDetail,
  RecoveryCodes,
  SecondFactorOffer,
} from "@kiosk/contract";
import type { SignedIn } from "../../fixtures/people.ts";
import { createSystemClock } from "../../fleet-server/src/system.ts";
import { booklet, deviceReport } from "../../fleet-server/test/sample.ts";
import { TestServer } from "../../fleet-server/test/server-harness.ts";

const contract = "changning";
/** Monday 2026-11-23 08:05 in Shanghai; time goes on from there, at the server and on the phones. */
const begin = Date.UTC(2026, 10, 23, 0, 5);
const today = "2026-11-23";
const ribbonItem = "医保制册机色带";

export interface FieldStage {
  readonly server: TestServer;
  readonly technician: SignedIn;
  readonly office: SignedIn;
  /** by which the server's clock is ahead of this machine's, ms */
  readonly aheadMs: number;
  /** the first stop of the day, which has devices, an order and a list */
  readonly stop: FieldBundle["visits"][number];
  readonly bundle: FieldBundle;
  /** the text of the code on a terminal */
  readonly tagOf: (kioskId: string) => string;
}

export async function setFieldStage(consoleDir = join(import.meta.dirname, "..", "dist")): Promise<FieldStage> {
  const aheadMs = begin - Date.now();
  const server = await TestServer.start({ consoleDir, clock: createSystemClock(() => Date.now() + aheadMs) });
  const people = await server.people();
  const technician = await people.person("陈工", [{ role: "technician", contract }], "chen.gong");
  const office = await people.person("调度", [
    { role: "dispatcher", contract },
    { role: "project_manager", contract },
  ]);
  await technician.signIn();
  const day = `/contracts/${contract}/route-plans/${today}`;
  const plan = async (absent: object[] = []) => DayPlan.parse(await sent(office, "POST", `${day}/plan`, { absent }));
  const [first] = (await plan()).visits.toSorted((a, b) => a.position - b.position);
  if (first === undefined) throw new Error("nothing was planned for today");
  const kioskId = KioskId.parse(first.kioskId);
  await fitOut(server, office, kioskId, Date.now() + aheadMs);
  await fillVan(office, technician.account.userId);
  // the harness's own all-round person, who enrols terminals, drives nowhere
  const others = (await plan()).technicians.filter(({ name }) => name !== technician.account.name);
  const drawn = await plan(others.map(({ technicianId }) => ({ technicianId, from: null })));
  const { revision } = await putFirst(office, drawn, kioskId);
  await sent(office, "POST", `${day}/publish`, { seenRevision: revision });
  const bundle = await technician.get("/field/bundle", FieldBundle);
  const stop = bundle.visits.find((visit) => visit.kioskId === kioskId);
  if (stop === undefined) throw new Error("the stop is gone");
  const { tags } = await office.get(`/contracts/${contract}/kiosk-tags`, KioskTags);
  const tagOf = (id: string) => tags.find((tag) => tag.kioskId === id)?.text ?? "";
  return { server, technician, office, aheadMs, stop, bundle, tagOf };
}

async function putFirst(office: SignedIn, plan: DayPlan, kioskId: KioskId): Promise<DayPlan> {
  const visit = plan.visits.find((each) => each.kioskId === kioskId);
  if (visit === undefined) throw new Error("nobody is sent there");
  if (visit.position === 0) return plan;
  const move = { visitId: visit.id, technicianId: visit.technicianId, position: 0, commit: true };
  const path = `/contracts/${contract}/route-plans/${today}/move`;
  return MovedVisit.parse(await sent(office, "POST", path, { ...move, seenRevision: plan.revision })).plan;
}

/** A booklet printer with a counted ribbon that is to be replaced, and an order that asks somebody to come. */
async function fitOut(server: TestServer, office: SignedIn, kioskId: KioskId, at: number): Promise<void> {
  await sent(office, "PUT", `/kiosks/${kioskId}/duty-phone`, { dutyPhone: "021-62090000转801" });
  const { kiosk } = await office.get(`/kiosks/${kioskId}`, KioskDetail);
  const terminal = await server.terminal(kioskId, { macs: kiosk.macs, at, sentAt: at, bootedAt: at - 1000 });
  const ribbon = { kind: "level", consumable: "ribbon", part: "", value: 12, unit: "percent", quality: "counted" };
  const reported = deviceReport({
    ...{ deviceId: booklet, deviceClass: "bookletPrinter", profileId: "booklet-printer/olivetti-pr2plus" },
    ...{ since: at, answeredAt: at },
  });
  const device = { ...reported, readings: [{ ...ribbon, capacity: 100, at, raw: "" }] };
  await terminal.send("report", { ...terminal.envelope(), at, sentAt: at, type: "diff", devices: [device] });
  const id = randomUUID();
  const task = { id, deviceId: booklet, consumable: "ribbon", part: "", dueAt: at + 3 * 86_400_000 };
  await sent(office, "POST", `/kiosks/${kioskId}/replacement-tasks`, task);
  const order = { kioskId, deviceId: null, class: "software", title: "页面空白", description: "市民来电" };
  const opened = OrderDetail.parse(await sent(office, "POST", "/work-orders", order));
  await sent(office, "POST", `/work-orders/${opened.order.id}/actions`, { type: "onsite_requested", text: "请到场" });
}

/** Three ribbons in the technician's van, one of them with a number. */
async function fillVan(office: SignedIn, technicianId: string): Promise<void> {
  const stock = `/contracts/${contract}/stock`;
  await sent(office, "POST", `${stock}/places`, { id: "van-chen", kind: "van", name: "陈工的车", technicianId });
  await sent(office, "POST", `${stock}/counts`, {
    ...{ id: randomUUID(), place: "van-chen", item: ribbonItem, quantity: 3, serials: ["RB-2026-0007"] },
    ...{ seenQuantity: 0, reason: "初次盘点" },
  });
}

async function sent(person: SignedIn, method: string, path: string, body: object): Promise<unknown> {
  const answer = await person.send(method, path, body);
  if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
}

/** Somebody else of the team, who has an authenticator; a recovery code of theirs. */
export async function cautiousTechnician(stage: FieldStage): Promise<{ person: SignedIn; recoveryCode: string }> {
  const people = await stage.server.people();
  const person = await people.person("周工", [{ role: "technician", contract }], "zhou.gong");
  await person.signIn();
  const { secret } = await person.get("/account/second-factor-offer", SecondFactorOffer);
  const code = codeAt(secret, Date.now() + stage.aheadMs);
  const { codes } = RecoveryCodes.parse(await sent(person, "POST", "/account/second-factor", { code }));
  return { person, recoveryCode: codes[0] ?? "" };
}

/** RFC 6238 with SHA-1, 30 s and six digits. */
function codeAt(secret: string, at: number): string {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...secret].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
  const mac = createHmac("sha1", key).update(step).digest();
  const from = (mac.at(-1) ?? 0) & 15;
  return String((mac.readUInt32BE(from) & 0x7fff_ffff) % 1_000_000).padStart(6, "0");
}
