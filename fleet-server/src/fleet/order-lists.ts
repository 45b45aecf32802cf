// Orders in lists: the open ones from memory, the closed ones page by page from disk, together as if they were one.
import {
  type ContractId,
  type DeadlineBand,
  deadlineBands,
  type KioskId,
  type OrderList,
  type OrderListQuery,
  type OrderRow,
  orderListLimit,
} from "@kiosk/contract";
import type { z } from "zod";
import { type Caller, may } from "../domain/account/caller.ts";
import { type OrderReach, orderReach } from "../domain/account/order-reach.ts";
import type { Millis } from "../domain/time.ts";
import type { OrderSurroundings } from "../domain/work-order/view.ts";
import { whereOf } from "../domain/work-order/where.ts";
import { isOrderOpen, type OpenOrder, type WorkOrder } from "../domain/work-order/work-order.ts";
import type { FleetState } from "../ingest/fleet-state.ts";
import type { Clock, HistoryStore } from "../ports.ts";
import { AnswerMemo } from "./answer-memo.ts";
import { OrderRows } from "./order-rows.ts";

type Query = z.infer<typeof OrderListQuery>;

/** An open order with its row, but for the figures that run. */
interface Standing {
  readonly open: OpenOrder;
  readonly row: OrderRow;
  readonly place: Mark;
}

/** later than any due */
const never = Number.MAX_SAFE_INTEGER;

export class OrderLists {
  readonly #state: FleetState;
  readonly #history: HistoryStore;
  readonly #clock: Clock;
  readonly #rows: OrderRows;
  readonly #answers = new AnswerMemo<Promise<OrderList>>();
  #gathered: { readonly revision: number; readonly open: ReadonlyMap<ContractId, readonly OpenOrder[]> } | undefined;

  constructor(options: { state: FleetState; history: HistoryStore; clock: Clock; surroundings: OrderSurroundings }) {
    this.#state = options.state;
    this.#history = options.history;
    this.#clock = options.clock;
    this.#rows = new OrderRows(options.surroundings);
  }

  list(by: Caller, query: Query): Promise<OrderList> {
    const at = this.#clock.now();
    const key = JSON.stringify([by.kind, by.onlyOrder, by.grants, query]);
    return this.#answers.answer(key, String(this.#state.revision), at, () => this.#list(by, query, at));
  }

  /** Every open order that the caller may see. */
  openRows(by: Caller, contract: ContractId | undefined): OrderRow[] {
    const at = this.#clock.now();
    return this.#readable(by, contract).map((open) => this.#rows.row(open, at));
  }

