// 重大保障 and 问题复盘 through a whole server: what a declared period does, what it does not do, and what comes back.
import {
  DrillList,
  GuaranteeList,
  GuaranteeView,
  KioskDetail,
  Problem,
  ProblemList,
  ProblemView,
  ReportDetail,
} from "@kiosk/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { local, OrderDesk } from "./order-desk.ts";
import { eventually } from "./server-harness.ts";

let desk: OrderDesk;
beforeAll(async () => {
  desk = await OrderDesk.open("2026-11-02 09:00");
});
afterAll(() => desk.close());

const declaration = {
  contractId: "changning",
  title: "进博会",
  from: "2026-11-05",
  to: "2026-11-06",
  kioskIds: ["cn-001", "cn-002"],
  patrolEveryHours: 4,
  patrolFromMin: 480,
  patrolToMin: 1080,
  lowPercent: 60,
  changeFreeze: true,
  declaredBy: "区行政服务中心",
  note: "长宁函〔2026〕8号",
};
const read = (id: string) => desk.server.get(`/guarantees/${id}`, GuaranteeView);
const codeOf = (answer: { body: unknown }) => Problem.parse(answer.body).code;

async function declare(changes: object = {}): Promise<GuaranteeView> {
  const answer = await desk.server.post("/guarantees", { ...declaration, ...changes });
  expect(answer).toMatchObject({ status: 201 });
  return GuaranteeView.parse(answer.body);
}

const hours = { openingHours: { week: [{ day: 1, fromMin: 540, toMin: 1020 }] } };
const threshold = {
  ...{ consumable: "toner", deviceClass: null, lowPercent: 15, criticalPercent: 5, owner: "项目经理", note: "试" },
  seenVersion: 0,
};
const changeThreshold = () => desk.server.post("/contracts/changning/thresholds", threshold);

