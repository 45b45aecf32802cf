// A fortnight of Changning's 46 terminals: planned, published, carried out, and everything that comes between.
import { readFileSync } from "node:fs";
import {
  CalendarImported,
  DayPlan,
  KioskList,
  MovedVisit,
  PlanCalendar,
  Problem,
  RouteFeedMade,
  RouteSettings,
  TechnicianProfileList,
  TravelImport,
  UrgentInsertion,
} from "@kiosk/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SignedIn } from "../../fixtures/people.ts";
import { Phone } from "./field-phone.ts";
import { local, OrderDesk } from "./order-desk.ts";

const contract = "/contracts/changning";
let desk: OrderDesk;
let office: SignedIn;
let team: SignedIn[];
const idOf = (n: number) => team[n]?.account.userId ?? "";

beforeAll(async () => {
  // Sunday the 20th is a working day, the 25th to the 27th are off: the notice of 2026
  desk = await OrderDesk.open("2026-09-14 07:30");
  const people = await desk.server.people();
  office = await people.person("调度", [{ role: "dispatcher", contract: "changning" }]);
  team = [];
  for (const name of ["陈工", "林工", "孙工"]) {
    team.push(await people.person(name, [{ role: "technician", contract: "changning" }]));
  }
  for (const person of team) await person.signIn();
});
afterAll(() => desk.close());

const day = (date: string, stage = "latest") => office.get(`${contract}/route-plans/${date}?stage=${stage}`, DayPlan);
const send = (date: string, what: string, body: object) => office.post(`${contract}/route-plans/${date}/${what}`, body);
const manager = async () =>
  (await desk.server.people()).person("经理", [{ role: "project_manager", contract: "changning" }]);
const minutes = { hardware: 150, system: 15, app: 15, guarantee: 20, order: 60, replacement: 10, arrival: 5 };
const settings = {
  detour: 1.3,
  speedKmh: 25,
  onSite: ["hardware", "guarantee"],
  officeFromMin: 540,
  officeToMin: 1020,
};
const codeOf = ({ body }: { body: unknown }) => Problem.parse(body).code;
const whose = (plan: DayPlan) => new Map(plan.visits.map((visit) => [visit.id, visit.technicianId]));

async function sent(date: string, what: string, body: object = {}): Promise<DayPlan> {
  const answer = await send(date, what, body);
  expect(answer).toMatchObject({ status: 200 });
  return DayPlan.parse(answer.body);
}

/** Somebody comes to a visit: their phone says so. */
async function begin(plan: DayPlan, n: number): Promise<string> {
  const visit = plan.visits.filter(({ technicianId }) => technicianId === idOf(n)).at(0);
  const person = team[n];
  if (visit === undefined || person === undefined) throw new Error(`no visit of ${n}`);
  const phone = new Phone(person, () => desk.time.now);
  const seen = { via: "typed", tag: String(visit.kioskSeq), macLast4: null, position: null };
  const told = await phone.sendOne(phone.item("arrival", visit.kioskId, { ...seen, visitId: visit.id }));
  expect(told.state).toBe("applied");
  return visit.id;
}

describe("a plan that nobody has prepared anything for", () => {
  it("works with defaults that are named", async () => {
    const { technicians } = await office.get(`${contract}/technicians`, TechnicianProfileList);
    expect(technicians).toHaveLength(3);
    expect(technicians[0]).toMatchObject({ version: 0, startName: "项目驻点", active: true });
    const settings = await office.get(`${contract}/route-settings`, RouteSettings);
    expect(settings).toMatchObject({ version: 0, detour: 1.3, speedKmh: 25, matrix: null });
  });

  it("makes a plan of every hardware inspection, and says what it assumes", async () => {
    const answer = await office.post(`${contract}/route-plans`, { from: "2026-09-14", days: 4 });
    const { days, unplanned } = PlanCalendar.parse(answer.body);
    expect({ visits: days.reduce((sum, one) => sum + one.visits, 0), unplanned }).toEqual({ visits: 46, unplanned: 0 });
    const plan = await day("2026-09-14");
    expect(plan.assumptions.map(({ kind }) => kind)).toEqual(["office-hours", "profile-default"]);
  });

  it("is the same again with the same seed", async () => {
    const first = await sent("2026-09-15", "plan", { seed: 3 });
    expect((await sent("2026-09-15", "plan", { seed: 3 })).visits).toEqual(first.visits);
  });

  it("keeps to opening hours, to the shift and to lunch", async () => {
    const plan = await day("2026-09-15");
    for (const visit of plan.visits) {
      expect(visit.beginAt).toBeGreaterThanOrEqual(local("2026-09-15 09:00"));
      expect(visit.leaveAt).toBeLessThanOrEqual(local("2026-09-15 17:00"));
    }
    for (const one of plan.technicians.filter(({ lunch }) => lunch !== null)) {
      const own = plan.visits.filter(({ technicianId }) => technicianId === one.technicianId);
      const eats = (visit: (typeof own)[number]) =>
        visit.beginAt < (one.lunch?.to ?? 0) && visit.leaveAt > (one.lunch?.from ?? 0);
      expect(own.filter(eats)).toEqual([]);
    }
  });
});

