// The fleet as HTTP sees it: views from memory, history from the store, commands through the one writer.
import type {
  ActionPreview,
  AlarmList,
  AlarmListQuery,
  CalendarImport,
  CalendarImported,
  CalendarList,
  ClockDerivation,
  ContractId,
  ContractList,
  ContractView,
  DerivationQuery,
  EnrolmentCode,
  ErrorCode,
  EvidenceView,
  KioskDetail,
  KioskId,
  KioskList,
  KioskListQuery,
  KioskRow,
  NewContract,
  NewKiosk,
  NewOrder,
  NewTerms,
  NotifyView,
  OpeningHours,
  OrderActionRequest,
  OrderDetail,
  OrderList,
  OrderListQuery,
  Overview,
  OverviewQuery,
  PartLedger,
  PartReceipt,
  ReplacementEntry,
  ServerHealth,
  TermsList,
} from "@kiosk/contract";
import type { z } from "zod";
import type { Caller } from "../domain/account/caller.ts";
import type { ProfileFactsOf } from "../domain/consumable/counted.ts";
import { kioskDetail } from "../domain/kiosk/view.ts";
import { alarmFor, firmReading, titledFor } from "../domain/organisation/reader.ts";
import { vendorDetail } from "../domain/organisation/vendor-view.ts";
import type { WorkOrder } from "../domain/work-order/work-order.ts";
import type { Answer, FleetApi } from "../fleet-api.ts";
import type { FleetState } from "../ingest/fleet-state.ts";
import type { Clock, HistoryStore } from "../ports.ts";
import type { ContractCommands } from "./contract-commands.ts";
import type { ContractQueries } from "./contract-queries.ts";
import type { Enrolment } from "./enrolment.ts";
import type { EvidenceRoom } from "./evidence-room.ts";
import type { KioskCommands } from "./kiosk-commands.ts";
import type { KioskIndex } from "./kiosk-index.ts";
import type { KioskQueries } from "./kiosk-queries.ts";
import type { OrderCommands } from "./order-commands.ts";
import type { OrderQueries } from "./order-queries.ts";
import type { OverviewDesk } from "./overview.ts";

interface FleetParts {
  readonly state: FleetState;
  readonly history: HistoryStore;
  readonly kiosks: KioskCommands;
  readonly orders: OrderCommands;
  readonly orderQueries: OrderQueries;
  readonly kioskIndex: KioskIndex;
  readonly kioskQueries: KioskQueries;
  readonly overviewDesk: OverviewDesk;
  readonly contracts: ContractCommands;
  readonly contractQueries: ContractQueries;
  readonly evidence: EvidenceRoom;
  readonly enrolment: Enrolment;
  readonly clock: Clock;
  readonly profileFacts: ProfileFactsOf;
  readonly health: () => ServerHealth;
  readonly notifyView: NotifyView;
  readonly caFingerprint: string;
}

export class Fleet implements FleetApi {
  readonly #o: FleetParts;

  constructor(parts: FleetParts) {
    this.#o = parts;
  }

  health(): ServerHealth {
    return this.#o.health();
  }

