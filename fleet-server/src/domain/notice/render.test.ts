import { describe, expect, it } from "vitest";
import { alarm, at, dayAlarm, notice, rendered, told } from "../../../test/fake-alarm.ts";
import { renderNotice, renderText } from "./render.ts";

const zhLine = (over: Parameters<typeof alarm>[0], asOf = told) =>
  renderText(notice({ alarms: [alarm(over)] }), "zh", asOf).lines[0];
const dayLine = (over: Parameters<typeof alarm>[0], asOf: number) =>
  renderText(notice({ alarms: [dayAlarm(over)] }), "zh", asOf).lines[0];

describe("an alarm in words", () => {
  it("says what, where, which clock of which clause, until when, and what is left", () => {
    const { zh, en } = rendered();
    expect(zh).toEqual({
      title: "【即将到期】工单 WO-20260910-0001 首次响应",
      lines: [
        "【即将到期】WO-20260910-0001 14号 华阳路街道社区事务受理服务中心 身份证读卡器无响应：" +
          "首次响应（C13）应于 9月10日 11:30 前完成，剩余 23 分钟",
      ],
    });
    expect(en).toEqual({
      title: "[Due soon] Order WO-20260910-0001: First response",
      lines: [
        "[Due soon] WO-20260910-0001 No. 14 华阳路街道社区事务受理服务中心 ID card reader does not answer: " +
          "First response (C13) due 10 Sep 11:30, 23 min left",
      ],
    });
  });
  it("gives the end of a day clock as 24:00 of its day", () => {
    expect(dayLine({}, at("2026-09-14 09:00"))).toMatch(/应于 9月17日 24:00 前完成，剩余 3 天$/);
  });
  it("counts hours on the last day of a day clock", () => {
    expect(dayLine({ level: "D-0" }, at("2026-09-17 09:00"))).toMatch(/^【今日到期】.*24:00 前完成，剩余 15 小时$/);
  });
  it("is in time at the due instant and overdue after it", () => {
    expect(dayLine({}, at("2026-09-18 00:00"))).toMatch(/剩余 不到 1 分钟$/);
    expect(dayLine({ level: "breach" }, at("2026-09-18 00:00") + 1)).toMatch(/已超期 不到 1 分钟$/);
  });
  it("says how long it is overdue, in whole minutes", () => {
    expect(zhLine({ level: "breach" }, at("2026-09-10 14:35"))).toMatch(/^【已超期】.*，已超期 3 小时 5 分$/);
    expect(zhLine({ level: "escalate-2" }, at("2026-09-12 14:35"))).toMatch(
      /^【超期升级二级】.*，已超期 2 天 3 小时 5 分$/,
    );
  });
  it("names the year where it is not this one, and a due date that no calendar covers yet", () => {
    expect(dayLine({ dueAt: at("2027-01-05 00:00"), provisional: true }, at("2026-12-29 09:00"))).toMatch(
      /应于 2027年1月4日 24:00 前完成（暂定），剩余 6 天$/,
    );
  });
  it("says when it comes late because the server was down", () => {
    expect(zhLine({ late: true, plannedAt: at("2026-09-10 10:30") })).toMatch(
      /，本应于 9月10日 10:30 提醒，系统停机后补发$/,
    );
  });
  it("says that there is no deadline where there is none", () => {
    expect(zhLine({ level: "ageing", dueAt: null })).toMatch(/^【久未诊断】.*首次响应（C13）期限未定$/);
  });
  it("reads the same whatever zone the machine is in", () => {
    expect(zhLine({ dueAt: Date.UTC(2026, 8, 10, 16, 5) }, Date.UTC(2026, 8, 10, 15, 0))).toContain("9月11日 00:05");
  });
});

describe("text typed by people", () => {
  it("cannot call a group, hide a link, break the line or show a phone number", () => {
    const titleZh = '<at user_id="all">所有人</at>\n[点这里](http://x) @13812345678 `rm`';
    const line = zhLine({ titleZh });
    expect(line).toContain('＜at user_id="all"＞所有人＜/at＞ ［点这里］(http://x) ＠138＊＊＊＊5678 ｀rm｀');
    expect(line).not.toMatch(/[<>[\]@`*\n]/);
  });
  it("is cut where it is long, and whole characters remain", () => {
    expect(zhLine({ titleZh: "𠮷".repeat(100) })).toContain(`${"𠮷".repeat(59)}…：`);
  });
});

describe("many alarms in one notice", () => {
  const many = [
    dayAlarm({ orderId: "b", orderNumber: "WO-B" }),
    alarm({ orderId: "a", orderNumber: "WO-A" }),
    dayAlarm({ orderId: "c", orderNumber: "WO-C", level: "breach" }),
  ];
  it("are counted in the title, the overdue ones first, then by due instant", () => {
    const text = renderText(notice({ alarms: many }), "zh", told);
    expect(text.title).toBe("工单时限提醒 3 条，其中超期 1 条");
    expect(text.lines.map((line) => /WO-./.exec(line)?.[0])).toEqual(["WO-C", "WO-A", "WO-B"]);
  });
  it("lead to the board, those of one order to the order", () => {
    const link = (alarms: typeof many) => renderNotice(notice({ alarms }), told, "https://c.example/").url;
    expect(link(many)).toBe("https://c.example/work-orders");
    expect(link([alarm(), dayAlarm()])).toBe("https://c.example/work-orders/order-1");
  });
  it("have no link where no console address is known", () => {
    expect(renderNotice(notice(), told, null).url).toBeNull();
  });
  it("call for attention for hour clocks and on the last day only", () => {
    const attention = (over: Parameters<typeof dayAlarm>[0]) =>
      renderNotice(notice({ alarms: [dayAlarm(over)] }), told, null).attention;
    expect([attention({ level: "D-3" }), attention({ level: "D-0" }), attention({ level: "breach" })]).toEqual([
      false,
      true,
      true,
    ]);
    expect(rendered().attention).toBe(true);
  });
});

it("a test notice says that it is one", () => {
  const test = alarm({ test: true, titleZh: "由张三发出的测试" });
  expect(renderText(notice({ alarms: [test] }), "zh", told)).toEqual({
    title: "【测试】值班组",
    lines: ["【测试】由张三发出的测试"],
  });
});
