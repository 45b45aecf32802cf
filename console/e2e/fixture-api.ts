// What the fixture server answers. Every body went through the contract's schema when it was built or changes here.
import {
  AlarmList,
  type AlarmView,
  type ContractId,
  ContractList,
  type ContractView,
  EnrolmentCode,
  type ErrorCode,
  type EvidenceView,
  errorCodes,
  type KioskList,
  KioskPoint,
  type KioskRow,
  NewOrder,
  OrderActionRequest as OrderActionRequestSchema,
  OrderDetail,
  OrderList,
  type Problem,
  ReplacementEntry,
} from "@kiosk/contract";
import { FixtureAccounts } from "./fixture-accounts.ts";
import { type Actor, applyAction, previewOf, refusalOf } from "./fixture-actions.ts";
import {
  buildAlarms,
  buildCalendars,
  buildLedger,
  buildNotify,
  buildTerms,
  type Calendars,
  enterReceipt,
  enterTerms,
  importCalendar,
  type Ledger,
  type Terms,
} from "./fixture-agreements.ts";
import { FixtureAudit } from "./fixture-audit.ts";
import { derivationOf } from "./fixture-derivation.ts";
import { buildDetail } from "./fixture-detail.ts";
import { seededEvidence } from "./fixture-draft.ts";
import { buildHealth } from "./fixture-health.ts";
import { buildForecasts, buildReports, buildTimeline, noInspections } from "./fixture-history.ts";
import { buildContracts, buildKiosks } from "./fixture-kiosks.ts";
import { kioskPage, kioskPoints, pageOf } from "./fixture-lists.ts";
import { enterContract, enterKiosk, type Refused } from "./fixture-master.ts";
import { bandOf, buildMany, buildOrders, eventOf } from "./fixture-orders.ts";
import { buildOverview } from "./fixture-overview.ts";
import { noReports, nothingOwed } from "./fixture-reports.ts";
import { allowedFor, isOpen } from "./fixture-rules.ts";
import { searchFixture } from "./fixture-search.ts";
import { FixtureSession } from "./fixture-session.ts";
import { FixtureSettings } from "./fixture-settings.ts";
import { vendorFixture } from "./fixture-vendor.ts";
import { FixtureWatch } from "./fixture-watch.ts";

export interface Answer {
  status: number;
  body: unknown;
}

const ok = (body: unknown, status = 200): Answer => ({ status, body });
const refuse = (status: number, code: Problem["code"], zh: string, en: string): Answer => ({
  status,
  body: { code, zh, en, issues: [] },
});
const refuseBy = (code: ErrorCode): Answer => {
  const { http, zh, en } = errorCodes[code];
  return refuse(http, code, zh, en);
};
const missing = refuse(404, "resource.not-found", "未找到", "Not found");
const inContract = (contract: string | null) => (row: { contractId: string }) =>
  contract === null || row.contractId === contract;

export class FixtureApi {
  readonly accounts = new FixtureAccounts();
  readonly audit = new FixtureAudit();
  readonly session = new FixtureSession();
  readonly watch = new FixtureWatch();
  readonly settings = new FixtureSettings();
  kiosks: KioskRow[] = [];
  orders: OrderDetail[] = [];
  /** `kiosks` of each is counted when asked for */
  contracts: ContractView[] = [];
  /** how the next new terminal or contract is refused */
  refuseNext: Refused | undefined;
  /** somebody else is faster than the next action */
  conflictNext = false;
  terms = new Map<string, Terms>();
  calendars: Calendars = { calendars: [], missing: null };
  ledgers = new Map<string, Ledger>();
  alarms: AlarmView[] = [];
  evidence: EvidenceView[] = [];
  /** with it files are refused */
  evidenceRefusal: ErrorCode | undefined;
  storeOk = true;
  demo = true;

  constructor() {
    this.reset();
  }

