// The statement of a contract's clocks (时限台账): every order with every binding clock as known at an instant, as CSV for an
// office's spreadsheet. It rests on the log alone, so that it comes out the same a year later, byte for byte.
import type { ContractId } from "@kiosk/contract";
import { hourMs, type Millis } from "../time.ts";
import { orderFacts } from "./facts.ts";
import { type BoundClock, boundClocks, boundPolicies } from "./order-clocks.ts";
import { standingEvents } from "./standing.ts";
import type { OrderSurroundings } from "./view.ts";
import type { OrderEvent, WorkOrder } from "./work-order.ts";

const heading = [
  "工单号",
  "终端",
  "类别",
  "状态",
  "报修时间",
  "登记时间",
  "时限",
  "条款",
  "策略",
  "起算",
  "到期",
  "到期性质",
  "完成",
  "结论",
  "超期毫秒",
];

/** `2026-09-10 09:30:00`, Asia/Shanghai. */
function local(at: Millis | null): string {
  return at === null ? "" : new Date(at + 8 * hourMs).toISOString().slice(0, 19).replace("T", " ");
}

/** A cell a spreadsheet takes for text: quotes doubled, and no formula from a person's words. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function clockCells({ policy, milestone, state }: BoundClock): string[] {
  return [
    milestone.zh,
    milestone.clause.ref,
    `${policy.id} v${policy.version}`,
    local(state.startAt),
    local(state.dueAt),
    state.dueStatus,
    local(state.completedAt),
    state.state,
    String(state.overdueMs ?? state.lateByMs ?? ""),
  ];
}

/** @param events of all orders, as known at `asOf` @param orders of the contract, in the order they are listed */
export function clockStatement(
  contractId: ContractId,
  orders: readonly WorkOrder[],
  events: readonly OrderEvent[],
  around: OrderSurroundings,
  asOf: Millis,
): string {
  const logs = Map.groupBy(events, (event) => event.orderId);
  const lines = orders.flatMap((order) => {
    const log = logs.get(order.id);
    if (log === undefined) return [];
    const standing = standingEvents(log, asOf);
    const facts = orderFacts(standing);
    const reportedAt = standing.find((e) => e.type === "reported")?.at ?? order.reportedAt;
    const known = { ...order, class: facts.class, reportedAt };
    const clocks = boundClocks(boundPolicies(known, log, around.law, asOf, ["governing"]));
    const head = [order.number, order.kioskId, facts.class, facts.state, local(reportedAt), local(order.enteredAt)];
    return clocks.map((clock) => [...head, ...clockCells(clock)].map(cell).join(","));
  });
  const last = events.at(-1);
  const basis = `${contractId} asOf ${local(asOf)} log ${last?.logSeq ?? 0} ${last?.hash ?? ""}`;
  // the mark makes a spreadsheet read the file as UTF-8
  return `\uFEFF${[cell(basis), heading.join(","), ...lines].join("\r\n")}\r\n`;
}
