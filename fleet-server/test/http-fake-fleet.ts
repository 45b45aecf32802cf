// A hand-written fleet for the HTTP tests: one terminal, one order, one quarantined message; it notes what it was told.
import {
  ContractId,
  DeviceId,
  type EvidenceView,
  type KioskDetail,
  KioskId,
  type KioskRow,
  Mac,
  type OrderDetail,
  type QuarantineDetail,
} from "@kiosk/contract";
import type { Answer, FleetApi, LiveFeed, LiveFeedEvent } from "../src/fleet-api.ts";
import type { Clock, Log } from "../src/ports.ts";
import { orderClock } from "./order-clock.ts";

export const at = 1_795_305_600_000;
export const kioskId = KioskId.parse("cn-001");
const contractId = ContractId.parse("changning");

export const row: KioskRow = {
  id: kioskId,
  contractId,
  seq: 1,
  name: "长宁区政务服务中心",
  district: "长宁区",
  street: "虹桥街道",
  address: "长宁路599号",
  macs: [Mac.parse("00-1A-2B-3C-4D-5E")],
  lon: 121.42,
  lat: 31.22,
  confidence: "high",
  coordinateMethod: "",
  note: "",
  openingHours: null,
  presence: "online",
  presenceSince: at,
  lastSeenAt: at,
  skewMs: 0,
  health: "ok",
  openFaults: 0,
  openOrders: 0,
  worstZh: null,
  worstEn: null,
  lowestPercent: null,
  lowestLevel: null,
  lowestConsumable: null,
  lowestQuality: null,
  neighbourMacs: [],
};

const detail: KioskDetail = {
  at,
  kiosk: row,
  bootId: null,
  bootedAt: null,
  agentVersion: null,
  enrolled: false,
  reportedMacs: [],
  unexpectedMacs: [],
  outbox: null,
  missingSeq: 0,
  declared: [],
  declaredAt: null,
  capabilities: [],
  devices: [],
  consumables: [],
  counted: [],
  faults: [],
};

const order: OrderDetail["order"] = {
  id: "order-1",
  number: "WO-20261122-0001",
  contractId,
  kioskId,
  kioskSeq: 1,
  kioskName: row.name,
  deviceId: DeviceId.parse("ribbon-printer"),
  faultId: "fault-1",
  faultCode: "ribbon.out",
  class: "consumable",
  kind: "fault",
  level: null,
  source: "rule",
  severity: "error",
  route: "vendor",
  vendorId: null,
  proposedAt: null,
  openDisputes: 0,
  titleZh: "色带用尽",
  titleEn: "Ribbon out",
  state: "reported",
  paused: null,
  reportedAt: at,
  enteredAt: at,
  updatedAt: at,
  faultOpen: true,
  clocks: [orderClock(at)],
  nextDueAt: null,
  band: "none",
  policyKnown: false,
};

const orderDetail: OrderDetail = {
  at,
  order,
  events: [],
  allowed: [
    { type: "acknowledged", parties: ["dispatcher"], needsApproval: false, needsEvidence: false, needsText: false },
  ],
  otherClocks: [],
  pauses: [],
  parts: [],
  evidence: [],
  planned: [],
  ignored: [],
  disputes: [],
  attention: [],
  links: [],
};

const evidence: EvidenceView = {
  digest: "ab".repeat(32),
  name: "到货单.pdf",
  mediaType: "application/pdf",
  bytes: 3,
  uploadedAt: at,
  by: "张工",
};

const quarantined: QuarantineDetail = {
  id: "q-1",
  receivedAt: at,
  kioskId: "cn-001",
  topic: "kiosk/v1/cn-001/report",
  reason: "wire.not-json",
  detail: "",
  bytes: 2,
  preview: "{{",
  resolution: null,
  resolvedAt: null,
  resolvedBy: null,
  resolvedWhy: null,
  hex: "7b7b",
  truncated: false,
};

const notFound = { ok: false, code: "resource.not-found", detail: "" } as const;

function knownKiosk<T>(id: KioskId, value: T): Answer<T> {
  return id === kioskId ? { ok: true, value } : notFound;
}

export class FakeFleet implements FleetApi, KioskHistoryApi {
  readonly told: unknown[] = [];
  /** thrown by the next call that reads the disk */
  failure: Error | undefined;