  async #list(by: Caller, query: Query, at: Millis): Promise<OrderList> {
    const open = this.#readable(by, query.contract, query.kiosk)
      .filter(({ order }) => matches(order, query))
      .map((o) => this.#standing(o, at));
    const bands: Record<DeadlineBand, number> = { overdue: 0, "24h": 0, "3d": 0, later: 0, paused: 0, none: 0 };
    if (query.state !== "closed") for (const { row } of open) bands[row.band] += 1;
    if (query.state !== "open" && (query.band === undefined || query.band === "none")) {
      return this.#withClosed(by, query, bands, at);
    }
    const chosen = query.state === "closed" ? [] : open.filter(({ row }) => isInBand(row, query));
    const list = { at, total: chosen.length, bands };
    if (query.perBand !== undefined) {
      const { perBand } = query;
      const soonest = chosen.sort((a, b) => bySoonest(a.place, b.place));
      const shown = deadlineBands.flatMap((band) => soonest.filter(({ row }) => row.band === band).slice(0, perBand));
      return { ...list, orders: this.#shown(shown, at), next: null };
    }
    const order = query.sort === "due" ? bySoonest : byReport;
    const mark = query.after === undefined ? undefined : parseMark(query.after);
    const behind = chosen.filter(({ place }) => mark === undefined || order(place, mark) > 0);
    const page = behind.sort((a, b) => order(a.place, b.place)).slice(0, query.limit ?? orderListLimit);
    const last = page.at(-1);
    const next = last === undefined || page.length === behind.length ? null : markText(last.place);
    return { ...list, orders: this.#shown(page, at), next };
  }

  /** By report, from disk; of those that are open memory has the newer word. */
  async #withClosed(by: Caller, query: Query, bands: Record<DeadlineBand, number>, at: Millis): Promise<OrderList> {
    const mark = query.after === undefined ? undefined : parseMark(query.after);
    const limit = query.limit ?? orderListLimit;
    const filter = {
      reach: orderReach(by, "order.read"),
      contractId: query.contract,
      kioskId: query.kiosk,
      vendorId: query.vendor,
      class: query.class,
      route: query.route,
      limit: limit + 1,
    };
    const before = mark === undefined ? undefined : { reportedAt: mark.reportedAt, id: mark.id };
    const found = await this.#history.orders({ ...filter, state: query.state, before });
    const closed = await this.#history.countOrders({ ...filter, state: "closed" });
    const page = found.slice(0, limit).filter((order) => may(by, "order.read", whereOf(order)));
    const past = page.filter((order) => this.#state.openOrder(order.id) === undefined);
    const events = Map.groupBy(await this.#history.orderEvents(past.map((o) => o.id)), (e) => e.orderId);
    const rows = page.map((order) => {
      const open = this.#state.openOrder(order.id) ?? { order, events: events.get(order.id) ?? [] };
      return this.#rows.row(open, at);
    });
    bands.none += closed;
    const last = found.length <= limit ? undefined : found[limit - 1];
    const allBands = Object.values(bands).reduce((sum, n) => sum + n, 0);
    return {
      at,
      total: query.band === undefined ? allBands : bands[query.band],
      bands,
      orders: rows.filter((row) => isInBand(row, query)),
      next: last === undefined ? null : markText({ dueAt: never, reportedAt: last.reportedAt, id: last.id }),
    };
  }

  #readable(by: Caller, contract: ContractId | undefined, kiosk?: KioskId): readonly OpenOrder[] {
    const reach = orderReach(by, "order.read");
    if (kiosk !== undefined) return [...this.#state.ordersAt(kiosk)].filter((open) => isReadable(by, reach, open));
    const open = this.#open();
    const contracts = contract === undefined ? [...open.keys()] : [contract];
    return contracts.flatMap((id) => {
      const own = open.get(id) ?? [];
      // most people see all of their contract, and none of another
      if (reach === "all" || reach.contracts.has(id)) return own;
      return reach.assigned.length === 0 ? [] : own.filter((o) => isReadable(by, reach, o));
    });
  }

  /** The open orders by contract, gathered anew only after something has changed. */
  #open(): ReadonlyMap<ContractId, readonly OpenOrder[]> {
    const { revision } = this.#state;
    if (this.#gathered?.revision === revision) return this.#gathered.open;
    const open = Map.groupBy(this.#state.openOrders, ({ order }) => order.contractId);
    this.#gathered = { revision, open };
    return open;
  }

  #standing(open: OpenOrder, at: Millis): Standing {
    const row = this.#rows.standing(open, at);
    return { open, row, place: { dueAt: openDueAt(row) ?? never, reportedAt: row.reportedAt, id: row.id } };
  }

  #shown(standing: readonly Standing[], at: Millis): OrderRow[] {
    return standing.map(({ open }) => this.#rows.row(open, at));
  }
}

function isReadable(by: Caller, reach: OrderReach, { order }: OpenOrder): boolean {
  return reach === "all" || reach.contracts.has(order.contractId) || may(by, "order.read", whereOf(order));
}

function matches(order: WorkOrder, { kiosk, class: orderClass, route, vendor }: Query): boolean {
  return (
    isOrderOpen(order.state) &&
    (kiosk === undefined || order.kioskId === kiosk) &&
    (orderClass === undefined || order.class === orderClass) &&
    (route === undefined || order.route === route) &&
    (vendor === undefined || order.vendorId === vendor)
  );
}

function isInBand(row: OrderRow, { band }: Query): boolean {
  return band === undefined || row.band === band;
}

/** The soonest due of a binding clock that runs or is overdue; null where none is open. */
export function openDueAt({ clocks }: OrderRow): Millis | null {
  let soonest: Millis | null = null;
  for (const { role, state, dueAt } of clocks) {
    if (role !== "governing" || dueAt === null || (state !== "running" && state !== "breached")) continue;
    if (soonest === null || dueAt < soonest) soonest = dueAt;
  }
  return soonest;
}

/** A place in a list; an order's own, or the one that a page ended with. */
interface Mark {
  readonly dueAt: Millis;
  readonly reportedAt: Millis;
  readonly id: string;
}

/** The longest overdue first, then the soonest; among those without a due the one that waits longest. */
function bySoonest(a: Mark, b: Mark): number {
  return a.dueAt - b.dueAt || a.reportedAt - b.reportedAt || (a.id < b.id ? -1 : Number(a.id > b.id));
}

/** Newest report first. */
function byReport(a: Mark, b: Mark): number {
  return b.reportedAt - a.reportedAt || (a.id > b.id ? -1 : Number(a.id < b.id));
}

function markText({ dueAt, reportedAt, id }: Mark): string {
  return [dueAt, reportedAt, id].join("~");
}

/** undefined for what no page of ours ended with: such a list begins anew. */
function parseMark(text: string): Mark | undefined {
  const [dueAt = "", reportedAt = "", id = ""] = text.split("~");
  if (!/^\d{1,16}$/.test(dueAt) || !/^\d{1,16}$/.test(reportedAt) || id === "") return undefined;
  return { dueAt: Number(dueAt), reportedAt: Number(reportedAt), id };
}
