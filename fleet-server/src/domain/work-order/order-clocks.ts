// All clocks over one order: every policy that binds it by the contract's terms, evaluated at one instant.
import type { ContractId, ContractTerms, OrderClock, PolicyBinding } from "@kiosk/contract";
import type { Contract } from "../kiosk/kiosk.ts";
import { isHourClock } from "../sla/clock-limit.ts";
import { evaluate } from "../sla/evaluate.ts";
import type { Evaluation, MilestoneState } from "../sla/evaluation.ts";
import type { Milestone, PolicyVersion } from "../sla/policy.ts";
import type { Calendars } from "../sla/working-calendar.ts";
import type { Millis } from "../time.ts";
import { bindingsFor, termsFor } from "./terms.ts";
import type { OrderEvent, WorkOrder } from "./work-order.ts";

/** What the clocks of an order are counted by. */
export interface Law {
  policy(id: string, version: number): PolicyVersion | undefined;
  terms(contractId: ContractId): readonly ContractTerms[];
  contract(contractId: ContractId): Contract | undefined;
  readonly calendars: Calendars;
}

export interface BoundPolicy {
  readonly binding: PolicyBinding;
  readonly policy: PolicyVersion;
  readonly evaluation: Evaluation;
}

/** One clock with the policy it comes from. */
export interface BoundClock {
  readonly binding: PolicyBinding;
  readonly policy: PolicyVersion;
  readonly milestone: Milestone;
  readonly state: MilestoneState;
}

type OrderLike = Pick<WorkOrder, "contractId" | "kind" | "level" | "class" | "reportedAt">;

/** Every policy over an order, evaluated at `asOf`. Empty where the contract's deadlines were never entered. */
export function boundPolicies(
  order: OrderLike,
  events: readonly OrderEvent[],
  law: Law,
  asOf: Millis,
  roles: readonly PolicyBinding["role"][] = ["governing", "shadow", "reading"],
): BoundPolicy[] {
  const terms = termsFor(law.terms(order.contractId), order.reportedAt, asOf);
  if (terms === undefined) return [];
  return bindingsFor(terms, order, events).flatMap((binding) => {
    if (!roles.includes(binding.role)) return [];
    const policy = law.policy(binding.policy, binding.policyVersion);
    if (policy === undefined) return [];
    return [{ binding, policy, evaluation: evaluate(policy, law.calendars, events, asOf) }];
  });
}

/** The clocks of the policies, without those that wait for something nobody asked for (an on-site visit). */
export function boundClocks(bound: readonly BoundPolicy[]): BoundClock[] {
  return bound.flatMap(({ binding, policy, evaluation }) =>
    evaluation.milestones.flatMap((state) => {
      const milestone = policy.milestones[state.milestone];
      if (milestone === undefined) return [];
      if (state.state === "not_started" && milestone.class === undefined) return [];
      return [{ binding, policy, milestone, state }];
    }),
  );
}

export function isOpenClock({ state }: Pick<BoundClock, "state">): boolean {
  return state.state === "running" || state.state === "paused" || state.state === "breached";
}

/** A clock that binds: of a governing policy and not advisory. */
export function binds({ binding, state }: Pick<BoundClock, "binding" | "state">): boolean {
  return binding.role === "governing" && !state.advisory;
}

export function clockView(clock: BoundClock, contract: Contract | undefined): OrderClock {
  const { binding, policy, milestone, state } = clock;
  return {
    policy: policy.id,
    policyVersion: policy.version,
    role: binding.role === "governing" && state.advisory ? "advisory" : binding.role,
    milestone: state.milestone,
    zh: milestone.zh,
    en: milestone.en,
    clause: milestone.clause,
    state: state.state,
    dayClock: !isHourClock(milestone.clock),
    pausable: milestone.pausable.length > 0,
    startAt: state.startAt,
    dueAt: state.dueAt,
    dueStatus: state.dueStatus,
    completedAt: state.completedAt,
    lateByMs: state.lateByMs,
    overdueMs: state.overdueMs,
    remainingMs: state.remaining !== null && "ms" in state.remaining ? state.remaining.ms : null,
    remainingDays: state.remaining !== null && "days" in state.remaining ? state.remaining.days : null,
    breached: state.breached,
    beyondTerm: beyondTerm(state, contract),
  };
}

function beyondTerm({ startAt, dueAt }: MilestoneState, contract: Contract | undefined): boolean {
  const { startsAt = null, endsAt = null } = contract ?? {};
  return (
    (startAt !== null && startsAt !== null && startAt < startsAt) ||
    (dueAt !== null && endsAt !== null && dueAt > endsAt)
  );
}
