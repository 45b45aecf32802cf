// What a firm sees: its own orders, parts and month. What it may see is asked of `may`, order by order.
import type {
  ContractId,
  ErrorCode,
  OrganisationId,
  ScoreQuery,
  VendorFilter,
  VendorOrderList,
  VendorOrderQuery,
  VendorOrderRow,
  VendorPartList,
  VendorScores,
} from "@kiosk/contract";
import { deviceClassNames } from "@kiosk/firmware-profiles";
import type { z } from "zod";
import { type Caller, may } from "../domain/account/caller.ts";
import { byDeadline, showsUnder, waitsForPart } from "../domain/organisation/board.ts";
import { longestLimitMs, monthOf, monthSpan, type ScoredOrder, vendorScore } from "../domain/organisation/score.ts";
import { maskPersonal } from "../domain/organisation/vendor-view.ts";
import type { ScoreItem } from "../domain/sla/assessment.ts";
import type { Millis } from "../domain/time.ts";
import { orderFacts } from "../domain/work-order/facts.ts";
import { standingEvents } from "../domain/work-order/standing.ts";
import { type OrderSurroundings, orderRow } from "../domain/work-order/view.ts";
import { whereOf } from "../domain/work-order/where.ts";
import { isOrderOpen, type OpenOrder, type WorkOrder } from "../domain/work-order/work-order.ts";
import type { Answer } from "../fleet-api.ts";
import type { FleetState } from "../ingest/fleet-state.ts";
import type { Clock, HistoryStore } from "../ports.ts";
import type { VendorApi } from "../vendor-api.ts";

/** More than anybody reads; the counts are of all open ones. */
const listLimit = 500;
/** closed orders that are looked through for a month's score */
const scoredLimit = 20_000;

export interface Sheet {
  readonly clause: string;
  readonly items: readonly ScoreItem[];
}

interface Firm {
  readonly contractId: ContractId;
  readonly organisationId: OrganisationId;
}

