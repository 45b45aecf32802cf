// What people ask about work orders.
import {
  type AlarmListQuery,
  type AlarmView,
  type ClockDerivation,
  ContractId,
  type ErrorCode,
  type OrderDetail,
  type OrderList,
  type OrderListQuery,
  type OrderRow,
} from "@kiosk/contract";
import type { z } from "zod";
import type { Caller } from "../domain/account/caller.ts";
import { orderReach } from "../domain/account/order-reach.ts";
import { suppresses } from "../domain/fault/suppression.ts";
import { derive } from "../domain/sla/evaluate.ts";
import type { DerivationStep } from "../domain/sla/evaluation.ts";
import { limitText } from "../domain/sla/limit.ts";
import type { Millis } from "../domain/time.ts";
import { boundPolicies, clockView } from "../domain/work-order/order-clocks.ts";
import { clockStatement } from "../domain/work-order/statement.ts";
import { asKnownAt, type OrderSurroundings, orderDetail } from "../domain/work-order/view.ts";
import type { OpenOrder } from "../domain/work-order/work-order.ts";
import type { Answer } from "../fleet-api.ts";
import type { FleetState } from "../ingest/fleet-state.ts";
import type { Clock, HistoryStore } from "../ports.ts";
import type { StoredAlarm, StoredNotice } from "../tables.ts";
import { OrderLists } from "./order-lists.ts";

const eventsPerRead = 5000;

export class OrderQueries {
  readonly #state: FleetState;
  readonly #history: HistoryStore;
  readonly #clock: Clock;
  readonly #lists: OrderLists;

  constructor(options: { state: FleetState; history: HistoryStore; clock: Clock }) {
    this.#state = options.state;
    this.#history = options.history;
    this.#clock = options.clock;
    this.#lists = new OrderLists({ ...options, surroundings: this.surroundings });
  }

  list(by: Caller, query: z.infer<typeof OrderListQuery>): Promise<OrderList> {
    return this.#lists.list(by, query);
  }

  openRows(by: Caller, contract: ContractId | undefined): OrderRow[] {
    return this.#lists.openRows(by, contract);
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
    const contract = filter.contract === undefined ? undefined : ContractId.safeParse(filter.contract).data;
    if (filter.contract !== undefined && contract === undefined) return [];
    const reach = orderReach(by, "alarm.read");
    const orderId = by.onlyOrder ?? filter.order;
    if (filter.order !== undefined && filter.order !== orderId) return [];
    const found = await this.#history.alarms({ reach, contractId: contract, orderId, limit: filter.limit });
    // the bell leaves out what somebody suppressed; the list of one order leaves out nothing
    const rows = orderId === undefined ? found.filter((row) => !this.#isSuppressed(row.orderId)) : found;
    const notices = Map.groupBy(await this.#history.noticesOf(rows.map((row) => row.id)), (n) => n.alarmId);
    return rows.map((row) => alarmView(row, notices.get(row.id) ?? []));
  }

  #isSuppressed(orderId: string): boolean {
    const causeKey = this.#state.openOrder(orderId)?.order.causeKey ?? null;
    return causeKey !== null && suppresses(this.#state.suppression(causeKey), this.#clock.now());
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

function stepView(step: DerivationStep): ClockDerivation["steps"][number] {
  return step.kind === "pause" ? { ...step, eventIds: [...step.eventIds] } : step;
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
