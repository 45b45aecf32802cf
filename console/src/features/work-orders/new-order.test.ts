import { KioskId } from "@kiosk/contract";
import { expect, test } from "vitest";
import { type OrderDraft, orderOf } from "./new-order.ts";

const now = Date.UTC(2026, 10, 22, 2, 32);
const reporter = "dispatcher";
const draft: OrderDraft = {
  kioskId: KioskId.parse("cn-014"),
  deviceId: undefined,
  class: "software",
  kind: "fault",
  level: "",
  title: "  黑屏 ",
  description: "",
  reportedAt: "",
};

test("a draft becomes a request with trimmed text and no time of its own", () => {
  const result = orderOf(draft, reporter, now);
  expect(result).toEqual({
    ok: true,
    order: {
      kioskId: "cn-014",
      deviceId: null,
      class: "software",
      kind: "fault",
      level: null,
      title: "黑屏",
      description: "",
      party: "dispatcher",
    },
  });
});

test("the time of a call is read as Shanghai time", () => {
  const result = orderOf({ ...draft, reportedAt: "2026-11-22 09:15" }, reporter, now);
  expect(result).toMatchObject({ ok: true, order: { reportedAt: Date.UTC(2026, 10, 22, 1, 15) } });
});

test("a report from the future is refused", () => {
  expect(orderOf({ ...draft, reportedAt: "2026-11-22 10:33" }, reporter, now)).toEqual({
    ok: false,
    missing: ["future"],
  });
});

test("everything that is missing is named at once", () => {
  expect(orderOf({ ...draft, kioskId: undefined, title: " " }, undefined, now)).toEqual({
    ok: false,
    missing: ["kioskId", "title"],
  });
});

test("a time that is none is refused", () => {
  expect(orderOf({ ...draft, reportedAt: "yesterday" }, reporter, now)).toEqual({ ok: false, missing: ["reportedAt"] });
});

test("a level goes with a fault and with nothing else", () => {
  expect(orderOf({ ...draft, level: "2" }, reporter, now)).toMatchObject({ ok: true, order: { level: 2 } });
  expect(orderOf({ ...draft, kind: "demand", level: "2" }, reporter, now)).toMatchObject({
    ok: true,
    order: { kind: "demand", level: null },
  });
});