  health(): ReturnType<FleetApi["health"]> {
    return {
      at,
      startedAt: at,
      version: "0.1.0",
      store: { ok: true, code: null, since: null, dialect: "sqlite" },
      clock: { wentBackMs: 0, at: null },
      mqtt: { connected: 1, acceptedReports: 2, replays: 0, quarantined: 0 },
      demo: false,
    };
  }

  contracts(): ReturnType<FleetApi["contracts"]> {
    return {
      contracts: [
        { id: contractId, zh: "长宁", en: "Changning", invented: false, startsAt: null, endsAt: null, kiosks: 1 },
      ],
    };
  }

  async createContract(input: Parameters<FleetApi["createContract"]>[0]): ReturnType<FleetApi["createContract"]> {
    this.told.push(["createContract", input]);
    if (input.id === contractId) return { ok: false, code: "contract.exists", detail: input.id };
    return { ok: true, value: { ...input, invented: false, kiosks: 0 } };
  }

  async overview(query: Parameters<FleetApi["overview"]>[0]): ReturnType<FleetApi["overview"]> {
    this.told.push(["overview", query]);
    return {
      at,
      kiosks: { total: 1, online: 1, offline: 0, unverified: 0, never: 0 },
      health: { ok: 1, warning: 0, fault: 0, unknown: 0, offline: 0 },
      faults: { open: 0, critical: 0, flapping: 0 },
      orders: { open: 1, unacknowledged: 1, overdue: 0, dueToday: 0 },
      consumables: { low: 0, out: 0, unknown: 0 },
      quarantine: { kept: 1, last24h: 1 },
      nextDue: [order],
    };
  }

  kiosks(query: Parameters<FleetApi["kiosks"]>[0]): ReturnType<FleetApi["kiosks"]> {
    this.told.push(["kiosks", query]);
    return { at, total: 1, kiosks: [row] };
  }

  kiosk(id: KioskId): Answer<KioskDetail> {
    return knownKiosk(id, detail);
  }

  async timeline(_by: Caller, id: KioskId): ReturnType<KioskHistoryApi["timeline"]> {
    if (this.failure) throw this.failure;
    return knownKiosk(id, { entries: [], next: null });
  }

  async reports(_by: Caller, id: KioskId): ReturnType<KioskHistoryApi["reports"]> {
    return knownKiosk(id, { at: 0, reports: [], next: null });
  }

  async rates(_by: Caller, id: KioskId): ReturnType<KioskHistoryApi["rates"]> {
    return knownKiosk(id, { at: 0, rates: [] });
  }

  async createKiosk(input: Parameters<FleetApi["createKiosk"]>[0]): Promise<Answer<KioskRow>> {
    this.told.push(["createKiosk", input]);
    return input.id === kioskId
      ? { ok: false, code: "kiosk.exists", detail: "cn-001" }
      : { ok: true, value: { ...row, id: input.id } };
  }

  async setOpeningHours(id: KioskId, hours: KioskRow["openingHours"]): Promise<Answer<KioskRow>> {
    return knownKiosk(id, { ...row, openingHours: hours });
  }

  async issueEnrolmentCode(id: KioskId): ReturnType<FleetApi["issueEnrolmentCode"]> {
    return knownKiosk(id, { kioskId: id, code: "ABCD-EFGH-JKLM-NPQR", expiresAt: at, caFingerprintSha256: "00" });
  }

  async enterReplacement(
    id: KioskId,
    entry: Parameters<FleetApi["enterReplacement"]>[1],
  ): Promise<Answer<{ commandId: string }>> {
    this.told.push(["enterReplacement", entry]);
    return knownKiosk(id, { commandId: "command-1" });
  }

  async orders(query: Parameters<FleetApi["orders"]>[0]): ReturnType<FleetApi["orders"]> {
    this.told.push(["orders", query]);
    const bands = { overdue: 0, "24h": 0, "3d": 0, later: 0, paused: 0, none: 1 };
    return { at, total: 1, bands, orders: [order] };
  }

  async order(id: string, asOf?: number): Promise<Answer<OrderDetail>> {
    this.told.push(["order", id, asOf]);
    return id === order.id ? { ok: true, value: orderDetail } : notFound;
  }

  async openOrder(input: Parameters<FleetApi["openOrder"]>[0], source: "person" | "api"): Promise<Answer<OrderDetail>> {
    this.told.push(["openOrder", input.title, source]);
    return { ok: true, value: { ...orderDetail, order: { ...order, source } } };
  }

  async actOnOrder(_id: string, request: Parameters<FleetApi["actOnOrder"]>[1]): Promise<Answer<OrderDetail>> {
    return request.type === "acknowledged"
      ? { ok: true, value: orderDetail }
      : { ok: false, code: "order.refused", detail: request.type };
  }

