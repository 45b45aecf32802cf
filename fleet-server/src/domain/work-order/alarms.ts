// When people are told about the clocks of an order, and which of that is still to be told.
import type { AlarmLevel, ContractTerms } from "@kiosk/contract";
import type { Alarm } from "../notice/alarm.ts";
import { isHourClock } from "../sla/clock-limit.ts";
import { limitMs } from "../sla/limit.ts";
import { warningInstants } from "../sla/warnings.ts";
import { dayMs, type Millis, minuteMs } from "../time.ts";
import { type BoundClock, binds } from "./order-clocks.ts";
import type { WorkOrder } from "./work-order.ts";

/** One alarm of one clock, at one instant. */
export interface AlarmPlan {
  readonly policy: string;
  readonly milestone: string;
  readonly level: AlarmLevel;
  readonly at: Millis;
  /** the due instant it speaks of; an alarm of another due is another alarm */
  readonly dueAt: Millis;
  readonly clock: BoundClock;
}

/** What makes an alarm the same one: never told twice. */
export function alarmKey(alarm: { policy: string; milestone: string; level: AlarmLevel; dueKey: Millis }): string {
  return `${alarm.policy} ${alarm.milestone} ${alarm.level} ${alarm.dueKey}`;
}

export function planKey(plan: AlarmPlan): string {
  return alarmKey({ ...plan, dueKey: plan.dueAt });
}

const escalationLevels = ["escalate-1", "escalate-2", "escalate-3"] as const;

/** Nobody confirmed a diagnosis a day after the report: the 30 days of C14 have not begun, and somebody should ask why. */
const ageingMs = dayMs;

/**
 * Every alarm of the clocks that bind or advise, past and future, earliest first. A clock that is finished, cancelled or
 * paused has none; a breached one keeps those of its breach.
 */
export function alarmPlan(
  order: Pick<WorkOrder, "reportedAt" | "enteredAt">,
  clocks: readonly BoundClock[],
  terms: ContractTerms | undefined,
): AlarmPlan[] {
  const plans: AlarmPlan[] = [];
  for (const clock of clocks) {
    if (clock.binding.role !== "governing") continue;
    const { state, policy, milestone } = clock;
    const add = (level: AlarmLevel, at: Millis, dueAt: Millis) =>
      plans.push({ policy: policy.id, milestone: state.milestone, level, at, dueAt, clock });
    if (state.state === "not_started" && state.milestone === "fix_hardware") {
      add("ageing", order.reportedAt + ageingMs, order.reportedAt + ageingMs);
    }
    const { dueAt } = state;
    if (dueAt === null || (state.state !== "running" && state.state !== "breached")) continue;
    // nobody can be warned of what nobody knew: a call entered hours later is overdue at once, and says only that
    const warn = (level: AlarmLevel, at: Millis) => {
      if (at >= order.enteredAt) add(level, at, dueAt);
    };
    for (const warning of warningInstants(milestone, state)) warn(warning.level, warning.at);
    // the due instant itself is still in time; the breach is one millisecond later
    if (isHourClock(milestone.clock)) warn("due", dueAt);
    add("breach", dueAt + 1, dueAt);
    if (!binds(clock)) continue;
    for (const step of terms?.escalations ?? []) {
      const level = escalationLevels[step.step - 1];
      if (level !== undefined) add(level, dueAt + 1 + step.afterMinutes * minuteMs, dueAt);
    }
  }
  return plans.sort((a, b) => a.at - b.at);
}

/** A clock that was told more than this late says so: the server was down, or the event came in late. */
export const lateAfterMs = 60_000;

export interface AlarmSurroundings {
  readonly contractZh: string;
  readonly kioskSeq: number;
  readonly kioskName: string;
}

/** The alarm as it is told. */
export function alarmText(
  order: WorkOrder,
  plan: Pick<AlarmPlan, "level" | "clock" | "at"> & { readonly dueAt: Millis | null },
  around: AlarmSurroundings,
  firedAt: Millis,
): Alarm {
  const { milestone, state } = plan.clock;
  return {
    ...around,
    orderId: order.id,
    orderNumber: order.number,
    contractId: order.contractId,
    titleZh: order.titleZh,
    titleEn: order.titleEn,
    ...(order.route === null ? {} : { route: order.route }),
    milestone: state.milestone,
    milestoneZh: milestone.zh,
    milestoneEn: milestone.en,
    clauseRef: milestone.clause.ref,
    level: plan.level,
    dueAt: plan.dueAt,
    plannedAt: plan.at,
    firedAt,
    late: firedAt - plan.at > lateAfterMs,
    hourClock: isHourClock(milestone.clock),
    limitMs: limitMs(milestone.clock),
    provisional: state.dueStatus === "provisional",
  };
}
