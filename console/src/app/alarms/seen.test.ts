import { AlarmView } from "@kiosk/contract";
import { expect, test } from "vitest";
import { newestFiredAt, readSeenAt, unseen, writeSeenAt } from "./seen.ts";

const alarm = (id: string, plannedAt: number, firedAt: number) =>
  AlarmView.parse({
    id,
    orderId: "o",
    orderNumber: "WO-1",
    contractId: "changning",
    kioskSeq: 1,
    kioskName: "一号",
    titleZh: "黑屏",
    titleEn: "黑屏",
    policy: "CN-KIOSK",
    milestone: "first_response",
    zh: "首次响应",
    en: "First response",
    level: "breach",
    dueAt: plannedAt,
    plannedAt,
    firedAt,
    late: firedAt > plannedAt,
    notices: [],
  });

test("an alarm that was told late is new although it was due long ago", () => {
  const late = alarm("late", 10, 500);
  expect(unseen([alarm("old", 100, 100), late], 400)).toEqual([late]);
});

test("what was looked at is kept on this machine", () => {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
  expect(readSeenAt(storage)).toBeUndefined();
  writeSeenAt(storage, 1234);
  expect(readSeenAt(storage)).toBe(1234);
});

test("the newest is the one told last", () => {
  expect(newestFiredAt([alarm("a", 1, 9), alarm("b", 8, 8)])).toBe(9);
  expect(newestFiredAt([])).toBe(0);
});
