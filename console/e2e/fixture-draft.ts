// What the fixture orders are made of: clocks that run since their report, two files, and the shape of a draft.
import type { EvidenceView, OrderClock, OrderDetail, OrderEventView } from "@kiosk/contract";
import { clockOf } from "./fixture-policies.ts";

export const min = 60_000;
export const h = 3_600_000;
export const day = 24 * h;
const shanghai = 8 * h;

export type Event = Partial<OrderEventView> & Pick<OrderEventView, "type" | "at">;

export interface Draft {
  id: string;
  kioskId: string;
  class: string;
  zh: string;
  en: string;
  state: OrderDetail["order"]["state"];
  reportedAt: number;
  order?: Partial<OrderDetail["order"]>;
  events?: Event[];
  clocks?: OrderClock[];
  other?: OrderClock[];
  rest?: Partial<OrderDetail>;
}

/** 24:00 of the day that lies `days` after the day of `from`, as an instant. */
export function dayEnd(from: number, days: number): number {
  return (Math.floor((from + shanghai) / day) + 1 + days) * day - shanghai;
}

export const photo: EvidenceView = {
  digest: "1".repeat(64),
  name: "打印头故障.png",
  mediaType: "image/png",
  bytes: 70,
  uploadedAt: 0,
  by: "周师傅",
};
export const note: EvidenceView = {
  digest: "2".repeat(64),
  name: "到货单20261114.pdf",
  mediaType: "application/pdf",
  bytes: 48_200,
  uploadedAt: 0,
  by: "李工",
};
export const seededEvidence: readonly EvidenceView[] = [photo, note];

export function response(reportedAt: number, part: Partial<OrderClock> = {}): OrderClock {
  return clockOf("CN-KIOSK", "first_response", { startAt: reportedAt, dueAt: reportedAt + 2 * h, ...part });
}
export function diagnosis(reportedAt: number, part: Partial<OrderClock> = {}): OrderClock {
  return clockOf("CN-KIOSK", "prelim_diagnosis", { startAt: reportedAt, dueAt: reportedAt + day, ...part });
}
export const met = (completedAt: number): Partial<OrderClock> => ({ state: "met", completedAt });

export function general(reportedAt: number, now: number, answeredAt: number | null): OrderClock[] {
  return [
    clockOf("CN-GEN-SIMPLE", "first_response", {
      role: "shadow",
      startAt: reportedAt,
      dueAt: reportedAt + 30 * min,
      ...(answeredAt === null
        ? {}
        : { state: "met_late", completedAt: answeredAt, lateByMs: answeredAt - reportedAt - 30 * min, breached: true }),
    }),
    clockOf("CN-GEN-SIMPLE", "resolve", {
      role: "shadow",
      startAt: reportedAt,
      dueAt: reportedAt + 2 * h,
      ...(now > reportedAt + 2 * h ? { state: "breached", breached: true, overdueMs: now - reportedAt - 2 * h } : {}),
    }),
  ];
}