describe("longer work", () => {
  it("takes everybody, once the contract says how long it takes", async () => {
    const changed = await office.send("PUT", `${contract}/route-settings`, { ...settings, minutes, seenVersion: 0 });
    expect(RouteSettings.parse(changed.body)).toMatchObject({ version: 1, by: "调度", minutes });
    const again = await office.send("PUT", `${contract}/route-settings`, { ...settings, minutes, seenVersion: 0 });
    expect([again.status, codeOf(again)]).toEqual([409, "setting.stale"]);
    const answer = await office.post(`${contract}/route-plans`, { from: "2026-09-14" });
    const { days } = PlanCalendar.parse(answer.body);
    expect(days.find(({ date }) => date === "2026-09-14")).toMatchObject({ state: "draft", technicians: 3 });
  });

  it("is spread over the working days, each terminal once", async () => {
    const { days, unplanned } = await office.get(`${contract}/route-calendar?from=2026-09-14&days=11`, PlanCalendar);
    const worked = days.filter(({ state }) => state === "draft");
    expect(worked.map(({ date }) => date)).toEqual([
      ...["2026-09-14", "2026-09-15", "2026-09-16", "2026-09-17", "2026-09-18", "2026-09-20"],
      ...["2026-09-21", "2026-09-22", "2026-09-23", "2026-09-24"],
    ]);
    expect(days.find(({ date }) => date === "2026-09-19")).toMatchObject({ workingDay: false, state: "none" });
    expect({ visits: worked.reduce((sum, one) => sum + one.visits, 0), unplanned }).toEqual({
      visits: 46,
      unplanned: 0,
    });
    const plans = await Promise.all(worked.map(({ date }) => day(date)));
    const terminals = plans.flatMap(({ visits }) => visits.map(({ kioskId }) => kioskId));
    expect(new Set(terminals).size).toBe(46);
    for (const plan of plans) expect(plan.problems).toEqual([]);
  });
});

describe("publishing", () => {
  it("is refused to whoever has not seen the latest, and then gives the phones their visits", async () => {
    const { revision } = await day("2026-09-14");
    expect((await day("2026-09-14", "published")).visits).toEqual([]);
    const stale = await send("2026-09-14", "publish", { seenRevision: revision - 1 });
    expect([stale.status, codeOf(stale)]).toEqual([409, "route.stale"]);
    const done = await sent("2026-09-14", "publish", { seenRevision: revision });
    expect(done).toMatchObject({ state: "published", version: 1, publishedBy: "调度" });
    const again = await send("2026-09-14", "publish", { seenRevision: done.revision });
    expect(codeOf(again)).toBe("route.nothing-drafted");
    const answer = await team[0]?.fetch("/field/bundle?date=2026-09-14");
    const bundle = await answer?.text();
    const mine = done.visits.filter(({ technicianId }) => technicianId === idOf(0));
    expect(mine.length).toBeGreaterThan(0);
    for (const { id } of mine) expect(bundle).toContain(`"${id}"`);
  });
});

describe("a window planned again", () => {
  it("makes no draft of a published day that comes out as it was", async () => {
    const before = await day("2026-09-14");
    await office.post(`${contract}/route-plans`, { from: "2026-09-14", days: 1 });
    const after = await day("2026-09-14");
    expect(after).toMatchObject({ state: "published", revision: before.revision });
  });
});