  async previewAction(id: string): ReturnType<FleetApi["previewAction"]> {
    return id === order.id ? { ok: true, value: { at, before: [], after: [], changes: [] } } : notFound;
  }

  async derivation(): ReturnType<FleetApi["derivation"]> {
    return notFound;
  }

  async alarms(query: Parameters<FleetApi["alarms"]>[0]): ReturnType<FleetApi["alarms"]> {
    this.told.push(["alarms", query]);
    return { at, alarms: [] };
  }

  async addEvidence(bytes: Uint8Array, name: string, by: string): ReturnType<FleetApi["addEvidence"]> {
    this.told.push(["addEvidence", bytes.length, name, by]);
    return { ok: true, value: evidence };
  }

  async evidence(digest: string): ReturnType<FleetApi["evidence"]> {
    return digest === evidence.digest ? { ok: true, value: { view: evidence, bytes: Buffer.from("abc") } } : notFound;
  }

  terms(id: ContractId): ReturnType<FleetApi["terms"]> {
    return id === contractId ? { ok: true, value: { contractId, versions: [], policies: [] } } : notFound;
  }

  async addTerms(id: ContractId, input: Parameters<FleetApi["addTerms"]>[1]): ReturnType<FleetApi["addTerms"]> {
    this.told.push(["addTerms", input]);
    return this.terms(id);
  }

  async parts(id: ContractId): ReturnType<FleetApi["parts"]> {
    return id === contractId ? { ok: true, value: { contractId, balances: [], movements: [] } } : notFound;
  }

  async receiveParts(id: ContractId): ReturnType<FleetApi["receiveParts"]> {
    return this.parts(id);
  }

  async clockStatement(id: ContractId, asOf?: number): ReturnType<FleetApi["clockStatement"]> {
    return id === contractId ? { ok: true, value: `statement ${asOf}` } : notFound;
  }

  calendars(): ReturnType<FleetApi["calendars"]> {
    return { calendars: [], missing: null };
  }

  async importCalendar(input: Parameters<FleetApi["importCalendar"]>[0]): ReturnType<FleetApi["importCalendar"]> {
    this.told.push(["importCalendar", input]);
    return { calendar: null, problems: [], notes: [], movedOrders: 0, stored: false };
  }

  notifyView(): ReturnType<FleetApi["notifyView"]> {
    return { configured: false, channels: [], groups: [] };
  }

  async quarantine(): ReturnType<FleetApi["quarantine"]> {
    const { hex: _hex, truncated: _truncated, ...listed } = quarantined;
    return { at, total: 1, discarded: 0, rows: [listed] };
  }

  async quarantined(id: string): Promise<Answer<QuarantineDetail>> {
    return id === quarantined.id ? { ok: true, value: quarantined } : notFound;
  }
}

/** Keeps the last `depth` events, as the real feed does. */
export class FakeFeed implements LiveFeed {
  readonly run = "3f1c9c3e-run";
  readonly #depth = 3;
  readonly #listeners = new Set<(event: LiveFeedEvent) => void>();
  #events: LiveFeedEvent[] = [];
  #n = 0;

  get listeners(): number {
    return this.#listeners.size;
  }

  subscribe(listener: (event: LiveFeedEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  since(n: number): readonly LiveFeedEvent[] | undefined {
    if (this.#n - n > this.#depth) return undefined;
    return this.#events.filter((event) => event.n > n);
  }

  publish(order: string): void {
    this.#n += 1;
    const event = {
      n: this.#n,
      at,
      kiosks: [kioskId],
      orders: [order],
      quarantine: false,
      alarms: false,
      terms: false,
    };
    this.#events = [...this.#events, event].slice(-this.#depth);
    for (const listener of this.#listeners) listener(event);
  }
}

export const fixedClock: Clock = { now: () => at, monotonic: () => 0, wentBackMs: () => 0 };

/** Collects what was logged. */
export class NotingLog implements Log {
  readonly lines: { event: string; fields: Record<string, unknown> }[] = [];
  info(event: string, fields: Record<string, unknown> = {}): void {
    this.lines.push({ event, fields });
  }
  warn(event: string, fields: Record<string, unknown> = {}): void {
    this.lines.push({ event, fields });
  }
  error(event: string, fields: Record<string, unknown> = {}): void {
    this.lines.push({ event, fields });
  }
}
