// One record of each table of supplies and stock.
import { DeviceId, UserId } from "@kiosk/contract";
import type { Tables } from "../src/tables.ts";
import { contractId, kioskId } from "./store-records.ts";

const deviceId = DeviceId.parse("laser");
const subject = { kioskId, deviceId, consumable: "toner", part: "black" } as const;
export const technicianId = UserId.parse("5b1cf5ba-7a2c-4e53-b1de-1df0a3f0a001");

export function supplyMonth(month: number, levels: readonly (number | null)[]): Tables["supplyMonth"] {
  return { ...subject, month, unit: "percent", capacity: null, levels, replaced: [month + 1] };
}

export function supplyForecast(part: string, sortAt: number): Tables["supplyForecast"] {
  return {
    ...{ ...subject, part, method: "weekday-profile", basisDays: 41.5, perDay: 1.25, unknownWhy: null },
    emptyAt: { early: sortAt, mid: sortAt + 10, late: sortAt + 30 },
    ...{ computedAt: 5, sortAt, endedAt: null },
  };
}

export function replacementTask(id: string, over: Partial<Tables["replacementTask"]> = {}): Tables["replacementTask"] {
  return {
    ...{
      id,
      contractId,
      ...subject,
      item: "彩色硒鼓（黑）",
      state: "open",
      dueAt: 100,
      reason: "forecast",
      createdAt: 9,
    },
    ...{ closedAt: null, closedHow: null, closedBy: null, ...over },
  };
}

export function supplySwap(id: string, at: number): Tables["supplySwap"] {
  return {
    ...{ id, contractId, ...subject, item: "彩色硒鼓（黑）", serial: "T-1", removedSerial: "", from: "van-1" },
    ...{ evidence: [], how: "entered", at, recordedAt: at + 1, by: "王师傅" },
  };
}

export const supplySetting: Tables["supplySetting"] = {
  ...{ contractId, version: 1, leadDays: 3, aheadDays: 7, respondHours: 2, replaceWorkingDays: 2 },
  ...{ owner: "项目经理", note: "建议值", by: "李工", at: 7 },
};

export const van: Tables["stockPlace"] = {
  ...{ id: "van-1", contractId, kind: "van", name: "沪A·1", technicianId, createdAt: 3, endedAt: null },
};

export const stockItem: Tables["stockItem"] = {
  ...{ contractId, item: "彩色硒鼓（黑）", unit: "支", by: "李工", at: 4 },
  fits: [{ profileId: null, consumable: "toner", part: "black" }],
};

export const stockMinimum: Tables["stockMinimum"] = {
  ...{ contractId, place: "main", item: "彩色硒鼓（黑）", minimum: 2, by: "李工", at: 4 },
};
