// The plan of inspections over a whole term, at a server with the seeded contracts.
import { type InspectionPlan, type InspectionRules, InspectionRulesList, Overview, WaiverList } from "@kiosk/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { endOf, InspectionStage, type Inspector, local, refusal } from "./inspection-stage.ts";

let stage: InspectionStage;
let technician: Inspector;
let manager: Inspector;
let buyer: Inspector;

beforeAll(async () => {
  stage = await InspectionStage.open("2026-09-10 09:30");
  technician = await stage.as("钱工", "technician");
  manager = await stage.as("李经理", "project_manager");
  buyer = await stage.as("甲方管理员", "district_admin");
});
afterAll(() => stage.server.stop());

function kind(plan: InspectionPlan, name: string): Partial<InspectionPlan["kinds"][number]> {
  return plan.kinds.find((k) => k.kind === name) ?? {};
}
function windowsOf(plan: InspectionPlan, kioskId: string, name = "hardware") {
  return (plan.kiosks.find((k) => k.kioskId === kioskId)?.windows ?? []).filter((w) => w.kind === name);
}
const overview = () => buyer.who.get("/overview?contract=changning", Overview);

describe("the plan of Changning's 46 terminals", () => {
  it("is 230 inspections on site and 414 of systems from 2026-09-01 to 2027-05-31", async () => {
    const plan = await buyer.plan();
    expect(plan.rules?.term).toEqual({ from: "2026-09-01", to: "2027-05-31" });
    expect(plan.total).toBe(46);
    expect(kind(plan, "hardware")).toMatchObject({ owed: 230, open: 46, future: 184, done: 0, missed: 0 });
    expect(kind(plan, "system")).toMatchObject({ owed: 414, open: 46, future: 368, done: 0, missed: 0 });
    const windows = plan.kiosks.flatMap((k) => k.windows);
    expect(new Set(windows.map((w) => w.key)).size).toBe(644);
    expect(windowsOf(plan, "cn-014").map((w) => [w.from, w.to, w.stub])).toEqual([
      ["2026-09-01", "2026-10-31", false],
      ["2026-11-01", "2026-12-31", false],
      ["2027-01-01", "2027-02-28", false],
      ["2027-03-01", "2027-04-30", false],
      ["2027-05-01", "2027-05-31", true],
    ]);
    expect(windowsOf(plan, "cn-014")[0]?.dueAt).toBe(endOf("2026-10-31"));
  });

  it("of a month in which nothing was done is a plan with nothing done", async () => {
    const plan = await buyer.plan();
    expect(plan.reports).toEqual({ due: 0, overdue: 0 });
    expect(plan.kiosks.flatMap((k) => k.latest)).toEqual([]);
    expect(plan.gaps).toBe(0);
    expect((await buyer.list("contract=changning")).inspections).toEqual([]);
  });

  it("names the year without a notice of the State Council", async () => {
    expect((await buyer.plan()).missingYears).toEqual([2027]);
  });

  it("comes in pages of terminals whose counts are of all", async () => {
    const first = await buyer.plan("changning", "?limit=40");
    const second = await buyer.plan("changning", `?limit=40&after=${first.next}`);
    expect([first.kiosks.length, second.kiosks.length, second.next]).toEqual([40, 6, null]);
    expect(new Set([...first.kiosks, ...second.kiosks].map((k) => k.kioskId)).size).toBe(46);
    expect(kind(second, "system").owed).toBe(414);
  });

  it("stands on the first screen: of the windows that run now, how many are done", async () => {
    expect((await overview()).inspections).toEqual({ due: 92, done: 0 });
    await technician.whole("cn-001", "system");
    stage.time.pass(10_000);
    expect((await overview()).inspections).toEqual({ due: 92, done: 1 });
    expect(kind(await buyer.plan(), "system").current).toEqual({ due: 46, done: 1, planned: 0 });
  });

  it("of the other contract is one of applications, week by week", async () => {
    const people = await stage.as("达州看客", "district_viewer", "dazhou");
    const plan = await people.plan("dazhou");
    expect(plan.kinds.map((k) => k.kind)).toEqual(["app"]);
    const windows = (plan.kiosks[0]?.windows ?? []).slice(0, 3).map((w) => [w.from, w.to, w.state]);
    expect(windows).toEqual([
      ["2026-09-01", "2026-09-06", "missed"],
      ["2026-09-07", "2026-09-13", "open"],
      ["2026-09-14", "2026-09-20", "future"],
    ]);
  });

  it("does not exist for a contract in which nobody has entered what is owed", async () => {
    const made = { id: "fresh", zh: "新合同", en: "Fresh", startsAt: null, endsAt: null };
    expect((await stage.server.post("/contracts", made)).status).toBe(201);
    const reader = await stage.as("新合同看客", "district_viewer", "fresh");
    expect(await reader.plan("fresh")).toMatchObject({ rules: null, kinds: [], missingYears: [] });
    expect((await reader.who.get("/overview?contract=fresh", Overview)).inspections).toBeNull();
  });
});