describe("a visit dragged to somebody else", () => {
  it("costs what is told before, and nothing is saved until it is said", async () => {
    const plan = await day("2026-09-16");
    const [visit] = plan.visits;
    const load = (id: string) => plan.visits.filter(({ technicianId }) => technicianId === id).length;
    const others = plan.technicians.map(({ technicianId }) => technicianId).filter((id) => id !== visit?.technicianId);
    const to = others.toSorted((a, b) => load(a) - load(b))[0] ?? "";
    const move = { visitId: visit?.id ?? "", technicianId: to, position: 0, seenRevision: plan.revision };
    const told = MovedVisit.parse((await send("2026-09-16", "move", move)).body);
    expect(told).toMatchObject({ feasible: true, why: null, before: plan.cost });
    expect((await day("2026-09-16")).cost).toEqual(plan.cost);
    const kept = MovedVisit.parse((await send("2026-09-16", "move", { ...move, commit: true })).body);
    const after = await day("2026-09-16");
    expect(after.cost).toEqual(told.after);
    expect(kept.after).toEqual(told.after);
    expect(after.visits.find(({ id }) => id === visit?.id)).toMatchObject({
      technicianId: to,
      pinned: true,
      position: 0,
    });
    expect(codeOf(await send("2026-09-16", "move", move))).toBe("route.stale");
  });

  it("stays there when the day is planned again", async () => {
    const before = (await day("2026-09-16")).visits.find(({ pinned }) => pinned);
    const again = await sent("2026-09-16", "plan", { seed: 7 });
    expect(again.visits.find(({ id }) => id === before?.id)).toMatchObject({
      ...{ technicianId: before?.technicianId, pinned: true },
    });
  });
});

describe("an urgent order", () => {
  it("moves at most two visits and none that was begun, and lies in the plan once", async () => {
    desk.at("2026-09-14 09:20");
    const plan = await day("2026-09-14", "published");
    const begun = await begin(plan, 0);
    const { order } = await desk.order({ kioskId: "cn-033", class: "software" });
    await desk.act(order.id, "onsite_requested", { party: "client" });
    const { revision } = await day("2026-09-14");
    const answer = await send("2026-09-14", "urgent", { orderId: order.id, seenRevision: revision, commit: true });
    expect(answer).toMatchObject({ status: 200 });
    const { placed, moved, plan: after } = UrgentInsertion.parse(answer.body);
    expect(placed).toBe(true);
    expect(moved.length).toBeLessThanOrEqual(2);
    expect(moved).not.toContain(begun);
    const holders = after.visits.filter(({ tasks }) =>
      tasks.some((task) => task.type === "order" && task.orderId === order.id),
    );
    expect(holders).toMatchObject([{ kioskId: "cn-033", late: false }]);
    const changed = [...whose(plan)].filter(([id, person]) => whose(after).get(id) !== person);
    expect(changed.length).toBeLessThanOrEqual(2);
    expect(after.visits.find(({ id }) => id === begun)).toMatchObject({ state: "started", technicianId: idOf(0) });
    await sent("2026-09-14", "publish", { seenRevision: after.revision });
  });

  it("that is nowhere open is explained", async () => {
    const { order } = await desk.order({ kioskId: "cn-001", class: "hardware_repair" });
    const shut = { openingHours: { week: [] } };
    const boss = await manager();
    expect(await boss.send("PUT", "/kiosks/cn-001/opening-hours", shut)).toMatchObject({ status: 200 });
    const { revision } = await day("2026-09-14");
    const answer = await send("2026-09-14", "urgent", { orderId: order.id, seenRevision: revision });
    expect(UrgentInsertion.parse(answer.body)).toMatchObject({
      placed: false,
      why: { reason: "closed-all-day", zh: "点位当日不开放" },
    });
  });
});

