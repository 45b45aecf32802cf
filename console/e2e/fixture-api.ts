// What the fixture server answers. Every body went through the contract's schema when it was built or changes here.
import {
  type ContractId,
  ContractList,
  type ContractView,
  EnrolmentCode,
  KioskList,
  type KioskRow,
  NewOrder,
  OpeningHours,
  OrderActionRequest,
  OrderDetail,
  OrderList,
  Overview,
  type Problem,
  QuarantineDetail,
  QuarantineList,
  ReplacementEntry,
  ServerHealth,
} from "@kiosk/contract";
import { z } from "zod";
import { buildDetail, buildTimeline } from "./fixture-detail.ts";
import { buildContracts, buildKiosks } from "./fixture-kiosks.ts";
import { enterContract, enterKiosk, type Refused } from "./fixture-master.ts";
import { allowedFor, buildOrders } from "./fixture-orders.ts";

export interface Answer {
  status: number;
  body: unknown;
}

const ok = (body: unknown, status = 200): Answer => ({ status, body });
const refuse = (status: number, code: Problem["code"], zh: string, en: string): Answer => ({
  status,
  body: { code, zh, en, issues: [] },
});
const missing = refuse(404, "resource.not-found", "未找到", "Not found");
const inContract = (contract: string | null) => (row: { contractId: ContractId }) =>
  contract === null || row.contractId === contract;

export class FixtureApi {
  kiosks: KioskRow[] = [];
  orders: OrderDetail[] = [];
  /** `kiosks` of each is counted when asked for */
  contracts: ContractView[] = [];
  /** how the next new terminal or contract is refused */
  refuseNext: Refused | undefined;
  /** the next action is refused as if somebody had been faster */
  conflictNext = false;
  storeOk = true;
  demo = true;

  constructor() {
    this.reset();
  }

  reset(): void {
    const now = Date.now();
    this.kiosks = buildKiosks(now);
    this.orders = buildOrders(now, this.kiosks);
    this.contracts = buildContracts();
    this.refuseNext = undefined;
    this.conflictNext = false;
    this.storeOk = true;
    this.demo = true;
  }

  answer(method: string, path: string, query: URLSearchParams, body: unknown, empty: boolean): Answer {
    const [, resource, id, leaf] = path.split("/").map(decodeURIComponent);
    switch (resource) {
      case "health":
        return ok(this.#health());
      case "contracts":
        return method === "POST" ? this.#newContract(body) : ok(this.#contractList());
      case "overview":
        return ok(this.#overview(query, empty));
      case "kiosks":
        if (id !== undefined) return this.#kiosk(method, id, leaf, body);
        return method === "POST" ? this.#newKiosk(body) : ok(this.#kioskList(query, empty));
      case "work-orders":
        if (method === "POST") return id === undefined ? this.#create(body) : this.#act(id, body);
        return id === undefined ? ok(this.#orderList(query, empty)) : this.#order(id);
      case "quarantine":
        return id === undefined ? ok(this.#quarantine(empty)) : this.#quarantined(id);
      default:
        return missing;
    }
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

  #health(): ServerHealth {
    const now = Date.now();
    return ServerHealth.parse({
      at: now,
      startedAt: now - 3_600_000,
      version: "0.1.0",
      store: {
        ok: this.storeOk,
        code: this.storeOk ? null : "SQLITE_FULL",
        since: this.storeOk ? null : now - 60_000,
        dialect: "sqlite",
      },
      clock: { wentBackMs: 0, at: null },
      mqtt: { connected: 42, acceptedReports: 9_000, replays: 2, quarantined: 5 },
      demo: this.demo,
    });
  }

  #overview(query: URLSearchParams, empty: boolean): Overview {
    const rows = this.kiosks.filter(inContract(query.get("contract")));
    const of = (key: "presence" | "health", value: string) => rows.filter((k) => k[key] === value).length;
    const open = empty ? [] : this.orders.map((o) => o.order).filter((o) => allowedFor(o.state).length > 0);
    const due = [...open].sort((a, b) => (a.nextDueAt ?? 9e15) - (b.nextDueAt ?? 9e15));
    return Overview.parse({
      at: Date.now(),
      kiosks: {
        total: rows.length,
        online: of("presence", "online"),
        offline: of("presence", "offline"),
        unverified: of("presence", "unverified"),
        never: of("presence", "never"),
      },
      health: {
        ok: of("health", "ok"),
        warning: of("health", "warning"),
        fault: of("health", "fault"),
        unknown: of("health", "unknown"),
        offline: of("health", "offline"),
      },
      faults: { open: empty ? 0 : 9, critical: empty ? 0 : 2, flapping: empty ? 0 : 1 },
      orders: {
        open: open.length,
        unacknowledged: open.filter((o) => o.state === "reported").length,
        overdue: open.filter((o) => o.clocks.some((c) => c.state === "breached")).length,
        dueToday: empty ? 0 : 2,
      },
      consumables: { low: empty ? 0 : 2, out: empty ? 0 : 1, unknown: 4 },
      quarantine: { kept: empty ? 0 : 5, last24h: empty ? 0 : 2 },
      nextDue: due.filter(inContract(query.get("contract"))).slice(0, 12),
    });
  }

  #kioskList(query: URLSearchParams, empty: boolean): KioskList {
    const q = (query.get("q") ?? "").normalize("NFKC").replaceAll(/[\s-]/g, "").toLowerCase();
    const found = this.kiosks
      .filter(inContract(query.get("contract")))
      .filter(
        (k) =>
          [k.name, k.street, ...k.macs].some((text) => text.replaceAll(/[\s-]/g, "").toLowerCase().includes(q)) ||
          String(k.seq) === q,
      );
    const kiosks = empty ? [] : found;
    return KioskList.parse({ at: Date.now(), total: kiosks.length, kiosks });
  }

  #kiosk(method: string, id: string, leaf: string | undefined, body: unknown): Answer {
    const row = this.kiosks.find((k) => k.id === id);
    if (row === undefined) return missing;
    if (method === "GET")
      return ok(leaf === "timeline" ? buildTimeline(row, Date.now()) : buildDetail(row, Date.now()));
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
        row.openingHours = z.strictObject({ openingHours: OpeningHours.nullable() }).parse(body).openingHours;
        return ok(row);
      default:
        return missing;
    }
  }