describe("a waiver", () => {
  const waiver = { kioskId: "cn-002", kind: "hardware", from: "2026-09-10", to: null, reason: "装修停用" };
  const path = "/contracts/changning/inspection-waivers";

  it("needs evidence and another person's approval, but for the buyer's own", async () => {
    const evidence = [await manager.picture(5)];
    const alone = await manager.who.post(path, { ...waiver, approvedBy: "李经理", evidence });
    expect(refusal(alone).code).toBe("inspection.needs-approval");
    const unknown = await manager.who.post(path, { ...waiver, approvedBy: "甲方处长", evidence: ["ab".repeat(32)] });
    expect(refusal(unknown).code).toBe("order.evidence-unknown");
    const none = await manager.who.post(path, { ...waiver, approvedBy: "甲方处长", evidence: [] });
    expect(refusal(none).code).toBe("request.invalid");
    const own = { ...waiver, kioskId: "cn-003", kind: "system", to: "2026-09-30", approvedBy: "甲方管理员" };
    expect((await buyer.who.post(path, { ...own, evidence: [await buyer.picture(6)] })).status).toBe(201);
  });

  it("takes the terminal's windows out of what is due until it is taken back", async () => {
    const evidence = [await manager.picture(7)];
    const { status, body } = await manager.who.post(path, { ...waiver, approvedBy: "甲方处长", evidence });
    expect(status).toBe(201);
    const [latest] = WaiverList.parse(body).waivers;
    expect(windowsOf(await buyer.plan(), "cn-002").map((w) => w.state)).toEqual(Array(5).fill("waived"));
    expect(kind(await buyer.plan(), "hardware")).toMatchObject({ owed: 230, waived: 5, current: { due: 45 } });
    stage.time.pass(10_000);
    expect((await overview()).inspections?.due).toBe(90);
    stage.at("2026-11-05 10:00");
    const ended = await manager.who.post(`${path}/${latest?.id}/end`);
    expect(WaiverList.parse(ended.body).waivers[0]).toMatchObject({ endedOn: "2026-11-05", endedBy: "李经理" });
    const states = windowsOf(await buyer.plan(), "cn-002").map((w) => w.state);
    expect(states).toEqual(["waived", "open", "future", "future", "future"]);
  });

  it("recorded after a window has ended leaves it missed", async () => {
    const evidence = [await manager.picture(8)];
    const late = {
      ...waiver,
      kioskId: "cn-004",
      from: "2026-09-01",
      to: "2026-10-31",
      approvedBy: "甲方处长",
      evidence,
    };
    expect((await manager.who.post(path, late)).status).toBe(201);
    expect(windowsOf(await buyer.plan(), "cn-004")[0]?.state).toBe("missed");
  });
});

describe("a terminal that comes in November", () => {
  it("owes from the day it came, and its first window is a short one", async () => {
    const added = { ...{ name: "新点位", district: "长宁区", street: "华阳路街道", address: "某路1号", macs: [] } };
    const kiosk = {
      ...added,
      id: "cn-900",
      contractId: "changning",
      seq: 900,
      lon: 121.4,
      lat: 31.2,
      confidence: "low",
    };
    const { status, body } = await manager.who.post("/kiosks", kiosk);
    expect([status, body]).toMatchObject([201, {}]);
    const plan = await buyer.plan();
    expect(windowsOf(plan, "cn-900")[0]).toMatchObject({
      from: "2026-11-05",
      to: "2026-12-31",
      stub: true,
      state: "open",
    });
    expect(kind(plan, "hardware").owed).toBe(234);
  });
});