describe("a declared guarantee", () => {
  let id = "";
  let due: number | null = 0;

  it("owes an inspection of every terminal by 18:00 of the last working day before, and patrols", async () => {
    const { order } = await desk.order({ class: "software" });
    due = (await desk.detail(order.id)).order.nextDueAt;
    const declared = await declare();
    id = declared.id;
    expect(declared).toMatchObject({ state: "planned", kiosks: 2, declaredBy: "区行政服务中心", enteredBy: "值班员" });
    expect(declared.rounds).toHaveLength(7);
    expect(declared.rounds[0]).toMatchObject({
      kind: "pre-inspection",
      dueAt: local("2026-11-04 18:00"),
      owed: 2,
      done: 0,
    });
    // C8: nothing is relaxed by it
    expect((await desk.detail(order.id)).order.nextDueAt).toBe(due);
  });

  it("is refused for a day that is over, for nothing, for foreign terminals and for hours that end before they begin", async () => {
    for (const wrong of [
      { from: "2026-10-01", to: "2026-10-02" },
      { to: "2026-11-04" },
      { to: "2027-03-01" },
      { patrolFromMin: 1080, patrolToMin: 480 },
    ]) {
      const answer = await desk.server.post("/guarantees", { ...declaration, ...wrong });
      expect({ wrong, status: answer.status, code: codeOf(answer) }).toMatchObject({
        status: 400,
        code: "guarantee.period",
      });
    }
    const foreign = await desk.server.post("/guarantees", { ...declaration, kioskIds: ["dz-001"] });
    expect(codeOf(foreign)).toBe("resource.not-found");
  });

  it("lets changes be made until it begins", async () => {
    expect((await changeThreshold()).status).toBe(201);
  });

  it("freezes its terminals and the settings of the contract while it runs, and says until when", async () => {
    desk.at("2026-11-05 08:30");
    const person = await desk.server.allRound();
    const frozen = await eventually(
      () => person.send("PUT", "/kiosks/cn-001/opening-hours", hours),
      (answer) => answer.status === 409,
    );
    expect(Problem.parse(frozen.body)).toMatchObject({
      code: "guarantee.freeze",
      issues: [{ message: expect.stringContaining("进博会 (2026-11-06)") }],
    });
    expect(codeOf(await changeThreshold())).toBe("guarantee.freeze");
    expect(codeOf(await person.send("PUT", "/kiosks/cn-001/duty-phone", { dutyPhone: "12345" }))).toBe(
      "guarantee.freeze",
    );
    // not in its scope
    expect((await person.send("PUT", "/kiosks/cn-003/opening-hours", hours)).status).toBe(200);
  });

  it("calls what was not inspected before missed, in both terminals", async () => {
    expect((await read(id)).rounds[0]).toMatchObject({ done: 0, missed: 2, openKioskIds: ["cn-001", "cn-002"] });
    expect(await read(id)).toMatchObject({ state: "running" });
  });

  it("writes down each day once it is over, and a day that is not over cannot be reported", async () => {
    const early = await desk.server.post(`/guarantees/${id}/changes`, {
      act: "sent",
      date: "2026-11-05",
      seenVersion: 1,
    });
    expect(codeOf(early)).toBe("guarantee.day-not-over");
    desk.at("2026-11-06 00:10");
    const { daily } = await eventually(
      () => read(id),
      (view) => view.daily.length === 1,
    );
    expect(daily[0]).toMatchObject({
      date: "2026-11-05",
      faults: 0,
      opened: 0,
      standing: 0,
      sentAt: null,
      dueAt: local("2026-11-06 09:00"),
    });
    const [day] = (
      await eventually(
        () => read(id),
        (view) => view.daily[0]?.reportId !== null,
      )
    ).daily;
    const report = await desk.server.get(`/reports/${day?.reportId}`, ReportDetail);
    expect(report).toMatchObject({ kind: "guarantee-daily", period: "2026-11-05", dueAt: local("2026-11-06 09:00") });
    expect(JSON.stringify(report)).toContain("零故障");
    const sent = await desk.server.post(`/guarantees/${id}/changes`, {
      act: "sent",
      date: "2026-11-05",
      seenVersion: 1,
    });
    expect(GuaranteeView.parse(sent.body).daily[0]).toMatchObject({ sentAt: desk.time.now });
  });

  it("is prolonged with a reason, by whoever saw its last version", async () => {
    const longer = { act: "prolong", to: "2026-11-07", reason: "闭幕延期", seenVersion: 1 };
    const answer = await desk.server.post(`/guarantees/${id}/changes`, longer);
    expect(GuaranteeView.parse(answer.body)).toMatchObject({
      to: "2026-11-07",
      version: 2,
      note: expect.stringContaining("闭幕延期"),
    });
    expect(codeOf(await desk.server.post(`/guarantees/${id}/changes`, longer))).toBe("guarantee.stale");
  });

  it("is closed with a summary once it is over, days nobody looked at included", async () => {
    const closing = { act: "close", summary: "保障期间零故障。", seenVersion: 2 };
    expect(codeOf(await desk.server.post(`/guarantees/${id}/changes`, closing))).toBe("guarantee.not-over");
    desk.at("2026-11-08 09:00");
    const view = await eventually(
      () => read(id),
      (v) => v.daily.length === 3,
    );
    expect(view).toMatchObject({ state: "ended" });
    const closed = await desk.server.post(`/guarantees/${id}/changes`, closing);
    expect(GuaranteeView.parse(closed.body)).toMatchObject({ state: "closed", closing: { by: "值班员" } });
    // its freeze is over: what refuses now is the version that was seen
    expect(codeOf(await changeThreshold())).toBe("setting.stale");
    const list = await desk.server.get("/guarantees?contract=changning", GuaranteeList);
    expect(list.guarantees.map((g) => g.id)).toEqual([id]);
  });

  it("begins to run again after a restart, and tightens the levels of its terminals alone", async () => {
    await declare({ from: "2026-11-09", to: "2026-11-09", changeFreeze: false });
    desk.at("2026-11-09 10:00");
    await desk.restart();
    const detail = await desk.server.get("/kiosks/cn-001", KioskDetail);
    expect(detail.consumables).toEqual([]);
    const running = await desk.server.get("/guarantees", GuaranteeList);
    expect(running.guarantees.filter((g) => g.state === "running")).toHaveLength(1);
    const [withdrawn] = running.guarantees.filter((g) => g.state === "running");
    const answer = await desk.server.post(`/guarantees/${withdrawn?.id}/changes`, {
      act: "withdraw",
      reason: "取消",
      seenVersion: 1,
    });
    expect(GuaranteeView.parse(answer.body)).toMatchObject({ state: "withdrawn", withdrawnWhy: "取消" });
  });
});

