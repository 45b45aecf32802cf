// What binds a contract, entered over HTTP: versions of its terms, and the calendars its days are counted by.
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AlarmList, CalendarImported, CalendarList, type PolicyBinding, TermsList } from "@kiosk/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { FleetStore } from "../src/ports.ts";
import { openSqliteStore } from "../src/store/sqlite-store.ts";
import { clockOf, endOf, findClock, local, OrderDesk } from "./order-desk.ts";
import { eventually } from "./server-harness.ts";

const hour = 3_600_000;
const day = 24 * hour;

describe("a version of a contract's terms", () => {
  let desk: OrderDesk;
  beforeAll(async () => {
    desk = await OrderDesk.open("2026-09-10 09:30");
  });
  afterAll(() => desk.close());

  const exact: PolicyBinding = { policy: "CN-KIOSK@exact", policyVersion: 1, role: "governing", kinds: ["fault"] };
  const terms = (contract = "changning") => desk.server.get(`/contracts/${contract}/terms`, TermsList);

  function send(fields: object, contract = "changning") {
    return desk.server.post(`/contracts/${contract}/terms`, {
      actor: "项目经理",
      approvedBy: "甲方代表",
      note: "补充协议一",
      bindings: [exact],
      escalations: [],
      seenVersion: 1,
      ...fields,
    });
  }

  it("is refused when there is a newer one than the person saw", async () => {
    const { status, body } = await send({ seenVersion: 0 });
    expect([status, body]).toEqual([
      409,
      expect.objectContaining({ code: "terms.stale", issues: [{ path: "", message: "version 1" }] }),
    ]);
    expect((await terms()).versions.map((version) => version.version)).toEqual([1]);
  });

  it("is refused with the policy it names and nobody has", async () => {
    const { status, body } = await send({ bindings: [exact, { ...exact, policyVersion: 7 }] });
    expect([status, body]).toEqual([
      400,
      expect.objectContaining({ code: "terms.unknown-policy", issues: [{ path: "", message: "CN-KIOSK@exact v7" }] }),
    ]);
    expect((await send({ bindings: [{ ...exact, policy: "NO-SUCH" }] })).body).toMatchObject({
      issues: [{ message: "NO-SUCH v1" }],
    });
  });

  it("is refused when nobody else agreed, when it would reach back, or of a contract that is none", async () => {
    expect((await send({ approvedBy: "项目经理" })).body).toMatchObject({ code: "order.needs-approval" });
    const { order } = await desk.order();
    expect((await send({ appliesFrom: desk.time.now - 1, bindings: [] })).body).toMatchObject({
      code: "request.invalid",
      issues: [{ message: "appliesFrom: in the past" }],
    });
    expect((await desk.detail(order.id)).order.clocks).not.toEqual([]);
    expect((await send({}, "no-such")).status).toBe(404);
  });

  it("binds only what is reported from its day on: whoever lives under the old one keeps the old deadline", async () => {
    const before = await desk.order();
    const due = clockOf(before, "fix_software").dueAt;
    const appliesFrom = desk.time.now + day;
    expect((await send({ appliesFrom })).status).toBe(201);
    expect(clockOf(await desk.detail(before.order.id), "fix_software")).toMatchObject({
      dueAt: due,
      role: "governing",
    });

    desk.time.passTo(appliesFrom - 1);
    const last = await desk.order();
    expect(clockOf(last, "fix_software").dueAt).toBe(endOf("2026-09-18"));
    desk.time.passTo(appliesFrom);
    const first = await desk.order();
    expect(findClock(first, "fix_software")).toBeUndefined();
    expect(clockOf(first, "fix_software", "CN-KIOSK@exact")).toMatchObject({
      role: "governing",
      dueAt: appliesFrom + 7 * day,
    });
    // a call of the day before is entered now
    const called = await desk.order({ reportedAt: appliesFrom - hour });
    expect(clockOf(called, "fix_software").role).toBe("governing");
    for (const order of [before, last]) {
      expect(clockOf(await desk.detail(order.order.id), "fix_software")).toEqual({
        ...clockOf(order, "fix_software"),
      });
    }
  });

  it("is kept beside the former ones, with who agreed and to what", async () => {
    const { versions, policies } = await terms();
    expect(versions.map(({ version, by, approvedBy, note }) => ({ version, by, approvedBy, note }))).toMatchObject([
      { version: 2, by: "项目经理", approvedBy: "甲方代表", note: "补充协议一" },
      { version: 1 },
    ]);
    expect(policies.map((policy) => policy.id)).toContain("CN-KIOSK@exact");
    await desk.restart();
    expect((await terms()).versions).toEqual(versions);
  });

  it("of which two people send one at once is taken once", async () => {
    const answers = await Promise.all([send({ seenVersion: 2 }), send({ seenVersion: 2 })]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([201, 409]);
    expect((await terms()).versions).toHaveLength(3);
  });

  it("that is the first of its contract gives the orders that wait there their clocks, and they are told in time", async () => {
    const contract = { id: "bare", zh: "新合同", en: "New", startsAt: null, endsAt: null };
    expect((await desk.server.post("/contracts", contract)).status).toBe(201);
    const point = { seq: 1, name: "试点", district: "", street: "", address: "试点路1号", macs: [], lon: 121, lat: 31 };
    await desk.server.post("/kiosks", { ...point, id: "bare-001", contractId: "bare", confidence: "low" });
    const { order } = await desk.order({ kioskId: "bare-001" });
    expect(order).toMatchObject({ clocks: [], policyKnown: false });
    const binding = { ...exact, policy: "CN-KIOSK" };
    const before = desk.time.now;
    desk.time.pass(1000);
    const reach = { seenVersion: 0, appliesFrom: order.reportedAt - day, bindings: [binding] };
    expect((await send(reach, "bare")).status).toBe(201);
    const bound = await desk.detail(order.id);
    expect(bound.order.policyKnown).toBe(true);
    expect(clockOf(bound, "first_response")).toMatchObject({ state: "running", startAt: order.reportedAt });
    // and what was known until then stays what was known
    expect((await desk.detail(order.id, before)).order).toMatchObject({ clocks: [], policyKnown: false });
    desk.time.pass(hour);
    await eventually(
      async () => (await desk.server.get(`/alarms?order=${order.id}`, AlarmList)).alarms,
      (alarms) => alarms.some((alarm) => alarm.level === "warn50"),
    );
  });
});

// Invented: the notice of 2027 is not published. It gives a day more at New Year than the decree does.
const hypothetical2027 = `国务院办公厅关于2027年
部分节假日安排的通知

　　一、元旦：1月1日（周五）至4日（周一）放假调休，共4天。1月9日（周六）上班。

　　二、春节：2月5日（周五）至12日（周五）放假调休，共8天。1月31日（周日）、2月14日（周日）上班。

　　三、清明节：4月3日（周六）至5日（周一）放假，共3天。

　　四、劳动节：5月1日（周六）至5日（周三）放假调休，共5天。5月8日（周六）上班。

　　五、端午节：6月9日（周三）放假，共1天。

　　六、中秋节：9月15日（周三）放假，共1天。

　　七、国庆节：10月1日（周五）至7日（周四）放假调休，共7天。9月26日（周日）、10月9日（周六）上班。

国务院办公厅
2026年12月29日
`;

/** A database across a network: others are heard while it is being written. */
function far(store: FleetStore): FleetStore {
  return {
    ...store,
    commit: async (changes) => {
      await new Promise((go) => setTimeout(go, 5));
      await store.commit(changes);
    },
  };
}

describe("the notice of a year that was not published yet", () => {
  let desk: OrderDesk;
  /** two working days of 2026 */
  let within: string;
  /** the second day lies in 2027 */
  let beyond: string;
  /** closed before the notice came */
  let closed: string;

  beforeAll(async () => {
    const dataDir = mkdtempSync(join(tmpdir(), "contract-terms-"));
    const store = await openSqliteStore(join(dataDir, "fleet.db"));
    desk = await OrderDesk.open("2026-12-29 10:00", { dataDir, store: far(store) });
    within = (await desk.order({ class: "consumable" })).order.id;
    desk.at("2026-12-30 10:00");
    beyond = (await desk.order({ class: "consumable" })).order.id;
    closed = (await desk.order({ class: "consumable" })).order.id;
    await desk.act(closed, "verified");
    desk.at("2026-12-30 15:00");
  });
  afterAll(() => desk.close());

  async function bring(fields: object): Promise<CalendarImported> {
    const { status, body } = await desk.server.post("/calendars/import", {
      format: "notice",
      text: hypothetical2027,
      publishedAt: local("2026-12-29 16:00"),
      source: "假想的 2027 年通知（测试）",
      actor: "管理员",
      dryRun: false,
      ...fields,
    });
    expect(status).toBe(200);
    return CalendarImported.parse(body);
  }

  const calendars = () => desk.server.get("/calendars", CalendarList);
  const replacement = async (id: string) => clockOf(await desk.detail(id), "replace_consumable");

  it("is missed, and due instants that reach into it are provisional", async () => {
    expect((await calendars()).missing).toEqual({ year: 2027, since: local("2026-11-01 00:00") });
    expect(await replacement(within)).toMatchObject({ dueAt: endOf("2026-12-31"), dueStatus: "final" });
    expect(await replacement(beyond)).toMatchObject({ dueAt: endOf("2027-01-04"), dueStatus: "provisional" });
  });

  it("that does not pass its checks is refused with each problem and its line, whether it was tried or meant", async () => {
    const wrong = hypothetical2027
      .replace("1月1日（周五）", "1月1日（周四）")
      .replace("6月9日（周三）", "6月10日（周四）");
    for (const dryRun of [true, false]) {
      const { calendar, problems, stored } = await bring({ text: wrong, dryRun });
      expect([calendar, stored]).toEqual([null, false]);
      expect(problems[0]).toMatchObject({ line: 4, zh: expect.stringMatching(/./), en: expect.stringMatching(/./) });
    }
    expect((await bring({ text: "今天天气很好" })).problems).not.toEqual([]);
    expect((await bring({ format: "holiday-cn", text: "{" })).problems).not.toEqual([]);
    expect((await bring({ publishedAt: desk.time.now + 1 })).problems).toMatchObject([{ code: "published-later" }]);
    expect((await calendars()).missing?.year).toBe(2027);
  });

  it("that is only tried changes nothing, and says how many orders would move", async () => {
    const [orderBefore, calendarsBefore] = [await desk.text(`/work-orders/${beyond}`), await desk.text("/calendars")];
    const tried = await bring({ dryRun: true });
    expect(tried).toMatchObject({ stored: false, problems: [], movedOrders: 1 });
    expect(tried.calendar).toMatchObject({ id: "CN-2027", kind: "official", from: "2027-01-01", to: "2027-12-31" });
    expect(await desk.text(`/work-orders/${beyond}`)).toBe(orderBefore);
    expect(await desk.text("/calendars")).toBe(calendarsBefore);
  });

  it("sent several times at once is one calendar; it makes the due instants final, and the order that moved is told of it", async () => {
    const closedBefore = (await desk.detail(closed)).order.clocks;
    const sent = await Promise.all(Array.from({ length: 6 }, () => bring({})));
    const stored = sent.filter((answer) => answer.stored);
    expect(stored).toMatchObject([{ movedOrders: 1, problems: [] }]);
    const refused = sent.flatMap((answer) => answer.problems.map((problem) => problem.code));
    expect(refused).toEqual(Array.from({ length: 5 }, () => "already-known"));

    // Monday 4 January is off now: the second working day is Tuesday
    expect(await replacement(beyond)).toMatchObject({ dueAt: endOf("2027-01-05"), dueStatus: "final" });
    expect(await replacement(within)).toMatchObject({ dueAt: endOf("2026-12-31"), dueStatus: "final" });
    expect((await desk.detail(closed)).order.clocks.map(({ state, completedAt }) => [state, completedAt])).toEqual(
      closedBefore.map(({ state, completedAt }) => [state, completedAt]),
    );
    const moved = async (id: string) => {
      const { alarms } = await desk.server.get(`/alarms?order=${id}`, AlarmList);
      return alarms.filter((alarm) => alarm.level === "due_changed").map(({ milestone, dueAt }) => [milestone, dueAt]);
    };
    expect(await moved(beyond)).toEqual([["replace_consumable", endOf("2027-01-05")]]);
    expect(await moved(within)).toEqual([]);
    expect((await calendars()).missing).toBeNull();
    expect((await desk.derivation(beyond, "CN-KIOSK", "replace_consumable")).calendars).toEqual(["CN-2026", "CN-2027"]);
  });

  it("is kept with its source, and an amendment to it names each day that changes", async () => {
    await desk.restart();
    const [newest] = (await calendars()).calendars;
    expect(newest).toMatchObject({ id: "CN-2027", source: "假想的 2027 年通知（测试）", by: "管理员" });
    const amended = hypothetical2027
      .replace("2026年12月29日", "2026年12月30日")
      .replace(
        "6月9日（周三）放假，共1天。",
        "6月9日（周三）至11日（周五）放假调休，共3天。6月12日（周六）、13日（周日）上班。",
      );
    const tried = await bring({ text: amended, publishedAt: local("2026-12-30 14:00"), dryRun: true });
    expect(tried.problems).toEqual([]);
    expect(tried.calendar?.id).toBe("CN-2027.2");
    expect(tried.notes.map((note) => note.zh)).toContain("2027-06-10：照常 → 放假");
  });
});