describe("the rules of a contract", () => {
  const path = "/contracts/changning/inspection-rules";
  const read = () => buyer.who.get(path, InspectionRulesList);
  const change = (rules: InspectionRules | null, more: object) => {
    const { term, rules: kinds, reportWorkingDays } = rules ?? { term: {}, rules: [], reportWorkingDays: 5 };
    const fields = { term, rules: kinds, reportWorkingDays, note: "补充协议", seenVersion: rules?.version ?? 0 };
    return manager.who.send("PUT", path, { ...fields, appliesFrom: "2026-11-20", ...more });
  };

  it("are versions: what somebody else has changed since is not overwritten, nor is the past", async () => {
    const { current } = await read();
    expect(current).toMatchObject({ version: 1, appliesFrom: "2026-09-01" });
    expect(refusal(await change(current, { seenVersion: 0 })).code).toBe("setting.stale");
    expect(refusal(await change(current, { appliesFrom: "2026-11-04" }))).toMatchObject({
      code: "inspection.rules-refused",
      detail: "appliesFrom: before 2026-11-05",
    });
    const twice = [...(current?.rules ?? []), ...(current?.rules ?? [])].slice(0, 3);
    expect(refusal(await change(current, { rules: twice })).detail).toMatch(/a kind is there twice/);
    expect((await technician.who.send("PUT", path, {})).status).toBe(403);
  });

  it("changed in the middle of the term leave the windows that have begun, and their verdicts", async () => {
    const before = windowsOf(await buyer.plan(), "cn-014");
    const { current } = await read();
    const monthly = { kind: "hardware", every: { months: 1 }, minDaysLeft: 15, maxGapDays: 45 };
    const rules = [monthly, ...(current?.rules ?? []).filter((rule) => rule.kind === "system")];
    expect((await change(current, { rules })).status).toBe(200);
    const after = windowsOf(await buyer.plan(), "cn-014");
    expect(after.slice(0, 2)).toEqual(before.slice(0, 2));
    expect(after.slice(2).map((w) => w.from)).toEqual([
      ...["2027-01-01", "2027-02-01", "2027-03-01", "2027-04-01", "2027-05-01"],
    ]);
    const list = await read();
    expect([list.current?.version, list.history.map((v) => v.version)]).toEqual([1, [2]]);
  });
});

describe("a holiday that is amended", () => {
  const notice = `国务院办公厅关于2027年
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

  it("moves the deadline of a report that is still to come, and the inspection says what it was", async () => {
    stage.at("2026-12-29 10:00");
    const { id } = await technician.whole("cn-020", "hardware");
    const before = await technician.read(id);
    expect(before).toMatchObject({ reportDueAt: endOf("2027-01-06"), reportDueStatus: "provisional" });
    expect(before.reportDueBefore).toBeNull();
    stage.at("2026-12-29 17:00");
    const sent = { format: "notice", text: notice, publishedAt: local("2026-12-29 16:00"), source: "假想的通知" };
    const { body } = await stage.server.post("/calendars/import", { ...sent, actor: "管理员", dryRun: false });
    expect(body).toMatchObject({ stored: true });
    stage.at("2026-12-29 18:00");
    const after = await technician.read(id);
    expect(after).toMatchObject({ reportDueAt: endOf("2027-01-07"), reportDueStatus: "final" });
    expect(after.reportDueBefore).toBe(endOf("2027-01-06"));
    expect((await buyer.plan()).missingYears).toEqual([]);
  });
});

describe("after the term", () => {
  it("every window is done, missed or waived, for good, and nobody is warned of a gap", async () => {
    stage.at("2027-06-02 09:00");
    const plan = await buyer.plan();
    for (const { owed = -1, done = 0, missed = 0, waived = 0, open, future, current } of plan.kinds) {
      expect([done + missed + waived, open, future, current]).toEqual([owed, 0, 0, { due: 0, done: 0, planned: 0 }]);
    }
    expect(plan.gaps).toBe(0);
    const late = await technician.whole("cn-030", "hardware");
    expect(late.windowKey).toBeNull();
    expect((await buyer.plan()).kinds).toEqual(plan.kinds);
    stage.time.pass(10_000);
    expect((await overview()).inspections).toEqual({ due: 0, done: 0 });
  });
});
