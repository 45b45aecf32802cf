// The fleet as HTTP sees it: views from memory, history from the store, commands through the one writer.
import type {
  ContractId,
  ContractList,
  ContractView,
  EnrolmentCode,
  ErrorCode,
  KioskDetail,
  KioskId,
  KioskList,
  KioskListQuery,
  KioskRow,
  NewContract,
  NewKiosk,
  NewOrder,
  OpeningHours,
  OrderActionRequest,
  OrderDetail,
  OrderList,
  OrderListQuery,
  Overview,
  OverviewQuery,
  QuarantineDetail,
  QuarantineList,
  ReplacementEntry,
  ServerHealth,
  Timeline,
} from "@kiosk/contract";
import type { z } from "zod";
import type { Kiosk } from "../domain/kiosk/kiosk.ts";
import { indexMacs, matchesKiosk } from "../domain/kiosk/search.ts";
import { kioskDetail, kioskRow, type ProfileNames } from "../domain/kiosk/view.ts";
import { dayMs } from "../domain/time.ts";
import { type OrderSurroundings, orderDetail, orderRow } from "../domain/work-order/view.ts";
import type { OpenOrder, WorkOrder } from "../domain/work-order/work-order.ts";
import type { Answer, FleetApi } from "../fleet-api.ts";
import type { FleetState } from "../ingest/fleet-state.ts";
import type { Clock, HistoryStore } from "../ports.ts";
import type { FleetCommands } from "./commands.ts";
import type { Enrolment } from "./enrolment.ts";
import { overviewOf } from "./overview.ts";
import { quarantineDetail, quarantineRow } from "./quarantine-view.ts";

const listLimit = 200;
const closedOrderLimit = 500;