  reset(): void {
    const now = Date.now();
    this.session.reset();
    this.accounts.reset(now);
    this.audit.reset(now);
    this.kiosks = buildKiosks(now);
    this.orders = buildOrders(now, this.kiosks);
    this.watch.reset(
      now,
      () => this.kiosks,
      () => this.orders,
    );
    this.settings.reset(now, () => this.kiosks);
    this.contracts = buildContracts();
    this.refuseNext = undefined;
    this.conflictNext = false;
    this.terms = new Map(this.contracts.map((c) => [c.id, buildTerms(c.id, now)]));
    this.calendars = buildCalendars(now);
    this.ledgers = new Map(this.contracts.map((c) => [c.id, buildLedger(c.id, now)]));
    this.alarms = buildAlarms(this.orders, now);
    this.evidence = [...seededEvidence];
    this.evidenceRefusal = undefined;
    this.storeOk = true;
    this.demo = true;
  }

  /** A board as full as it gets. */
  addMany(count: number): void {
    this.orders = [...this.orders, ...buildMany(count, Date.now(), this.kiosks)];
  }

  answer(method: string, path: string, query: URLSearchParams, body: unknown, empty: boolean): Answer {
    const name = this.session.me?.name ?? "";
    const watched = this.watch.answer({ method, path, query, body, empty, name });
    if (watched !== undefined) return watched;
    const set = this.settings.answer({ method, path, query, body, empty, name });
    if (set !== undefined) return set;
    const [, resource, id, leaf] = path.split("/").map(decodeURIComponent);
    const vendors = vendorFixture(path, query, this.orders, empty);
    if (vendors !== undefined) return vendors;
    switch (resource) {
      case "health":
        return ok(buildHealth(Date.now(), this));
      case "contracts":
        if (id !== undefined) return this.#agreement(method, id, leaf, body, empty);
        return method === "POST" ? this.#newContract(body) : ok(this.#contractList());
      case "reports":
        return ok(id === "owed" ? nothingOwed() : noReports());
      case "overview":
        return ok(buildOverview(this.kiosks, this.orders, query.get("contract"), empty));
      case "kiosks":
        if (leaf === "inspections") return ok(noInspections(id));
        if (id !== undefined) return this.#kiosk(method, id, leaf, query, body);
        return method === "POST" ? this.#newKiosk(body) : ok(this.#kioskList(query, empty));
      case "kiosk-points":
        return ok(kioskPoints(empty ? [] : this.kiosks.filter(inContract(query.get("contract"))), query));
      case "work-orders":
        if (id === undefined) return method === "POST" ? this.#create(body) : ok(this.#orderList(query, empty));
        if (leaf === "derivation") return this.#derivation(id, query);
        return method === "POST" ? this.#act(id, leaf, body) : this.#order(id);
      case "supply-forecasts": {
        const row = this.kiosks.find((kiosk) => kiosk.id === query.get("kiosk"));
        return row === undefined ? missing : ok(buildForecasts(row, Date.now()));
      }
      case "search":
        return ok(searchFixture(query.get("q") ?? "", empty ? [] : this.kiosks, empty ? [] : this.orders));
      case "alarms":
        return ok(this.#alarmList(query, empty));
      case "notify":
        return ok(empty ? { configured: false, channels: [], groups: [] } : buildNotify());
      case "calendars":
        return method === "POST" ? this.#import(body) : ok(empty ? { calendars: [], missing: null } : this.calendars);
      case "audit":
        return this.audit.answer(path, query, empty);
      default:
        return this.accounts.answer(method, path, body, empty) ?? missing;
    }
  }

  #actor(): Actor {
    return { name: this.session.me?.name ?? "", party: "dispatcher" };
  }