describe("a fault that comes back", () => {
  const problems = () => desk.server.get("/problems?contract=changning&kiosk=cn-007", ProblemList);

  it("within thirty days opens one problem, and what comes after joins it", async () => {
    desk.at("2026-11-10 09:00");
    const report = () => desk.order({ kioskId: "cn-007", class: "hardware_repair" });
    await report();
    desk.time.pass(86_400_000);
    await report();
    const two = await eventually(problems, (list) => list.problems.length > 0);
    expect(two.problems).toMatchObject([{ openedHow: "recurrence", state: "open", orders: [{}, {}], deviceId: null }]);
    desk.time.pass(86_400_000);
    await report();
    const three = await eventually(problems, (list) => list.problems[0]?.orders.length === 3);
    expect(three.problems).toHaveLength(1);
  });

  it("is closed with analysis, remedy, prevention and the talk with the person in charge, and not before", async () => {
    const [problem] = (await problems()).problems;
    const person = await desk.server.allRound();
    const path = `/problems/${problem?.id}`;
    const words = { analysis: "搓纸轮磨损", remedy: "更换搓纸轮", prevention: "每两月清洁", owner: "王工" };
    const early = await person.send("PUT", path, {
      ...words,
      meeting: null,
      state: "closed",
      seenVersion: problem?.version,
    });
    expect(Problem.parse(early.body)).toMatchObject({ code: "problem.incomplete", issues: [{ message: "meeting" }] });
    const meeting = { at: desk.time.now, people: "甲方吴老师", minutes: "同意预防措施" };
    const closed = await person.send("PUT", path, {
      ...words,
      meeting,
      state: "closed",
      seenVersion: problem?.version,
    });
    expect(ProblemView.parse(closed.body)).toMatchObject({ state: "closed", closedBy: "值班员" });
    const again = await person.send("PUT", path, { ...words, meeting, state: "closed", seenVersion: problem?.version });
    expect(codeOf(again)).toBe("problem.stale");
  });

  it("once more after it was closed opens another one", async () => {
    desk.time.pass(86_400_000);
    await desk.order({ kioskId: "cn-007", class: "hardware_repair" });
    const { problems: found, counts } = await eventually(problems, (list) => list.problems.length === 2);
    expect(found.map((one) => [one.state, one.orders.length])).toEqual([
      ["open", 1],
      ["closed", 3],
    ]);
    expect(counts).toMatchObject({ open: 1, closed: 1 });
  });
});

describe("drills", () => {
  const drill = (id: string, at: number) => ({
    ...{ id, at, scenario: "主线断网", people: "驻场、值班", course: "切换备用线路", findings: "十分钟恢复" },
  });
  it("are counted within their year, entered once whatever is sent twice, and never in the future", async () => {
    const first = drill("3f0d1c52-1c8c-4e3f-a0a4-1f9f3c1d0001", local("2026-03-01 10:00"));
    for (const sent of [first, first, drill("3f0d1c52-1c8c-4e3f-a0a4-1f9f3c1d0002", local("2025-12-31 23:00"))]) {
      expect((await desk.server.post("/contracts/changning/drills", sent)).status).toBe(201);
    }
    const ahead = drill("3f0d1c52-1c8c-4e3f-a0a4-1f9f3c1d0003", desk.time.now + 3_600_000);
    expect((await desk.server.post("/contracts/changning/drills", ahead)).status).toBe(400);
    const list = await desk.server.get("/contracts/changning/drills", DrillList);
    expect(list.year).toEqual({ year: 2026, done: 1, owed: 2 });
    expect(list.drills.map((one) => one.at)).toEqual([local("2026-03-01 10:00"), local("2025-12-31 23:00")]);
  });
});
