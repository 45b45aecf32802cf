// Short words for tests of the clocks: local times, events, and the shipped policies and calendars.
import { loadCalendars } from "../src/calendar-data.ts";
import type { CalendarVersion } from "../src/domain/sla/calendar.ts";
import { evaluate } from "../src/domain/sla/evaluate.ts";
import type { MilestoneState } from "../src/domain/sla/evaluation.ts";
import type { SlaEvent, SlaEventData } from "../src/domain/sla/event.ts";
import type { PolicyVersion } from "../src/domain/sla/policy.ts";
import { type Calendars, prepareCalendars } from "../src/domain/sla/working-calendar.ts";
import type { Millis } from "../src/domain/time.ts";
import { loadPolicies } from "../src/sla-data.ts";

const policies = new Map(loadPolicies().map((policy) => [policy.id, policy]));

export function policy(id: string): PolicyVersion {
  const found = policies.get(id);
  if (found === undefined) throw new Error(`no policy ${id}`);
  return found;
}

/** CN-2026 and the statutory days of 2027, known since they were published. */
export const shipped: Calendars = prepareCalendars(loadCalendars());

/** @param text local: `09-10 09:30` of 2026, or `2027-01-04 09:00:00.001` */
export function at(text: string): Millis {
  const full = text.length > 5 && text[4] === "-" ? text : `2026-${text}`;
  const [day = "", time = "00:00"] = full.split(" ");
  const instant = Date.parse(`${day}T${time.length === 5 ? `${time}:00` : time}+08:00`);
  if (Number.isNaN(instant)) throw new Error(`no local time: ${text}`);
  return instant;
}

/** @param when effective; `id`, `recordedAt` may be overridden */
export function event(
  type: string,
  when: string,
  data: SlaEventData & { readonly id?: string; readonly recordedAt?: string } = {},
): SlaEvent {
  const { id = `${type} ${when}`, recordedAt = when, ...rest } = data;
  return { id, type, at: at(when), recordedAt: at(recordedAt), data: rest };
}

export const approved = { approvedBy: "jiafang-01" };

export function pause(when: string, reason = "client_cause"): SlaEvent {
  return event("pause", when, { reason, ...approved });
}

export function resume(when: string): SlaEvent {
  return event("resume", when);
}

/** One clock of an order; fails when the order has none of that name. */
export function clock(
  milestone: string,
  events: readonly SlaEvent[],
  asOf: string,
  { policyId = "CN-KIOSK", calendars = shipped }: { policyId?: string; calendars?: Calendars } = {},
): MilestoneState {
  const states = evaluate(policy(policyId), calendars, events, at(asOf)).milestones;
  const found = states.find((state) => state.milestone === milestone);
  if (found === undefined) throw new Error(`no clock ${milestone} among ${states.map((s) => s.milestone).join(", ")}`);
  return found;
}

export function listed(events: readonly SlaEvent[], asOf: string, policyId = "CN-KIOSK"): string[] {
  return evaluate(policy(policyId), shipped, events, at(asOf)).milestones.map((state) => state.milestone);
}

/** Why events were ignored, as `id: reason`. */
export function ignored(events: readonly SlaEvent[], asOf: string, policyId = "CN-KIOSK"): string[] {
  return evaluate(policy(policyId), shipped, events, at(asOf)).ignored.map((row) => `${row.eventId}: ${row.reason}`);
}

export function calendar(
  given: Partial<CalendarVersion> & Pick<CalendarVersion, "id" | "publishedAt">,
): CalendarVersion {
  return {
    kind: "official",
    recordedAt: given.publishedAt,
    from: "2026-01-01",
    to: "2026-12-31",
    off: [],
    work: [],
    source: "test",
    ...given,
  };
}