describe("one technician ill at noon", () => {
  it("keeps what they began, and the others take the rest or it is explained", async () => {
    desk.at("2026-09-14 12:00");
    const before = await day("2026-09-14", "published");
    const absent = [{ technicianId: idOf(0), from: local("2026-09-14 12:00") }];
    const plan = await sent("2026-09-14", "plan", { absent });
    const theirs = plan.visits.filter(({ technicianId }) => technicianId === idOf(0));
    expect(theirs.map(({ state }) => state)).toEqual(["started"]);
    const tasks = ({ visits, unserved }: Pick<DayPlan, "visits" | "unserved">) =>
      [...visits, ...unserved].flatMap((one) => one.tasks.map((task) => JSON.stringify(task))).toSorted();
    for (const task of tasks(before)) expect(tasks(plan)).toContain(task);
    expect(new Set(tasks(plan)).size).toBe(tasks(plan).length);
    expect(plan.technicians.find(({ technicianId }) => technicianId === idOf(0))).toMatchObject({ absent: true });
    for (const visit of plan.visits.filter(({ state }) => state === "planned")) {
      expect(visit.beginAt).toBeGreaterThanOrEqual(local("2026-09-14 12:00"));
    }
    for (const one of plan.unserved) expect([one.zh, one.en]).not.toContain("");
  });

  it("is remembered when the day is planned once more", async () => {
    const plan = await sent("2026-09-14", "plan");
    expect(plan.technicians.find(({ technicianId }) => technicianId === idOf(0))).toMatchObject({ absent: true });
  });
});

describe("no feasible route", () => {
  it("is said for every visit: nobody works", async () => {
    const absent = team.map((_, n) => ({ technicianId: idOf(n), from: null }));
    const before = await day("2026-09-17");
    const plan = await sent("2026-09-17", "plan", { absent });
    expect(plan.visits).toEqual([]);
    expect(before.visits.length).toBeGreaterThan(0);
    await sent("2026-09-17", "plan", { absent: [] });
  });

  it("is said for what is due on a day off, and whoever is on duty takes it", async () => {
    const { order } = await desk.order({ kioskId: "cn-010", class: "software" });
    desk.at("2026-09-18 20:00");
    await desk.act(order.id, "onsite_requested", { party: "client" });
    const idle = await sent("2026-09-19", "plan");
    const lost = idle.unserved.find(({ kioskId }) => kioskId === "cn-010");
    expect(idle.visits).toEqual([]);
    expect(lost).toMatchObject({ reason: "nobody-works", zh: "当日无人上班" });
    expect(idle.cost.missedDue).toBeGreaterThan(0);
    const duty = await sent("2026-09-19", "plan", { onDuty: [idOf(1)] });
    expect(duty.visits.map(({ technicianId }) => technicianId)).toContain(idOf(1));
    expect(duty.visits.some(({ kioskId }) => kioskId === "cn-010")).toBe(true);
  });
});

describe("a holiday amended after publishing", () => {
  it("shows that the plan does not hold any more, and planning again mends it", async () => {
    const { revision } = await day("2026-09-20");
    const out = await sent("2026-09-20", "publish", { seenRevision: revision });
    expect(out.problems.map(({ kind }) => kind)).not.toContain("day-off");
    const notice = readFileSync(new URL("../../fixtures/calendars/notice-2026.txt", import.meta.url), "utf8");
    const amended = notice.replace("9月20日（周日）、10月10日", "9月19日（周六）、10月10日");
    const boss = await manager();
    const taken = await boss.post("/calendars/import", {
      ...{
        format: "notice",
        text: amended,
        publishedAt: desk.time.now,
        source: "国办发明电〔2026〕9号",
        dryRun: false,
      },
      confirm: ["amends"],
    });
    expect(CalendarImported.parse(taken.body).problems).toEqual([]);
    expect((await day("2026-09-20")).problems.map(({ kind }) => kind)).toContain("day-off");
    const mended = await sent("2026-09-20", "plan");
    expect(mended).toMatchObject({ visits: [], workingDay: false });
    expect(mended.problems.map(({ kind }) => kind)).not.toContain("day-off");
  });

  it("a point that closes and a terminal that moves are named, too", async () => {
    const { revision } = await day("2026-09-21");
    const plan = await sent("2026-09-21", "publish", { seenRevision: revision });
    const [visit] = plan.visits;
    const boss = await manager();
    const shut = { openingHours: { week: [] } };
    await boss.send("PUT", `/kiosks/${visit?.kioskId}/opening-hours`, shut);
    const of = (one: DayPlan) => one.problems.filter(({ visitId }) => visitId === visit?.id).map(({ kind }) => kind);
    expect(of(await day("2026-09-21"))).toEqual(["point-closed"]);
    const mended = await sent("2026-09-21", "plan");
    expect(of(mended)).toEqual([]);
    expect(mended.visits.some(({ id }) => id === visit?.id)).toBe(false);
  });
});

