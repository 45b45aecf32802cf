// Alarms and notices for tests of what people are told.
import type { Alarm } from "../src/domain/notice/alarm.ts";
import type { Notice, Person, RenderedNotice } from "../src/domain/notice/notice.ts";
import { renderNotice } from "../src/domain/notice/render.ts";

/** 2026-09-10T11:06:40+08:00, the instant of the known answers */
export const told = 1_789_000_000_000 + 9_600_000;
/** Shanghai time as an instant: `at("2026-09-10 11:30")` */
export function at(local: string): number {
  return Date.parse(`${local.replace(" ", "T")}:00+08:00`);
}

/** The first response to an order reported at 09:30, due at 11:30, with 80 % gone. */
export function alarm(overrides: Partial<Alarm> = {}): Alarm {
  return {
    orderId: "order-1",
    orderNumber: "WO-20260910-0001",
    contractId: "changning",
    contractZh: "长宁区自助终端系统运行保障（一网通办）",
    kioskSeq: 14,
    kioskName: "华阳路街道社区事务受理服务中心",
    titleZh: "身份证读卡器无响应",
    titleEn: "ID card reader does not answer",
    milestone: "first_response",
    milestoneZh: "首次响应",
    milestoneEn: "First response",
    clauseRef: "C13",
    level: "warn80",
    dueAt: at("2026-09-10 11:30"),
    plannedAt: at("2026-09-10 11:06"),
    firedAt: at("2026-09-10 11:06"),
    late: false,
    hourClock: true,
    limitMs: 2 * 3_600_000,
    provisional: false,
    ...overrides,
  };
}

/** The repair of a software fault: seven calendar days, due at the 24:00 of 17 September. */
export function dayAlarm(overrides: Partial<Alarm> = {}): Alarm {
  return alarm({
    milestone: "repair_software",
    milestoneZh: "软件修复",
    milestoneEn: "Software repair",
    clauseRef: "C12",
    level: "D-3",
    dueAt: at("2026-09-18 00:00"),
    hourClock: false,
    limitMs: null,
    ...overrides,
  });
}

export const wang: Person = {
  name: "王工",
  phone: "13812345678",
  email: "wang@example.cn",
  wecomUserId: "wang",
  dingMobile: "13812345678",
  feishuOpenId: "ou_wang",
};
export const li: Person = { name: "李工", phone: "13998765432" };

export function notice(overrides: Partial<Notice> = {}): Notice {
  return {
    id: "notice-1",
    channelId: "channel",
    groupId: "duty",
    groupZh: "值班组",
    groupEn: "Duty team",
    people: [wang],
    alarms: [alarm()],
    createdAt: at("2026-09-10 11:06"),
    ...overrides,
  };
}

export function rendered(overrides: Partial<Notice> = {}, asOf = told): RenderedNotice {
  return renderNotice(notice(overrides), asOf, "https://console.example.cn/");
}
