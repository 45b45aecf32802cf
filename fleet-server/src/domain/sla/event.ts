// What the clocks read of the log of a work order. An order's event (work-order/work-order.ts) is one of these.
import { orderEventTypes } from "@kiosk/contract";
import type { Millis } from "../time.ts";

/** Every type of event the system writes; a clock ignores, and reports, any other. */
export const slaEventTypes = [
  ...orderEventTypes,
  "inspection_completed",
  "report_filed",
  "kiosk_in_service",
  "fleet_in_service",
  "week_opened",
  "month_opened",
  "quarter_closed",
  "year_closed",
  "delay_closed",
  "inspection_suspended",
] as const;
export type SlaEventType = (typeof slaEventTypes)[number];

const known: ReadonlySet<string> = new Set(slaEventTypes);

export function isSlaEventType(type: string): type is SlaEventType {
  return known.has(type);
}

/** One line of an append-only log. Nothing is edited: a mistake is put right by a later `corrected` event. */
export interface SlaEvent {
  /** unique; the same id twice is the same event */
  readonly id: string;
  /** reported, acknowledged, diagnosis_confirmed, pause … : the words the policies name */
  readonly type: string;
  /** effective time: when it was so */
  readonly at: Millis;
  /** when the log took it; what is recorded after `asOf` is unknown at `asOf` */
  readonly recordedAt: Millis;
  readonly data: SlaEventData;
}

/** The fields the clocks look at; each event type uses its own few. */
export interface SlaEventData {
  /** acknowledged: `human` or `system` */
  readonly by?: string | undefined;
  /** reported, classified */
  readonly class?: string | undefined;
  /** pause: its ground; reopened: `not_fixed` or `new_fault`; cancelled: free word */
  readonly reason?: string | undefined;
  /** pause, extension_granted, part_rejected, corrected: who approved; without it the event changes no clock */
  readonly approvedBy?: string | undefined;
  /** extension_granted: which clock */
  readonly milestone?: string | undefined;
  /** extension_granted: whole days */
  readonly days?: number | undefined;
  /** part_required */
  readonly parts?: readonly string[] | undefined;
  /** part_arrived, part_allocated, part_rejected */
  readonly part?: string | undefined;
  /** corrected: the event (or the correction) it speaks of */
  readonly target?: string | undefined;
  /** corrected: the true effective time */
  readonly newAt?: Millis | undefined;
  /** corrected: true when the target never happened */
  readonly void?: boolean | undefined;
  /** inspection_suspended: its first instant where that is not the event's own */
  readonly from?: Millis | undefined;
  /** inspection_suspended: first instant no longer suspended; without it the suspension is open */
  readonly until?: Millis | undefined;
}