export class VendorDesk implements VendorApi {
  readonly #o: {
    readonly state: FleetState;
    readonly history: HistoryStore;
    readonly clock: Clock;
    readonly sheet: Sheet | undefined;
  };

  /** @param options.sheet the assessment by points; contracts that bind no policy of it have none */
  constructor(options: { state: FleetState; history: HistoryStore; clock: Clock; sheet: Sheet | undefined }) {
    this.#o = options;
  }

  async orders(by: Caller, query: z.infer<typeof VendorOrderQuery>): Promise<VendorOrderList> {
    const at = this.#o.clock.now();
    const open = this.#open(by, query.contract).map((order) => this.#row(order, at));
    const counts = countsOf(open);
    const closed = query.state === "closed" ? await this.#closed(by, query.contract, 0, listLimit) : [];
    const rows = query.state === "closed" ? closed.map((order) => this.#row(order, at)) : open.sort(byDeadline);
    const { show } = query;
    const chosen = rows.filter((row) => show === undefined || showsUnder(row, show));
    return { at, counts, total: chosen.length, orders: chosen.slice(0, listLimit) };
  }

  async place(_by: Caller, orderId: string): Promise<Answer<VendorOrderRow["place"]>> {
    const order = this.#o.state.openOrder(orderId)?.order ?? (await this.#o.history.findOrder(orderId));
    return order === undefined ? missing(orderId) : { ok: true, value: this.#placeOf(order) };
  }

  async parts(by: Caller): Promise<VendorPartList> {
    const at = this.#o.clock.now();
    const orders = [...this.#open(by, undefined), ...(await this.#closed(by, undefined, 0, listLimit))];
    const parts = orders.flatMap(({ order, events }) => {
      const { id: orderId, number: orderNumber, state: orderState, contractId } = order;
      const kioskName = this.#o.state.kiosk(order.kioskId)?.master.name ?? order.kioskId;
      return orderFacts(standingEvents(events, at)).parts.map((line) => ({
        ...line,
        orderId,
        orderNumber,
        orderState,
        contractId,
        kioskName,
      }));
    });
    const states = (...wanted: readonly string[]) => parts.filter(({ state }) => wanted.includes(state));
    const late = states("ordered").filter(({ expectedAt }) => expectedAt !== null && expectedAt < at);
    const rank = ["rejected", "required", "ordered", "on_hand", "installed"];
    parts.sort((a, b) => rank.indexOf(a.state) - rank.indexOf(b.state) || a.requiredAt - b.requiredAt);
    return {
      at,
      counts: {
        required: states("required", "rejected").length,
        ordered: states("ordered").length,
        arrived: states("on_hand", "installed").length,
        late: late.length,
      },
      parts,
    };
  }

  async scores(by: Caller, query: z.infer<typeof ScoreQuery>): Promise<VendorScores> {
    const firms = firmsOf(by).filter(({ contractId }) => query.contract === undefined || contractId === query.contract);
    return this.#scores(by.onlyOrder === null ? firms : [], query.month);
  }

  async scoreOf(
    _by: Caller,
    contractId: ContractId,
    organisationId: OrganisationId,
    month: string | undefined,
  ): Promise<Answer<VendorScores>> {
    const works = this.#o.state.firms(contractId).some((firm) => firm.organisationId === organisationId);
    if (!works) return missing(organisationId);
    return { ok: true, value: await this.#scores([{ contractId, organisationId }], month) };
  }

  async #scores(firms: readonly Firm[], given: string | undefined): Promise<VendorScores> {
    const at = this.#o.clock.now();
    const month = given ?? monthOf(at);
    const scores = [];
    for (const firm of firms) {
      const orders = await this.#scored(firm, monthSpan(month).from - longestLimitMs);
      const sheet = this.#isScored(firm.contractId, at) ? this.#o.sheet : undefined;
      scores.push(vendorScore({ ...firm, month }, orders, this.#o.state, sheet, at));
    }
    return { at, month, scores };
  }

  /** A contract is assessed by points when it binds faults by the clauses the points are of (S1). */
  #isScored(contractId: ContractId, at: Millis): boolean {
    const versions = this.#o.state.terms(contractId).filter(({ appliesFrom }) => appliesFrom <= at);
    return versions.at(-1)?.bindings.some(({ policy }) => policy.startsWith("SC-L")) === true;
  }

  async #scored({ contractId, organisationId }: Firm, since: Millis): Promise<ScoredOrder[]> {
    const { state, history } = this.#o;
    const own = ({ order }: OpenOrder) => order.contractId === contractId && order.vendorId === organisationId;
    const open = [...state.kiosks].flatMap((kiosk) => [...kiosk.orders.values()].filter(own));
    const closed = await this.#withEvents(await history.closedOrdersOf(organisationId, since, scoredLimit));
    return [...open, ...closed.filter(own)].map((one) => ({
      ...one,
      kioskName: state.kiosk(one.order.kioskId)?.master.name ?? one.order.kioskId,
    }));
  }

  #open(by: Caller, contract: ContractId | undefined): OpenOrder[] {
    return [...this.#o.state.kiosks]
      .filter(({ master }) => contract === undefined || master.contractId === contract)
      .flatMap((kiosk) => [...kiosk.orders.values()].filter(({ order }) => own(by, order)));
  }

  async #closed(
    by: Caller,
    contract: ContractId | undefined,
    since: Millis,
    limit: number,
  ): Promise<readonly OpenOrder[]> {
    const organisations = new Set(firmsOf(by).map(({ organisationId }) => organisationId));
    const orders: WorkOrder[] = [];
    for (const id of organisations) orders.push(...(await this.#o.history.closedOrdersOf(id, since, limit)));
    const chosen = orders.filter(
      (order) => (contract === undefined || order.contractId === contract) && own(by, order),
    );
    return this.#withEvents(chosen.sort((a, b) => b.reportedAt - a.reportedAt).slice(0, limit));
  }

  async #withEvents(orders: readonly WorkOrder[]): Promise<OpenOrder[]> {
    const logs = Map.groupBy(await this.#o.history.orderEvents(orders.map(({ id }) => id)), (e) => e.orderId);
    return orders.map((order) => ({ order, events: logs.get(order.id) ?? [] }));
  }

  #row(open: OpenOrder, at: Millis): VendorOrderRow {
    const around: OrderSurroundings = {
      law: this.#o.state,
      kiosk: (id) => this.#o.state.kiosk(id),
      faultsFrom: "terminal",
    };
    const row = orderRow(open, around, at);
    const waits = isOrderOpen(row.state) && open.events.some(({ type }) => type === "part_required");
    return {
      ...row,
      titleZh: maskPersonal(row.titleZh),
      titleEn: maskPersonal(row.titleEn),
      place: this.#placeOf(open.order),
      waitsForPart: waits && waitsForPart(orderFacts(standingEvents(open.events, at)).parts),
    };
  }

  #placeOf({ kioskId, deviceId }: WorkOrder): VendorOrderRow["place"] {
    const kiosk = this.#o.state.kiosk(kioskId);
    const { name = kioskId, street = "", address = "" } = kiosk?.master ?? {};
    if (deviceId === null) return { kioskId, name, street, address, device: null };
    const deviceClass = kiosk?.devices.get(deviceId)?.deviceClass ?? null;
    const words = deviceClass === null ? { zh: deviceId, en: deviceId } : deviceClassNames[deviceClass];
    const device = { id: deviceId, class: deviceClass, zh: words.zh, en: words.en };
    return { kioskId, name, street, address, device };
  }
}

/** A firm's people only: what is assigned to it is not thereby the office's own. */
function own(by: Caller, order: WorkOrder): boolean {
  const holds = firmsOf(by).some(
    ({ contractId, organisationId }) => contractId === order.contractId && organisationId === order.vendorId,
  );
  return holds && may(by, "order.read", whereOf(order));
}

function firmsOf(by: Caller): Firm[] {
  return by.grants.flatMap(({ role, contractId, organisationId }) =>
    role === "vendor" && contractId !== null && organisationId !== null ? [{ contractId, organisationId }] : [],
  );
}

function countsOf(rows: readonly VendorOrderRow[]): VendorOrderList["counts"] {
  const of = (filter: VendorFilter) => rows.filter((row) => showsUnder(row, filter)).length;
  return {
    overdue: of("overdue"),
    "24h": of("24h"),
    "3d": of("3d"),
    later: of("later"),
    part: of("part"),
    acceptance: of("acceptance"),
    disputed: of("disputed"),
  };
}

function missing(what: string): { ok: false; code: ErrorCode; detail: string } {
  return { ok: false, code: "resource.not-found", detail: what };
}