describe("ways as data", () => {
  it("names every bad line and takes all or nothing; what is missing goes by detour and is counted", async () => {
    const { kiosks } = await office.get("/kiosks?contract=changning&limit=100", KioskList);
    const names = ["项目驻点", ...kiosks.map(({ id }) => id)];
    const ways = names.flatMap((from) => names.filter((to) => to !== from).map((to) => `${from},${to},1500,300`));
    const post = async (lines: readonly string[], commit: boolean) => {
      const body = ["from,to,metres,seconds", ...lines].join("\n");
      const init = { method: "POST", headers: { "content-type": "text/csv" }, body };
      const answer = await office.fetch(`${contract}/travel-matrix?commit=${commit}`, init);
      return { status: answer.status, body: await answer.json() };
    };
    const bad = TravelImport.parse(
      (await post(["cn-001,nowhere,1,2", ways[0] ?? "", "cn-001,cn-002,x,2"], false)).body,
    );
    expect(bad).toMatchObject({ rows: 3, taken: 1, errorCount: 2, importedAt: null });
    expect(bad.errors.map(({ line, zh }) => [line, zh])).toEqual([
      [2, "没有此地点：nowhere"],
      [4, "米数无效：x"],
    ]);
    expect(codeOf(await post(["cn-001,nowhere,1,2"], true))).toBe("import.has-errors");
    const taken = TravelImport.parse((await post(ways.slice(0, -1), true)).body);
    expect(taken).toMatchObject({ taken: ways.length - 1, missingPairs: 1 });
    const plan = await sent("2026-09-22", "plan");
    expect(plan.travel).toMatchObject({ source: "matrix", importedAt: desk.time.now });
    for (const visit of plan.visits) expect(visit.travelMs % 300_000).toBe(0);
  });
});

describe("a technician's calendar", () => {
  it("is read without signing in by whoever has its address, until that is revoked", async () => {
    const made = RouteFeedMade.parse((await office.post(`${contract}/route-feeds`, { technicianId: idOf(1) })).body);
    const url = `${desk.server.app.httpUrl}${made.path}`;
    const answer = await fetch(url);
    expect(answer.headers.get("content-type")).toContain("text/calendar");
    const lines = (await answer.text()).replaceAll("\r\n ", "").split("\r\n");
    const plan = await day("2026-09-14", "published");
    const own = plan.visits.filter(({ technicianId }) => technicianId === idOf(1));
    expect(own.length).toBeGreaterThan(0);
    expect(lines[0]).toBe("BEGIN:VCALENDAR");
    expect(lines.filter((line) => line === "BEGIN:VEVENT").length).toBeGreaterThanOrEqual(own.length);
    for (const { kioskName, beginAt } of own) {
      expect(lines.some((line) => line.startsWith("SUMMARY:") && line.includes(kioskName.split(",")[0] ?? ""))).toBe(
        true,
      );
      const stamp = new Date(beginAt).toISOString().replaceAll(/[-:]|\.\d+/g, "");
      expect(lines).toContain(`DTSTART:${stamp}`);
    }
    expect((await fetch(url.replace(/.{43}\/calendar/, `${"A".repeat(43)}/calendar`))).status).toBe(404);
    await office.send("DELETE", `${contract}/route-feeds/${made.feed.id}`);
    const revoked = await fetch(url);
    expect([revoked.status, codeOf({ body: await revoked.json() })]).toEqual([404, "route.feed-invalid"]);
  });
});

describe("forty-six visits that are due at once", () => {
  it.each([1, 2, 3])("are made by %i technicians, or it is explained why not", async (people) => {
    desk.at("2026-10-12 07:00");
    const { version } = await office.get(`${contract}/route-settings`, RouteSettings);
    const short = { ...minutes, hardware: 25 };
    await office.send("PUT", `${contract}/route-settings`, { ...settings, minutes: short, seenVersion: version });
    const absent = team.slice(people).map((_, n) => ({ technicianId: idOf(people + n), from: null }));
    // the last working day of the window that ends with October
    const plan = await sent("2026-10-30", "plan", { absent });
    expect(plan.visits.length + plan.unserved.length).toBe(46);
    expect(plan.visits.length).toBeGreaterThan(10 * people);
    expect(plan.cost.missedDue).toBe(plan.unserved.length);
    expect(plan.unserved.filter(({ reason }) => reason === "closed-all-day").length).toBe(2);
  });
});