  contracts(by: Caller): z.infer<typeof ContractList> {
    const kiosks = new Map<ContractId, number>();
    for (const { kiosk } of this.#o.kioskIndex.all) {
      const { contractId } = kiosk.master;
      kiosks.set(contractId, (kiosks.get(contractId) ?? 0) + 1);
    }
    const reach = reachOf(by);
    const contracts = [...this.#o.state.contracts]
      .filter((contract) => reach(contract.id))
      .map((contract) => ({ ...contract, kiosks: kiosks.get(contract.id) ?? 0 }));
    return { contracts };
  }

  overview(by: Caller, query: z.infer<typeof OverviewQuery>): Promise<Overview> {
    return this.#o.overviewDesk.overview(by, query);
  }

  kiosks(by: Caller, query: z.infer<typeof KioskListQuery>): KioskList {
    return this.#o.kioskQueries.list(by, query);
  }

  kiosk(_by: Caller, id: KioskId): Answer<KioskDetail> {
    const { state, clock, profileFacts } = this.#o;
    const kiosk = state.kiosk(id);
    if (kiosk === undefined) return missing(id);
    const index = this.#o.kioskIndex.macs;
    const enrolled = state.credential(id) !== undefined;
    const settings = state.settings(kiosk.master.contractId);
    return { ok: true, value: kioskDetail(kiosk, index, enrolled, profileFacts, clock.now(), settings) };
  }

  createContract(by: Caller, input: NewContract): Promise<Answer<ContractView>> {
    return this.#o.contracts.create(by, input);
  }

  createKiosk(by: Caller, input: NewKiosk): Promise<Answer<KioskRow>> {
    return this.#o.kiosks.createKiosk(by, input);
  }

  setOpeningHours(by: Caller, id: KioskId, hours: OpeningHours | null): Promise<Answer<KioskRow>> {
    return this.#o.kiosks.setOpeningHours(by, id, hours);
  }
  setDutyPhone(by: Caller, id: KioskId, dutyPhone: string | null): Promise<Answer<KioskRow>> {
    return this.#o.kiosks.setDutyPhone(by, id, dutyPhone);
  }

  async issueEnrolmentCode(by: Caller, id: KioskId): Promise<Answer<z.infer<typeof EnrolmentCode>>> {
    if (this.#o.state.kiosk(id) === undefined) return missing(id);
    const { code, expiresAt } = await this.#o.enrolment.issue(by, id);
    return { ok: true, value: { kioskId: id, code, expiresAt, caFingerprintSha256: this.#o.caFingerprint } };
  }

  enterReplacement(by: Caller, id: KioskId, entry: ReplacementEntry): Promise<Answer<{ commandId: string }>> {
    return this.#o.kiosks.enterReplacement(by, id, entry);
  }

  async orders(by: Caller, query: z.infer<typeof OrderListQuery>): Promise<OrderList> {
    const list = await this.#o.orderQueries.list(by, query);
    return { ...list, orders: list.orders.map((row) => titledFor(by, row, row)) };
  }

  async order(by: Caller, id: string, asOf?: number): Promise<Answer<OrderDetail>> {
    const open = await this.#o.orders.find(id);
    if (open === undefined || (asOf !== undefined && asOf < open.order.enteredAt)) return missing(id);
    return { ok: true, value: shownTo(by, open.order, await this.#o.orderQueries.detail(open, asOf)) };
  }

  openOrder(by: Caller, input: NewOrder, source: "person" | "api"): Promise<Answer<OrderDetail>> {
    return this.#o.orders.open(by, input, source);
  }

  async actOnOrder(by: Caller, id: string, request: OrderActionRequest): Promise<Answer<OrderDetail>> {
    const answer = await this.#o.orders.act(by, id, request);
    const order = answer.ok ? (await this.#o.orders.find(id))?.order : undefined;
    return answer.ok && order !== undefined ? { ok: true, value: shownTo(by, order, answer.value) } : answer;
  }

  previewAction(by: Caller, id: string, request: OrderActionRequest): Promise<Answer<ActionPreview>> {
    return this.#o.orders.preview(by, id, request);
  }

  async derivation(_by: Caller, id: string, query: z.infer<typeof DerivationQuery>): Promise<Answer<ClockDerivation>> {
    const open = await this.#o.orders.find(id);
    if (open === undefined) return missing(id);
    return this.#o.orderQueries.derivation(open, query.policy, query.milestone, query.asOf);
  }

  async alarms(by: Caller, query: z.infer<typeof AlarmListQuery>): Promise<z.infer<typeof AlarmList>> {
    const alarms = await this.#o.orderQueries.alarms(by, query);
    return { at: this.#o.clock.now(), alarms: alarms.map((alarm) => alarmFor(by, alarm)) };
  }

  addEvidence(by: Caller, bytes: Uint8Array, name: string): Promise<Answer<EvidenceView>> {
    return this.#o.evidence.add(by, bytes, name);
  }

  evidence(_by: Caller, digest: string): Promise<Answer<{ view: EvidenceView; bytes: Uint8Array }>> {
    return this.#o.evidence.read(digest);
  }

  terms(_by: Caller, id: ContractId): Answer<TermsList> {
    return this.#o.contractQueries.terms(id);
  }

  async addTerms(by: Caller, id: ContractId, input: NewTerms): Promise<Answer<TermsList>> {
    const answer = await this.#o.contracts.addTerms(by, id, input);
    return answer.ok ? this.#o.contractQueries.terms(id) : answer;
  }

  parts(_by: Caller, id: ContractId): Promise<Answer<PartLedger>> {
    return this.#o.contractQueries.parts(id);
  }

  async receiveParts(by: Caller, id: ContractId, receipt: PartReceipt): Promise<Answer<PartLedger>> {
    const answer = await this.#o.contracts.receiveParts(by, id, receipt);
    return answer.ok ? this.#o.contractQueries.parts(id) : answer;
  }

  async clockStatement(_by: Caller, id: ContractId, asOf?: number): Promise<Answer<string>> {
    if (this.#o.state.contract(id) === undefined) return missing(id);
    return { ok: true, value: await this.#o.orderQueries.statement(id, asOf ?? this.#o.clock.now()) };
  }

  calendars(_by: Caller): CalendarList {
    return this.#o.contractQueries.calendars();
  }

  importCalendar(by: Caller, input: CalendarImport): Promise<CalendarImported> {
    return this.#o.contracts.importCalendar(by, input);
  }

  notifyView(_by: Caller): NotifyView {
    return this.#o.notifyView;
  }
}

/** Contracts somebody has to do with in any way; a person without a contract (三员) sees the names of all. */
function reachOf(by: Caller): (id: ContractId) => boolean {
  const own = new Set(by.grants.flatMap((grant) => grant.contractId ?? []));
  const all = by.kind === "server" || by.grants.some((grant) => grant.contractId === null);
  return (id) => all || own.has(id);
}

/** A firm sees its order, and not all that the house sees of it. */
function shownTo(by: Caller, order: WorkOrder, detail: OrderDetail): OrderDetail {
  const firm = firmReading(by, order);
  return firm === null ? detail : vendorDetail(detail, firm);
}

function missing(what: string): { ok: false; code: ErrorCode; detail: string } {
  return { ok: false, code: "resource.not-found", detail: what };
}
