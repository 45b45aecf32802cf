// A firm's month, as the buyer sees it and as the firm sees it: what became of each clock that fell due in it. It rests on the
// orders' logs alone, as the statement of clocks does (work-order/statement.ts).
import type { ContractId, OrganisationId, ScoreLine, ScoreRow, VendorScore } from "@kiosk/contract";
import { openDisputes } from "../dispute/dispute.ts";
import type { ScoreItem } from "../sla/assessment.ts";
import { dayMs, hourMs, type Millis } from "../time.ts";
import { type OrderFacts, orderFacts } from "../work-order/facts.ts";
import { type BoundClock, boundClocks, boundPolicies, type Law } from "../work-order/order-clocks.ts";
import { standingEvents } from "../work-order/standing.ts";
import type { OpenOrder } from "../work-order/work-order.ts";
import { deductionsOf } from "./deductions.ts";

export interface ScoredOrder extends OpenOrder {
  readonly kioskName: string;
}

export interface ScoreScope {
  readonly contractId: ContractId;
  readonly organisationId: OrganisationId;
  /** `2026-11`, Asia/Shanghai */
  readonly month: string;
}

/** First instant of the month and of the one after it. */
export function monthSpan(month: string): { readonly from: Millis; readonly to: Millis } {
  const first = (year: number, index: number) => Date.UTC(year, index) - 8 * hourMs;
  const [year = 0, number = 1] = month.split("-").map(Number);
  return { from: first(year, number - 1), to: first(year, number) };
}

export function monthOf(at: Millis): string {
  return new Date(at + 8 * hourMs).toISOString().slice(0, 7);
}

/** When the order came to the firm that has it; null where a correction took the assignment back. */
function givenAt({ events }: ScoredOrder, organisationId: OrganisationId, asOf: Millis): Millis | null {
  const standing = standingEvents(events, asOf).filter((e) => e.type === "assigned");
  const others = standing.findLastIndex((e) => (e.data.organisation ?? null) !== organisationId);
  return standing[others + 1]?.at ?? null;
}

type Verdict = ScoreRow["verdict"];

/** undefined: it says nothing of the month (paused, withdrawn without having been late). */
function verdictOf({ state, breached }: BoundClock["state"]): Verdict | undefined {
  switch (state) {
    case "met":
    case "met_late":
    case "breached":
    case "running":
      return state;
    case "cancelled":
      return breached ? "breached" : undefined;
    default:
      return undefined;
  }
}

function roleOf({ binding, state }: BoundClock): ScoreLine["role"] {
  return binding.role === "governing" && state.advisory ? "advisory" : binding.role;
}

interface Found {
  readonly clock: BoundClock;
  readonly row: ScoreRow;
}

function rowsOf(order: ScoredOrder, scope: ScoreScope, law: Law, asOf: Millis): Found[] {
  const { from, to } = monthSpan(scope.month);
  const given = givenAt(order, scope.organisationId, asOf);
  if (given === null) return [];
  const standing = standingEvents(order.events, asOf);
  const facts = orderFacts(standing);
  const reportedAt = standing.find((e) => e.type === "reported")?.at ?? order.order.reportedAt;
  const known = { ...order.order, class: facts.class, reportedAt };
  const clocks = boundClocks(boundPolicies(known, order.events, law, asOf, ["governing", "reading"]));
  return clocks.flatMap((clock): Found[] => {
    const { startAt, dueAt, completedAt, overdueMs, lateByMs } = clock.state;
    const verdict = verdictOf(clock.state);
    if (verdict === undefined || dueAt === null || dueAt < from || dueAt >= to) return [];
    // what was over before the firm had the order is not the firm's
    if (dueAt < given || (completedAt !== null && completedAt < given)) return [];
    const name = `${clock.policy.id}:${clock.state.milestone}`;
    const row: ScoreRow = {
      orderId: order.order.id,
      orderNumber: order.order.number,
      titleZh: order.order.titleZh,
      titleEn: order.order.titleEn,
      kioskName: order.kioskName,
      clock: name,
      startAt,
      dueAt,
      completedAt,
      verdict,
      lateMs: overdueMs ?? lateByMs ?? 0,
      dispute: disputeAbout(facts, name),
    };
    return [{ clock, row }];
  });
}

function disputeAbout({ disputes }: OrderFacts, clock: string): ScoreRow["dispute"] {
  const last = disputes.findLast(({ target }) => target === clock);
  return last === undefined ? null : { ...last };
}

function count(rows: readonly ScoreRow[], verdict: Verdict): number {
  return rows.filter((row) => row.verdict === verdict).length;
}

function linesOf(found: readonly Found[]): ScoreLine[] {
  const groups = Map.groupBy(found, ({ clock, row }) => `${row.clock} ${roleOf(clock)}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { policy, milestone, state } = first.clock;
    const rows = group.map(({ row }) => row).sort((a, b) => b.lateMs - a.lateMs || a.dueAt - b.dueAt);
    const line: ScoreLine = {
      policy: policy.id,
      milestone: state.milestone,
      role: roleOf(first.clock),
      zh: milestone.zh,
      en: milestone.en,
      clause: milestone.clause.ref,
      met: count(rows, "met"),
      metLate: count(rows, "met_late"),
      breached: count(rows, "breached"),
      running: count(rows, "running"),
      rows,
    };
    return [line];
  });
}

const roleOrder: readonly ScoreLine["role"][] = ["governing", "advisory", "reading", "shadow"];

/**
 * @param orders the firm's orders of the contract that were open in the month or later
 * @param sheet lines of the assessment by points; undefined where the contract has none
 */
export function vendorScore(
  scope: ScoreScope,
  orders: readonly ScoredOrder[],
  law: Law,
  sheet: { readonly clause: string; readonly items: readonly ScoreItem[] } | undefined,
  at: Millis,
): VendorScore {
  const found = orders.flatMap((order) => rowsOf(order, scope, law, at));
  const lines = linesOf(found).sort((a, b) => roleOrder.indexOf(a.role) - roleOrder.indexOf(b.role));
  const ids = new Set(found.map(({ row }) => row.orderId));
  const open = orders.filter(({ order }) => ids.has(order.id));
  return {
    at,
    month: scope.month,
    contractId: scope.contractId,
    organisationId: scope.organisationId,
    orders: ids.size,
    lines,
    deductions: sheet === undefined ? null : deductionsOf(lines, sheet),
    openDisputes: open.reduce(
      (sum, { events }) => sum + openDisputes(orderFacts(standingEvents(events, at)).disputes).length,
      0,
    ),
  };
}

/** Orders that were closed before this cannot have a clock that falls due in the month: no limit is longer. */
export const longestLimitMs = 400 * dayMs;