  #contractList() {
    const count = (id: ContractId) => this.kiosks.filter((k) => k.contractId === id).length;
    return ContractList.parse({ contracts: this.contracts.map((c) => ({ ...c, kiosks: count(c.id) })) });
  }

  #newContract(body: unknown): Answer {
    if (this.refuseNext !== undefined) return this.#refusal(this.refuseNext);
    const taken = enterContract(body, this.contracts);
    if (!taken.ok) return taken.refused;
    this.contracts = [...this.contracts, taken.value];
    return ok(taken.value, 201);
  }

  #newKiosk(body: unknown): Answer {
    if (this.refuseNext !== undefined) return this.#refusal(this.refuseNext);
    const taken = enterKiosk(body, this.kiosks);
    if (!taken.ok) return taken.refused;
    this.kiosks = [...this.kiosks, taken.value];
    return ok(taken.value, 201);
  }

  #refusal(answer: Refused): Answer {
    this.refuseNext = undefined;
    return answer;
  }

  #kioskList(query: URLSearchParams, empty: boolean): KioskList {
    return kioskPage(empty ? [] : this.kiosks.filter(inContract(query.get("contract"))), query);
  }

  #kioskView(row: KioskRow, leaf: string | undefined, query: URLSearchParams) {
    switch (leaf) {
      case "timeline":
        return buildTimeline(row, Date.now(), query);
      case "reports":
        return buildReports(row, Date.now(), query);
      default:
        return buildDetail(row, Date.now());
    }
  }

  #kiosk(method: string, id: string, leaf: string | undefined, query: URLSearchParams, body: unknown): Answer {
    const row = this.kiosks.find((k) => k.id === id);
    if (row === undefined) return missing;
    if (method === "GET") return ok(this.#kioskView(row, leaf, query));
    switch (leaf) {
      case "replacements":
        ReplacementEntry.parse(body);
        return ok({ commandId: crypto.randomUUID() }, 202);
      case "enrolment-codes":
        return ok(
          EnrolmentCode.parse({
            kioskId: id,
            code: "K7QF-2MXD-9RTA-HW3C",
            expiresAt: Date.now() + 24 * 3_600_000,
            caFingerprintSha256: Array.from({ length: 32 }, (_, i) => (i * 7).toString(16).padStart(2, "0")).join(":"),
          }),
          201,
        );
      case "opening-hours":
      case "duty-phone":
        return ok(Object.assign(row, KioskPoint.pick({ openingHours: true, dutyPhone: true }).partial().parse(body)));
      default:
        return missing;
    }
  }

  #orderList(query: URLSearchParams, empty: boolean): OrderList {
    const state = query.get("state") ?? "open";
    const orders = this.orders
      .map((o) => o.order)
      .filter(inContract(query.get("contract")))
      .filter((o) => state === "all" || isOpen(o.state) === (state === "open"))
      .filter((o) => (query.get("class") ?? o.class) === o.class)
      .filter((o) => (query.get("route") ?? o.route) === o.route)
      .filter((o) => (query.get("kiosk") ?? o.kioskId) === o.kioskId);
    const shown = orders.filter((o) => (query.get("band") ?? o.band) === o.band);
    const count = (band: string) => (empty ? 0 : orders.filter((o) => o.band === band).length);
    return OrderList.parse({
      at: Date.now(),
      total: empty ? 0 : orders.length,
      bands: {
        overdue: count("overdue"),
        "24h": count("24h"),
        "3d": count("3d"),
        later: count("later"),
        paused: count("paused"),
        none: count("none"),
      },
      ...pageOf(empty ? [] : shown, query),
    });
  }

  #order(id: string): Answer {
    const found = this.orders.find((o) => o.order.id === id);
    return found === undefined ? missing : ok(found);
  }

  #act(id: string, leaf: string | undefined, body: unknown): Answer {
    const found = this.orders.find((o) => o.order.id === id);
    if (found === undefined) return missing;
    const now = Date.now();
    const request = OrderActionRequestSchema.parse(body);
    const by = this.#actor();
    if (this.conflictNext && leaf === "actions") {
      this.conflictNext = false;
      const other = { type: "cancelled", party: "dispatcher", data: { reason: "duplicate" } } as const;
      const cancel = OrderActionRequestSchema.parse({ ...other, text: "已由他人取消" });
      const changed = applyAction(found, cancel, { name: "别人", party: "dispatcher" }, now);
      this.orders = this.orders.map((o) => (o === found ? changed : o));
      return refuseBy("order.stale");
    }
    const refusal = refusalOf(found, request, by, new Set(this.evidence.map((e) => e.digest)));
    if (refusal !== undefined) return refuseBy(refusal);
    if (leaf === "preview") return ok(previewOf(found, request, by, now));
    const files = [...found.evidence, ...this.evidence.filter((e) => request.evidence.includes(e.digest))];
    const evidence = files.filter((file, i) => files.findIndex((f) => f.digest === file.digest) === i);
    const changed = { ...applyAction(found, request, by, now), evidence };
    this.orders = this.orders.map((o) => (o === found ? changed : o));
    return ok(changed);
  }

  #derivation(id: string, query: URLSearchParams): Answer {
    const found = this.orders.find((o) => o.order.id === id);
    if (found === undefined) return missing;
    const derivation = derivationOf(found, query.get("policy") ?? "", query.get("milestone") ?? "");
    return derivation === undefined ? missing : ok(derivation);
  }

  #alarmList(query: URLSearchParams, empty: boolean) {
    const order = query.get("order");
    const alarms = this.alarms
      .filter(inContract(query.get("contract")))
      .filter((a) => order === null || a.orderId === order);
    return AlarmList.parse({ at: Date.now(), alarms: empty ? [] : alarms });
  }

  #import(body: unknown): Answer {
    const { imported, calendars } = importCalendar(this.calendars, body, this.#actor().name, Date.now());
    this.calendars = calendars;
    return ok(imported);
  }

  #agreement(method: string, id: string, leaf: string | undefined, body: unknown, empty: boolean): Answer {
    const terms = this.terms.get(id);
    const ledger = this.ledgers.get(id);
    if (terms === undefined || ledger === undefined) return missing;
    if (leaf === "parts") {
      if (method === "POST") this.ledgers.set(id, enterReceipt(ledger, body, this.#actor().name, Date.now()));
      return ok(empty ? { ...ledger, balances: [], movements: [] } : this.ledgers.get(id));
    }
    if (method === "GET") return ok(empty ? { ...terms, versions: [] } : terms);
    const entered = enterTerms(terms, body, this.#actor().name, Date.now());
    if (!entered.ok) return refuseBy(entered.code);
    this.terms.set(id, entered.value);
    return ok(entered.value, 201);
  }

  /** A file that came to /evidence; the same bytes are the same file. */
  keepEvidence(file: EvidenceView): Answer {
    if (this.evidenceRefusal !== undefined) return refuseBy(this.evidenceRefusal);
    if (!this.evidence.some((e) => e.digest === file.digest)) this.evidence = [...this.evidence, file];
    return ok(file, 201);
  }

  #create(body: unknown): Answer {
    const order = NewOrder.parse(body);
    const kiosk = this.kiosks.find((k) => k.id === order.kioskId);
    const [model] = this.orders;
    if (kiosk === undefined || model === undefined) return missing;
    const at = Date.now();
    const by = this.#actor();
    const made = OrderDetail.parse({
      ...model,
      order: {
        ...model.order,
        id: `o-new-${this.orders.length}`,
        number: `WO-20261122-${String(this.orders.length + 1).padStart(4, "0")}`,
        contractId: kiosk.contractId,
        kioskId: kiosk.id,
        kioskSeq: kiosk.seq,
        kioskName: kiosk.name,
        source: "person",
        state: "reported",
        class: order.class,
        titleZh: order.title,
        titleEn: order.title,
        kind: order.kind,
        level: order.level,
        reportedAt: order.reportedAt ?? at,
        enteredAt: at,
        clocks: [],
        nextDueAt: null,
        band: bandOf({ state: "reported", paused: null, clocks: [] }, at),
        faultId: null,
        faultCode: null,
        faultOpen: null,
      },
      events: [
        eventOf("n", 1, {
          type: "reported",
          at,
          actor: by.name,
          party: order.party ?? by.party,
          text: order.description,
        }),
      ],
      allowed: allowedFor({ state: "reported", paused: null }),
      otherClocks: [],
      planned: [],
    });
    this.orders = [made, ...this.orders];
    return ok(made, 201);
  }
}
