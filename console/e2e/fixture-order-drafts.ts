// The fixture orders: one of each band and class.
import { DeviceId } from "@kiosk/contract";
import { type Draft, day, dayEnd, diagnosis, general, h, met, min, note, response } from "./fixture-draft.ts";
import { partOrder } from "./fixture-part-order.ts";
import { clockOf } from "./fixture-policies.ts";

export function drafts(now: number): Draft[] {
  const ribbon = now - 3 * h;
  const reader = now - day + 40 * min;
  const hub = now - 20 * min;
  const hand = now - 55 * min;
  const old = now - 12 * day;
  const soft = now - 5 * day;
  const done = now - 5 * day;
  const halted = now - 25 * day;
  return [
    {
      id: "o-ribbon",
      kioskId: "cn-002",
      class: "consumable",
      zh: "医保制册机色带用尽",
      en: "Booklet printer: ribbon out",
      state: "reported",
      reportedAt: ribbon,
      order: {
        severity: "error",
        faultCode: "ribbon.out",
        deviceId: DeviceId.parse("booklet"),
        faultId: "f1",
        faultOpen: true,
      },
      clocks: [response(ribbon, { state: "breached", breached: true, overdueMs: h }), diagnosis(ribbon)],
      other: general(ribbon, now, null),
    },
    {
      id: "o-reader",
      kioskId: "cn-002",
      class: "hardware_repair",
      zh: "身份证阅读器自检失败",
      en: "ID card reader: self-test failed",
      state: "acknowledged",
      reportedAt: reader,
      order: {
        severity: "critical",
        faultCode: "device.self-test-failed",
        deviceId: DeviceId.parse("idcard"),
        faultOpen: true,
      },
      events: [
        {
          type: "acknowledged",
          at: reader + h,
          actor: "周师傅",
          party: "technician",
          data: { by: "human" },
          text: "已安排上门",
        },
      ],
      clocks: [
        response(reader, met(reader + h)),
        diagnosis(reader),
        clockOf("CN-KIOSK", "fix_hardware", { state: "not_started" }),
      ],
      other: general(reader, now, reader + h),
      rest: { attention: [{ code: "diagnosis-unconfirmed", since: reader }] },
    },
    {
      id: "o-hub",
      kioskId: "cn-011",
      class: "hardware_repair",
      zh: "集线器失联",
      en: "Hub lost",
      state: "reported",
      reportedAt: hub,
      order: { severity: "critical", faultCode: "hub.lost", deviceId: DeviceId.parse("hub"), faultOpen: true },
      clocks: [response(hub), diagnosis(hub), clockOf("CN-KIOSK", "fix_hardware", { state: "not_started" })],
    },
    {
      id: "o-toner",
      kioskId: "cn-007",
      class: "consumable",
      zh: "彩色激光打印机黑色硒鼓余量低",
      en: "Laser printer: black toner low",
      state: "acknowledged",
      reportedAt: now - 2 * day,
      order: { faultCode: "toner.low", deviceId: DeviceId.parse("laser"), policyKnown: false, faultOpen: true },
    },
    {
      id: "o-hand",
      kioskId: "cn-014",
      class: "software",
      zh: "热线反映首页打不开",
      en: "热线反映首页打不开",
      state: "reported",
      reportedAt: hand,
      order: { source: "person", enteredAt: hand + 9 * min },
      clocks: [
        response(hand),
        diagnosis(hand),
        clockOf("CN-KIOSK", "fix_software", { startAt: hand, dueAt: dayEnd(hand, 7) }),
      ],
      other: general(hand, now, null),
    },
    {
      id: "o-old",
      kioskId: "cn-017",
      class: "hardware_repair",
      zh: "高拍仪图像异常",
      en: "Document camera: image faulty",
      state: "confirmed",
      reportedAt: old,
      order: { faultCode: "camera.inoperative", deviceId: DeviceId.parse("camera"), faultOpen: true },
      events: [
        { type: "acknowledged", at: old + h, actor: "周师傅", party: "technician", data: { by: "human" } },
        { type: "diagnosis_submitted", at: old + 6 * h, actor: "周师傅", party: "technician", text: "镜头组松动" },
        {
          type: "diagnosis_confirmed",
          at: old + day,
          actor: "周师傅",
          party: "technician",
          data: { method: "remote" },
          text: "远程检测",
        },
      ],
      clocks: [
        response(old, met(old + h)),
        diagnosis(old, met(old + 6 * h)),
        clockOf("CN-KIOSK", "fix_hardware", { startAt: old + day, dueAt: dayEnd(old + day, 30) }),
      ],
    },
    {
      id: "o-soft",
      kioskId: "cn-029",
      class: "software",
      zh: "社保查询应用闪退",
      en: "Social insurance application crashes",
      state: "acknowledged",
      reportedAt: soft,
      order: { faultOpen: true, faultCode: "service.stopped" },
      clocks: [
        response(soft, met(soft + 30 * min)),
        diagnosis(soft, { state: "met_late", completedAt: soft + 26 * h, lateByMs: 2 * h, breached: true }),
        clockOf("CN-KIOSK", "fix_software", { startAt: soft, dueAt: dayEnd(soft, 7) }),
      ],
    },
    {
      id: "o-paused",
      kioskId: "cn-008",
      class: "hardware_repair",
      zh: "凭条打印机切刀卡死",
      en: "Receipt printer: cutter jammed",
      state: "confirmed",
      reportedAt: halted,
      order: {
        paused: "client_cause",
        faultCode: "cutter.failure",
        deviceId: DeviceId.parse("receipt"),
        faultOpen: true,
      },
      events: [
        { type: "acknowledged", at: halted + h, actor: "周师傅", party: "technician", data: { by: "human" } },
        {
          type: "pause",
          at: now - 4 * day,
          actor: "王敏",
          party: "client",
          data: { reason: "client_cause" },
          approvedBy: "王敏",
          evidence: [note.digest],
          text: "点位闭馆装修",
        },
      ],
      clocks: [
        response(halted, met(halted + h)),
        diagnosis(halted, met(halted + 7 * h)),
        clockOf("CN-KIOSK", "fix_hardware", { state: "paused", startAt: halted + day, remainingDays: 10 }),
      ],
      rest: {
        evidence: [note],
        attention: [{ code: "pause-open-long", since: now - 4 * day }],
        pauses: [{ from: now - 4 * day, to: null, reason: "client_cause", approvedBy: "王敏", counts: true }],
      },
    },
    {
      id: "o-done",
      kioskId: "cn-023",
      class: "software",
      zh: "系统服务未运行",
      en: "System service stopped",
      state: "done",
      reportedAt: done,
      order: { faultCode: "service.stopped", faultOpen: false },
      events: [
        {
          type: "acknowledged",
          at: done + h,
          actor: "周师傅",
          party: "technician",
          data: { by: "human" },
          text: "已安排上门",
        },
        { type: "verified", at: done + 4 * h, actor: "王敏", party: "client", text: "恢复正常" },
      ],
      clocks: [
        response(done, met(done + h)),
        clockOf("CN-KIOSK", "fix_software", { startAt: done, dueAt: dayEnd(done, 7), ...met(done + 4 * h) }),
      ],
    },
    partOrder(now),
  ];
}