export class Fleet implements FleetApi {
  readonly #o: {
    readonly state: FleetState;
    readonly history: HistoryStore;
    readonly commands: FleetCommands;
    readonly enrolment: Enrolment;
    readonly clock: Clock;
    readonly profileNames: ProfileNames;
    readonly health: () => ServerHealth;
    readonly caFingerprint: string;
  };

  constructor(options: {
    state: FleetState;
    history: HistoryStore;
    commands: FleetCommands;
    enrolment: Enrolment;
    clock: Clock;
    profileNames: ProfileNames;
    health: () => ServerHealth;
    caFingerprint: string;
  }) {
    this.#o = options;
  }

  health(): ServerHealth {
    return this.#o.health();
  }

  contracts(): z.infer<typeof ContractList> {
    const kiosks = [...this.#o.state.kiosks];
    const contracts = [...this.#o.state.contracts].map(({ policyId: _, ...contract }) => ({
      ...contract,
      kiosks: kiosks.filter((k) => k.master.contractId === contract.id).length,
    }));
    return { contracts };
  }

  async overview(query: z.infer<typeof OverviewQuery>): Promise<Overview> {
    const at = this.#o.clock.now();
    const kiosks = this.#kiosksOf(query.contract);
    const orders = kiosks
      .flatMap((k) => [...k.orders.values()])
      .map((o) => orderRow(o, surroundings(this.#o.state), at));
    const quarantined = await this.#o.history.quarantine(0);
    const last24h = await this.#o.history.quarantineCountSince(at - dayMs);
    return overviewOf(kiosks, orders, { kept: quarantined.total, last24h }, at);
  }

  kiosks(query: z.infer<typeof KioskListQuery>): KioskList {
    const all = [...this.#o.state.kiosks];
    const index = indexMacs(all.map((k) => k.master));
    const inContract = this.#kiosksOf(query.contract);
    const rows = inContract
      .filter(
        (k) =>
          matchesKiosk(k.master, query.q ?? "") && (query.street === undefined || k.master.street === query.street),
      )
      .map((k) => kioskRow(k, index))
      .filter((row) => query.health === undefined || row.health === query.health)
      .sort((a, b) => a.contractId.localeCompare(b.contractId) || a.seq - b.seq);
    return { at: this.#o.clock.now(), total: inContract.length, kiosks: rows };
  }

  kiosk(id: KioskId): Answer<KioskDetail> {
    const { state, clock, profileNames } = this.#o;
    const kiosk = state.kiosk(id);
    if (kiosk === undefined) return missing(id);
    const index = indexMacs([...state.kiosks].map((k) => k.master));
    const enrolled = state.credential(id) !== undefined;
    return { ok: true, value: kioskDetail(kiosk, index, enrolled, profileNames, clock.now()) };
  }

  async timeline(id: KioskId): Promise<Answer<z.infer<typeof Timeline>>> {
    if (this.#o.state.kiosk(id) === undefined) return missing(id);
    const rows = await this.#o.history.timeline(id, listLimit);
    return { ok: true, value: { entries: rows.map(({ kioskId: _, ...entry }) => entry) } };
  }

  createContract(input: NewContract): Promise<Answer<ContractView>> {
    return this.#o.commands.createContract(input);
  }

  createKiosk(input: NewKiosk): Promise<Answer<KioskRow>> {
    return this.#o.commands.createKiosk(input);
  }

  setOpeningHours(id: KioskId, hours: OpeningHours | null): Promise<Answer<KioskRow>> {
    return this.#o.commands.setOpeningHours(id, hours);
  }

  async issueEnrolmentCode(id: KioskId): Promise<Answer<z.infer<typeof EnrolmentCode>>> {
    if (this.#o.state.kiosk(id) === undefined) return missing(id);
    const { code, expiresAt } = await this.#o.enrolment.issue(id);
    return { ok: true, value: { kioskId: id, code, expiresAt, caFingerprintSha256: this.#o.caFingerprint } };
  }

  enterReplacement(id: KioskId, entry: ReplacementEntry): Promise<Answer<{ commandId: string }>> {
    return this.#o.commands.enterReplacement(id, entry);
  }

  async orders(query: z.infer<typeof OrderListQuery>): Promise<OrderList> {
    const at = this.#o.clock.now();
    const open = [...this.#o.state.kiosks].flatMap((k) => [...k.orders.values()]);
    const closed = query.state === "open" ? [] : await this.#closedOrders();
    const chosen = (query.state === "open" ? open : query.state === "closed" ? closed : [...open, ...closed])
      .filter(({ order }) => query.contract === undefined || order.contractId === query.contract)
      .filter(({ order }) => query.kiosk === undefined || order.kioskId === query.kiosk)
      .filter(({ order }) => query.class === undefined || order.class === query.class)
      .map((o) => orderRow(o, surroundings(this.#o.state), at))
      .sort((a, b) => b.reportedAt - a.reportedAt || b.number.localeCompare(a.number));
    return { at, total: chosen.length, orders: chosen };
  }

  async order(id: string): Promise<Answer<OrderDetail>> {
    const open = await this.#findOrder(id);
    if (open === undefined) return missing(id);
    return { ok: true, value: orderDetail(open, surroundings(this.#o.state), this.#o.clock.now()) };
  }

  openOrder(input: NewOrder, source: "person" | "api"): Promise<Answer<OrderDetail>> {
    return this.#o.commands.openOrder(input, source);
  }

  async actOnOrder(id: string, request: OrderActionRequest): Promise<Answer<OrderDetail>> {
    const open = await this.#findOrder(id);
    if (open === undefined) return missing(id);
    return this.#o.commands.actOnOrder(id, request, open.order.kioskId);
  }

  async quarantine(): Promise<QuarantineList> {
    const { total, rows } = await this.#o.history.quarantine(listLimit);
    const discarded = Number(this.#o.state.meta("quarantineDiscarded") ?? "0");
    return { at: this.#o.clock.now(), total, discarded, rows: rows.map(quarantineRow) };
  }

  async quarantined(id: string): Promise<Answer<QuarantineDetail>> {
    const row = await this.#o.history.findQuarantined(id);
    return row === undefined ? missing(id) : { ok: true, value: quarantineDetail(row) };
  }

  #kiosksOf(contract: ContractId | undefined): Kiosk[] {
    return [...this.#o.state.kiosks].filter((k) => contract === undefined || k.master.contractId === contract);
  }

  async #closedOrders(): Promise<OpenOrder[]> {
    const orders = await this.#o.history.orders({ state: "closed", limit: closedOrderLimit });
    const events = await this.#o.history.orderEvents(orders.map((o) => o.id));
    return orders.map((order) => ({ order, events: events.filter((e) => e.orderId === order.id) }));
  }

  async #findOrder(id: string): Promise<OpenOrder | undefined> {
    for (const kiosk of this.#o.state.kiosks) {
      const open = kiosk.orders.get(id);
      if (open !== undefined) return open;
    }
    const order = await this.#o.history.findOrder(id);
    return order === undefined ? undefined : { order, events: await this.#o.history.orderEvents([id]) };
  }
}

/** What an order's view needs around it, from the fleet as committed. */
export function surroundings(state: FleetState): OrderSurroundings {
  return {
    kiosk: (id) => state.kiosk(id),
    policyOf: (order: WorkOrder) => state.contract(order.contractId)?.policyId ?? null,
  };
}

function missing(what: string): { ok: false; code: ErrorCode; detail: string } {
  return { ok: false, code: "resource.not-found", detail: what };
}