  #orderList(query: URLSearchParams, empty: boolean): OrderList {
    const state = query.get("state") ?? "open";
    const orders = this.orders
      .map((o) => o.order)
      .filter(inContract(query.get("contract")))
      .filter((o) => state === "all" || allowedFor(o.state).length > 0 === (state === "open"))
      .filter((o) => (query.get("class") ?? o.class) === o.class)
      .filter((o) => (query.get("kiosk") ?? o.kioskId) === o.kioskId);
    return OrderList.parse({ at: Date.now(), total: empty ? 0 : orders.length, orders: empty ? [] : orders });
  }

  #order(id: string): Answer {
    const found = this.orders.find((o) => o.order.id === id);
    return found === undefined ? missing : ok(found);
  }

  #act(id: string, body: unknown): Answer {
    const found = this.orders.find((o) => o.order.id === id);
    if (found === undefined) return missing;
    const { action, actor, text } = OrderActionRequest.parse(body);
    if (this.conflictNext) {
      this.conflictNext = false;
      this.#append(found, "cancelled", "cancelled", "别人", "已由他人取消");
      return refuse(409, "order.refused", "工单当前状态不允许该操作", "The work order does not allow this now");
    }
    const next = {
      acknowledge: "acknowledged",
      verify: "verified",
      cancel: "cancelled",
      note: found.order.state,
    } as const;
    const type = { acknowledge: "acknowledged", verify: "verified", cancel: "cancelled", note: "note" } as const;
    this.#append(found, next[action], type[action], actor, text);
    return ok(this.orders.find((o) => o.order.id === id));
  }

  #append(found: OrderDetail, state: string, type: string, actor: string, text: string): void {
    const at = Date.now();
    const seq = found.events.length + 1;
    const changed = OrderDetail.parse({
      ...found,
      order: { ...found.order, state },
      events: [...found.events, { id: `${found.order.id}-${seq}`, seq, type, at, recordedAt: at, actor, text }],
      allowed: allowedFor(state),
    });
    this.orders = this.orders.map((o) => (o === found ? changed : o));
  }

  #create(body: unknown): Answer {
    const order = NewOrder.parse(body);
    const kiosk = this.kiosks.find((k) => k.id === order.kioskId);
    const [model] = this.orders;
    if (kiosk === undefined || model === undefined) return missing;
    const at = Date.now();
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
        reportedAt: order.reportedAt ?? at,
        clocks: [],
        nextDueAt: null,
        faultId: null,
        faultCode: null,
        faultOpen: null,
      },
      events: [{ id: "n1", seq: 1, type: "reported", at, recordedAt: at, actor: order.actor, text: order.description }],
      allowed: allowedFor("reported"),
    });
    this.orders = [made, ...this.orders];
    return ok(made, 201);
  }

  #quarantine(empty: boolean): QuarantineList {
    const rows = empty ? [] : this.#messages().map(({ hex: _hex, truncated: _truncated, ...row }) => row);
    return QuarantineList.parse({ at: Date.now(), total: rows.length, discarded: empty ? 0 : 3, rows });
  }

  #quarantined(id: string): Answer {
    const found = this.#messages().find((m) => m.id === id);
    return found === undefined ? missing : ok(found);
  }

  #messages(): QuarantineDetail[] {
    const message = (n: number, kioskId: string, leaf: string, reason: string, detail: string, text: string) =>
      QuarantineDetail.parse({
        id: `q${n}`,
        receivedAt: Date.now() - n * 37 * 60_000,
        kioskId,
        topic: `kiosk/v1/${kioskId}/${leaf}`,
        reason,
        detail,
        bytes: Buffer.byteLength(text),
        preview: text.slice(0, 120),
        hex: Buffer.from(text).toString("hex"),
        truncated: n === 3,
      });
    return [
      message(
        1,
        "cn-016",
        "report",
        "wire.schema",
        "devices.0.state: Invalid option",
        '{"v":1,"type":"diff","devices":[{"deviceId":"laser","state":"fine"}]}',
      ),
      message(2, "cn-016", "report", "wire.not-json", "position 12", '{"v":1,"id":'),
      message(3, "cn-030", "report", "wire.too-large", "262145 bytes", `{"v":1,"pad":"${"x".repeat(400)}"}`),
      message(4, "cn-031", "event", "wire.foreign-kiosk", "kioskId cn-030", '{"v":1,"kioskId":"cn-030"}'),
      message(5, "cn-044", "report", "wire.not-utf8", "byte 3", "\u0001\u0002��"),
    ];
  }
}
