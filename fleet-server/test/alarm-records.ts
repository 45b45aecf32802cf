// Records of alarms and of messages about them, for the store tests.
import { ContractId } from "@kiosk/contract";
import type { Tables } from "../src/tables.ts";

const contractId = ContractId.parse("changning");
const at = 1_795_305_600_000;

const alarmBody: Tables["alarm"]["body"] = {
  orderId: "order-1",
  orderNumber: "WO-20261122-0001",
  contractId,
  contractZh: "长宁",
  kioskSeq: 1,
  kioskName: "虹桥",
  titleZh: "色带用尽",
  titleEn: "Ribbon out",
  milestone: "first_response",
  milestoneZh: "首次响应",
  milestoneEn: "First response",
  clauseRef: "C13",
  level: "warn50",
  dueAt: at + 7_200_000,
  plannedAt: at + 3_600_000,
  firedAt: at + 3_600_100,
  late: false,
  hourClock: true,
  limitMs: 7_200_000,
  provisional: false,
};

export const alarm: Tables["alarm"] = {
  orderId: "order-1",
  policy: "CN-KIOSK",
  milestone: "first_response",
  level: "warn50",
  dueKey: at + 7_200_000,
  id: "alarm-1",
  contractId,
  plannedAt: at + 3_600_000,
  firedAt: at + 3_600_100,
  late: false,
  body: alarmBody,
};

export const notice: Tables["notice"] = {
  id: "notice-1",
  alarmId: "alarm-1",
  orderId: "order-1",
  groupId: "pm",
  channelId: "robot",
  state: "waiting",
  tries: 1,
  createdAt: at,
  nextAt: at + 5000,
  settledAt: null,
  detail: "对方没有及时应答 / no answer in time",
  alarm: alarmBody,
};
