// What people ask about work orders.
import type {
  AlarmListQuery,
  AlarmView,
  ClockDerivation,
  ContractId,
  DeadlineBand,
  ErrorCode,
  OrderDetail,
  OrderList,
  OrderListQuery,
  OrderRow,
} from "@kiosk/contract";
import type { z } from "zod";
import { type Caller, may } from "../domain/account/caller.ts";
import { derive } from "../domain/sla/evaluate.ts";
import type { DerivationStep } from "../domain/sla/evaluation.ts";
import { limitText } from "../domain/sla/limit.ts";
import type { Millis } from "../domain/time.ts";
import { boundPolicies, clockView } from "../domain/work-order/order-clocks.ts";
import { clockStatement } from "../domain/work-order/statement.ts";
import { asKnownAt, type OrderSurroundings, orderDetail, orderRow } from "../domain/work-order/view.ts";
import { whereOf } from "../domain/work-order/where.ts";
import type { OpenOrder, WorkOrder } from "../domain/work-order/work-order.ts";
import type { Answer } from "../fleet-api.ts";
import type { FleetState } from "../ingest/fleet-state.ts";
import type { Clock, HistoryStore } from "../ports.ts";
import type { StoredAlarm, StoredNotice } from "../tables.ts";

const closedOrderLimit = 500;
/** More open orders than anybody reads; the counts are of all. */
const openOrderLimit = 2000;
const eventsPerRead = 5000;

export class OrderQueries {
  readonly #state: FleetState;
  readonly #history: HistoryStore;
  readonly #clock: Clock;

  constructor(options: { state: FleetState; history: HistoryStore; clock: Clock }) {
    this.#state = options.state;
    this.#history = options.history;
    this.#clock = options.clock;
  }

