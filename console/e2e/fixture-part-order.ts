// A part order with everything that can happen to one: rejection, correction, pauses, an extension.
import { DeviceId } from "@kiosk/contract";
import { type Draft, day, dayEnd, diagnosis, general, h, met, min, note, photo, response } from "./fixture-draft.ts";
import { clockOf } from "./fixture-policies.ts";

export function partOrder(now: number): Draft {
  const reportedAt = now - 40 * day;
  const requiredAt = now - 36 * day;
  const arrivedAt = now - 8 * day;
  const pausedFrom = now - 5 * day;
  const pausedTo = now - 3 * day;
  const due = dayEnd(arrivedAt, 60 + 2 + 5);
  const other = general(reportedAt, now, reportedAt + 50 * min);
  return {
    id: "o-part",
    kioskId: "cn-033",
    class: "part_replacement",
    zh: "公安签注机打印头损坏，需更换打印头和主控板",
    en: "Endorsement machine: print head and board to be replaced",
    state: "confirmed",
    reportedAt,
    order: {
      severity: "critical",
      faultCode: "head.failure",
      deviceId: DeviceId.parse("endorsement"),
      faultOpen: true,
    },
    events: [
      { type: "acknowledged", at: reportedAt + 50 * min, actor: "周师傅", party: "technician", data: { by: "human" } },
      { type: "diagnosis_submitted", at: reportedAt + 5 * h, actor: "周师傅", party: "technician", text: "打印头断针" },
      {
        type: "diagnosis_confirmed",
        at: reportedAt + 2 * day,
        actor: "周师傅",
        party: "technician",
        data: { method: "onsite" },
        evidence: [photo.digest],
        text: "现场检测，打印头断针，主控板电容鼓包",
      },
      { type: "classified", at: reportedAt + 2 * day + h, actor: "李工", data: { class: "part_replacement" } },
      { type: "part_required", at: requiredAt, actor: "李工", data: { parts: ["热敏打印头", "主控板"] } },
      { type: "part_ordered", at: requiredAt + day, actor: "李工", data: { part: "热敏打印头", supplier: "原厂" } },
      {
        type: "part_arrived",
        at: arrivedAt - 4 * day,
        actor: "李工",
        data: { part: "主控板", serial: "MB-2231" },
        evidence: [note.digest],
        // the paper says another day
        correctedTo: { at: arrivedAt - 3 * day, byEventId: "o-part-9" },
      },
      {
        type: "corrected",
        at: arrivedAt - 2 * day,
        actor: "陈经理",
        party: "project_manager",
        data: { target: "o-part-8", newAt: arrivedAt - 3 * day },
        evidence: [note.digest],
        approvedBy: "王敏",
        text: "到货单日期为次日",
      },
      {
        type: "part_arrived",
        at: arrivedAt,
        actor: "李工",
        data: { part: "热敏打印头", serial: "TPH-88017" },
        evidence: [note.digest],
      },
      {
        type: "pause",
        at: pausedFrom,
        actor: "陈经理",
        party: "project_manager",
        data: { reason: "client_cause" },
        evidence: [note.digest],
        approvedBy: "王敏",
        text: "大厅封闭施工，无法进场",
      },
      { type: "resume", at: pausedTo, actor: "陈经理", party: "project_manager" },
      {
        type: "pause_requested",
        at: now - 2 * day,
        actor: "周师傅",
        party: "technician",
        data: { reason: "client_cause" },
        text: "等待物业配合",
      },
      {
        type: "extension_granted",
        at: now - day,
        actor: "王敏",
        party: "client",
        data: { milestone: "fix_part", days: 5, doc: "长数局延〔2026〕3号" },
        evidence: [note.digest],
        approvedBy: "王敏",
      },
    ],
    clocks: [
      response(reportedAt, met(reportedAt + 50 * min)),
      diagnosis(reportedAt, met(reportedAt + 5 * h)),
      clockOf("CN-KIOSK", "fix_part", { startAt: arrivedAt, dueAt: due }),
      clockOf("CN-KIOSK", "procurement_watch", { startAt: requiredAt, dueAt: dayEnd(requiredAt, 62) }),
    ],
    other: [
      ...other,
      clockOf("CN-KIOSK@exact", "fix_part", {
        role: "reading",
        startAt: arrivedAt,
        dueAt: arrivedAt + 67 * day,
        dueStatus: "provisional",
        beyondTerm: true,
      }),
    ],
    rest: {
      evidence: [photo, note],
      pauses: [
        { from: pausedFrom, to: pausedTo, reason: "client_cause", approvedBy: "王敏", counts: true },
        { from: now - 2 * day, to: now - day, reason: "waiting_parts", approvedBy: null, counts: false },
      ],
      parts: [
        {
          part: "热敏打印头",
          state: "on_hand",
          from: "purchase",
          serial: "TPH-88017",
          supplier: null,
          orderNo: null,
          expectedAt: null,
          requiredAt,
          orderedAt: requiredAt + day,
          arrivedAt,
          installedAt: null,
          rejections: 1,
        },
        {
          part: "主控板",
          state: "on_hand",
          from: "stock",
          serial: "MB-2231",
          supplier: null,
          orderNo: null,
          expectedAt: null,
          requiredAt,
          orderedAt: null,
          arrivedAt: arrivedAt - 3 * day,
          installedAt: null,
          rejections: 0,
        },
      ],
      planned: (["D-3", "D-1", "D-0"] as const).map((level, i) => ({
        policy: "CN-KIOSK",
        milestone: "fix_part",
        zh: "部件更换",
        en: "Part replacement",
        level,
        at: due - (3 - i + (i === 0 ? 1 : 0)) * day + 9 * h,
        dueAt: due,
      })),
      ignored: [{ eventId: "o-part-13", type: "pause_requested", reason: "pause-not-approved" }],
      links: [{ id: "o-done", number: "WO-20261122-0009", relation: "reopens" }],
    },
  };
}