  async list(by: Caller, query: z.infer<typeof OrderListQuery>): Promise<OrderList> {
    const at = this.#clock.now();
    const open = [...this.#state.kiosks].flatMap((k) => [...k.orders.values()]);
    const closed = query.state === "open" ? [] : await this.#closedOrders(query);
    const rows = (query.state === "open" ? open : query.state === "closed" ? closed : [...open, ...closed])
      .filter(({ order }) => readable(by, order))
      .filter(({ order }) => query.contract === undefined || order.contractId === query.contract)
      .filter(({ order }) => query.kiosk === undefined || order.kioskId === query.kiosk)
      .filter(({ order }) => query.class === undefined || order.class === query.class)
      .filter(({ order }) => query.route === undefined || order.route === query.route)
      .map((o) => orderRow(o, this.surroundings, at));
    const bands = countBands(rows);
    const chosen = rows.filter((row) => query.band === undefined || row.band === query.band);
    const orders = chosen.sort(byReport).slice(0, openOrderLimit);
    return { at, total: chosen.length, bands, orders };
  }

  openRows(by: Caller, contract: ContractId | undefined): OrderRow[] {
    const at = this.#clock.now();
    return [...this.#state.kiosks]
      .filter((k) => contract === undefined || k.master.contractId === contract)
      .flatMap((k) => [...k.orders.values()])
      .filter(({ order }) => readable(by, order))
      .map((o) => orderRow(o, this.surroundings, at));
  }

  /** @param asOf the order as it was known then; now when undefined */
  async detail(open: OpenOrder, asOf: Millis | undefined): Promise<OrderDetail> {
    const at = this.#known(asOf);
    const digests = [...new Set(open.events.filter((e) => e.recordedAt <= at).flatMap((e) => e.evidence))];
    const stored = new Map((await this.#history.findEvidence(digests)).map((view) => [view.digest, view]));
    const evidence = digests.flatMap((digest) => stored.get(digest) ?? []);
    const around = asOf === undefined ? this.surroundings : { ...this.surroundings, faultsFrom: "log" as const };
    return orderDetail(open, around, at, { evidence, links: await this.#links(open, at) });
  }

  /** What nobody knows yet cannot be asked for: the answer would be another one later. */
  #known(asOf: Millis | undefined): Millis {
    const now = this.#clock.now();
    return Math.min(asOf ?? now, now);
  }

  derivation(given: OpenOrder, policyId: string, milestone: string, asOf: Millis | undefined): Answer<ClockDerivation> {
    const at = this.#known(asOf);
    const { order, events } = asKnownAt(given, at);
    if (events.length === 0) return refuse("resource.not-found", order.id);
    const bound = boundPolicies(order, events, this.#state, at).find((b) => b.policy.id === policyId);
    const state = bound?.evaluation.milestones.find((m) => m.milestone === milestone);
    const spec = bound?.policy.milestones[milestone];
    if (bound === undefined || state === undefined || spec === undefined) {
      return refuse("resource.not-found", `${policyId} ${milestone}`);
    }
    const { policy, binding } = bound;
    const { calendars, steps } = derive(policy, this.#state.calendars, events, at, milestone);
    const limit = limitText(spec.clock);
    const clock = clockView({ binding, policy, milestone: spec, state }, this.#state.contract(order.contractId));
    return {
      ok: true,
      value: { clock, limitZh: limit.zh, limitEn: limit.en, calendars: [...calendars], steps: steps.map(stepView) },
    };
  }

  async alarms(by: Caller, filter: z.infer<typeof AlarmListQuery>): Promise<AlarmView[]> {
    const found = await this.#history.alarms({
      ...(filter.contract === undefined ? {} : { contractId: filter.contract }),
      ...(filter.order === undefined ? {} : { orderId: filter.order }),
      limit: filter.limit,
    });
    const rows = [];
    for (const row of found) if (await this.#tellable(by, row)) rows.push(row);
    const notices = Map.groupBy(await this.#history.noticesOf(rows.map((row) => row.id)), (n) => n.alarmId);
    return rows.map((row) => alarmView(row, notices.get(row.id) ?? []));
  }

  /** A vendor hears of its own orders only. */
  async #tellable(by: Caller, alarm: StoredAlarm): Promise<boolean> {
    const open = this.#state.openOrder(alarm.orderId)?.order;
    const order = open ?? (await this.#history.findOrder(alarm.orderId));
    return order !== undefined && may(by, "alarm.read", whereOf(order));
  }

  /** Every order of a contract with its clocks as known at `asOf`: the same bytes whenever it is asked for. */
  async statement(contractId: ContractId, given: Millis): Promise<string> {
    const asOf = this.#known(given);
    const events = [];
    for (let after = 0; ; ) {
      const batch = await this.#history.log(after, eventsPerRead);
      events.push(...batch.filter((e) => e.recordedAt <= asOf));
      const last = batch.at(-1);
      if (last === undefined) break;
      after = last.logSeq;
    }
    const orders = await this.#history.ordersOf(contractId);
    return clockStatement(contractId, orders, events, this.surroundings, asOf);
  }

  get surroundings(): OrderSurroundings {
    return { law: this.#state, kiosk: (id) => this.#state.kiosk(id), faultsFrom: "terminal" };
  }

  async #closedOrders({ contract, kiosk }: z.infer<typeof OrderListQuery>): Promise<OpenOrder[]> {
    const orders = await this.#history.orders({
      state: "closed",
      ...(contract === undefined ? {} : { contractId: contract }),
      ...(kiosk === undefined ? {} : { kioskId: kiosk }),
      limit: closedOrderLimit,
    });
    const events = Map.groupBy(await this.#history.orderEvents(orders.map((o) => o.id)), (e) => e.orderId);
    return orders.map((order) => ({ order, events: events.get(order.id) ?? [] }));
  }

  async #links({ order }: OpenOrder, at: Millis): Promise<OrderDetail["links"]> {
    const former = order.reopens === null ? undefined : await this.#history.findOrder(order.reopens);
    const later = (await this.#history.ordersReopening(order.id))
      .filter(({ enteredAt }) => enteredAt <= at)
      .sort((a, b) => a.enteredAt - b.enteredAt || (a.number < b.number ? -1 : 1));
    return [
      ...(former === undefined ? [] : [{ id: former.id, number: former.number, relation: "reopens" as const }]),
      ...later.map(({ id, number }) => ({ id, number, relation: "reopened-as" as const })),
    ];
  }
}

function readable(by: Caller, order: WorkOrder): boolean {
  return may(by, "order.read", whereOf(order));
}

function stepView(step: DerivationStep): ClockDerivation["steps"][number] {
  return step.kind === "pause" ? { ...step, eventIds: [...step.eventIds] } : step;
}

function countBands(rows: readonly OrderRow[]): Record<DeadlineBand, number> {
  const bands: Record<DeadlineBand, number> = { overdue: 0, "24h": 0, "3d": 0, later: 0, paused: 0, none: 0 };
  for (const row of rows) bands[row.band] += 1;
  return bands;
}

/** Newest report first. */
function byReport(a: OrderRow, b: OrderRow): number {
  return b.reportedAt - a.reportedAt || b.number.localeCompare(a.number);
}

function alarmView({ body, ...row }: StoredAlarm, notices: readonly StoredNotice[]): AlarmView {
  return {
    id: row.id,
    orderId: row.orderId,
    orderNumber: body.orderNumber,
    contractId: row.contractId,
    kioskSeq: body.kioskSeq,
    kioskName: body.kioskName,
    titleZh: body.titleZh,
    titleEn: body.titleEn,
    policy: row.policy,
    milestone: row.milestone,
    zh: body.milestoneZh,
    en: body.milestoneEn,
    level: row.level,
    dueAt: body.dueAt,
    plannedAt: row.plannedAt,
    firedAt: row.firedAt,
    late: row.late,
    notices: notices.map((n) => ({
      id: n.id,
      group: n.groupId,
      channel: n.channelId,
      state: n.state,
      tries: n.tries,
      at: n.settledAt,
      detail: n.detail,
    })),
  };
}

function refuse(code: ErrorCode, detail: string): { ok: false; code: ErrorCode; detail: string } {
  return { ok: false, code, detail };
}
