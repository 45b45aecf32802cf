// What people do to work orders. Each runs in one transaction with everything that follows from it: the log's line, the
// clocks, the spare parts, the alarms.
import {
  type ActionPreview,
  type ErrorCode,
  type KioskId,
  type NewOrder,
  type OrderAction,
  type OrderActionRequest,
  type OrderClock,
  type OrderDetail,
  orderEventData,
  type Party,
} from "@kiosk/contract";
import type { Caller } from "../domain/account/caller.ts";
import { partiesOf } from "../domain/account/party.ts";
import { movementsOf } from "../domain/part/order-movements.ts";
import type { Millis } from "../domain/time.ts";
import { actOn } from "../domain/work-order/act.ts";
import { alarmKey } from "../domain/work-order/alarms.ts";
import type { OrderRequest } from "../domain/work-order/guards.ts";
import { eventRules } from "../domain/work-order/machine.ts";
import { type OrderChange, openOrder } from "../domain/work-order/open.ts";
import { boundClocks, boundPolicies, clockView, isOpenClock } from "../domain/work-order/order-clocks.ts";
import { erasesBreach, previewOf } from "../domain/work-order/preview.ts";
import { isOrderOpen, type OpenOrder, type OrderEvent, type WorkOrder } from "../domain/work-order/work-order.ts";
import type { Answer } from "../fleet-api.ts";
import { audit } from "../ingest/audit-log.ts";
import type { FleetState } from "../ingest/fleet-state.ts";
import type { GroupCommit } from "../ingest/group-commit.ts";
import { moveParts } from "../ingest/move-parts.ts";
import { applyOrderChange, orderNames } from "../ingest/order-changes.ts";
import { planKiosk } from "../ingest/plan-clocks.ts";
import type { Unit } from "../ingest/unit.ts";
import type { IngestRules } from "../ingest/uplink.ts";
import { blamesRecord, type Clock, type HistoryStore } from "../ports.ts";

/** Longer ago than this and a person says that it was earlier, not that they typed slowly. */
const backdatedMs = 60_000;

type Refused = { ok: false; code: ErrorCode; detail: string };

interface Judged {
  readonly change: OrderChange;
  readonly before: readonly OrderClock[];
  readonly after: readonly OrderClock[];
}

export class OrderCommands {
  readonly #o: {
    readonly state: FleetState;
    readonly history: HistoryStore;
    readonly commit: GroupCommit;
    readonly clock: Clock;
    readonly rules: IngestRules;
    readonly detail: (open: OpenOrder) => Promise<OrderDetail>;
  };

  constructor(options: {
    state: FleetState;
    history: HistoryStore;
    commit: GroupCommit;
    clock: Clock;
    rules: IngestRules;
    detail: (open: OpenOrder) => Promise<OrderDetail>;
  }) {
    this.#o = options;
  }

  /** An order wherever it is: in memory while open, in the store once closed. */
  async find(id: string): Promise<OpenOrder | undefined> {
    const { state, history } = this.#o;
    const open = state.openOrder(id);
    if (open !== undefined) return open;
    const order = await history.findOrder(id);
    if (order === undefined) return undefined;
    return { order, events: await history.orderEvents([id]) };
  }

  async open(by: Caller, input: NewOrder, source: WorkOrder["source"]): Promise<Answer<OrderDetail>> {
    const { clock, commit, rules } = this.#o;
    const party = this.#partyAt(by, input.kioskId, input.party);
    if (party === undefined) return refuse("order.not-permitted", `${input.party ?? by.name}: reported`);
    const former = input.reopens === undefined ? undefined : await this.find(input.reopens);
    if (input.reopens !== undefined && former?.order.state !== "done") {
      return refuse("order.refused", `reopens: ${input.reopens} is not a finished order`);
    }
    if (former !== undefined && former.order.kioskId !== input.kioskId) {
      return refuse("order.refused", `reopens: ${former.order.number} is of ${former.order.kioskId}`);
    }
    if (former !== undefined && !eventRules.reopened.parties.includes(party)) {
      return refuse("order.not-permitted", `${party}: reopened`);
    }
    if (former !== undefined && input.description.trim() === "") return refuse("request.invalid", "description: empty");
    const run = commit.run((unit): Answer<OpenOrder> => {
      const kiosk = unit.kiosk(input.kioskId);
      if (kiosk === undefined) return refuse("resource.not-found", input.kioskId);
      const at = clock.now();
      const reportedAt = input.reportedAt ?? at;
      if (reportedAt > at) return refuse("request.invalid", "reportedAt: in the future");
      const { deviceId, kind, level } = input;
      const words = { titleZh: input.title, titleEn: input.title, text: input.description };
      const facts = { deviceId, kind, level, actor: by.name, party, ...words, class: input.class, source, reportedAt };
      const more = { fault: null, severity: "error", reopens: former?.order.id ?? null } as const;
      const change = openOrder(kiosk, { ...facts, ...more }, at, orderNames(unit, rules));
      const open = applyOrderChange(unit, rules, kiosk.master.id, change, at);
      if (former !== undefined) this.#noteReopened(unit, former, change, at);
      planKiosk(unit, rules, kiosk.master.id, at);
      const { contractId } = open.order;
      audit(unit, by, { action: "order.open", target: open.order.number, contractId, after: input }, at);
      return { ok: true, value: open };
    });
    const answer = await run.catch(orStale(input.reopens));
    return answer.ok ? { ok: true, value: await this.#o.detail(answer.value) } : answer;
  }

  async act(by: Caller, id: string, body: OrderActionRequest): Promise<Answer<OrderDetail>> {
    const prepared = await this.#prepare(by, id, body);
    if (!prepared.ok) return prepared;
    const { found, request } = prepared.value;
    if (request(0).data.reason === "new_fault")
      return this.#openForNewFault(by, found, request(this.#o.clock.now()), body.party);
    const told = isOrderOpen(found.order.state) ? [] : await this.#o.history.alarms({ orderId: id, limit: 10_000 });
    const run = this.#o.commit.run((unit): Answer<OpenOrder> => {
      const at = this.#o.clock.now();
      const judged = this.#judge(unit, this.#current(unit, found), request(at), at);
      if (!judged.ok) return judged;
      const { change } = judged.value;
      const erased = erasesBreach(judged.value.before, judged.value.after);
      const backdated = change.event.at < at - backdatedMs && change.event.evidence.length === 0;
      if (erased !== undefined && backdated) {
        return refuse("order.needs-evidence", `${erased.milestone}: overdue, and in time as entered now`);
      }
      // of an order that is taken up again the memory knows no alarms
      for (const alarm of told) unit.markTold(id, alarmKey(alarm));
      const twin = this.#twin(unit, change);
      if (twin !== undefined) return refuse("order.duplicate", twin.number);
      const { contractId } = change.order;
      const short = moveParts(unit, contractId, movementsOf(change.event, contractId, unit.ledger(contractId)));
      if (short !== undefined) return refuse(short.code, short.detail);
      const open = applyOrderChange(unit, this.#o.rules, found.order.kioskId, change, at);
      const facts = { target: change.order.number, before: { state: change.before?.order.state } };
      const after = {
        state: change.order.state,
        event: change.event.type,
        seq: change.event.seq,
        data: change.event.data,
      };
      audit(unit, by, { action: "order.act", contractId, ...facts, after }, at);
      return { ok: true, value: open };
    });
    const answer = await run.catch(orStale(id));
    return answer.ok ? { ok: true, value: await this.#o.detail(answer.value) } : answer;
  }

  /** The fault that came back is another one: a new order for it, linked both ways; the former one stays closed. */
  async #openForNewFault(
    by: Caller,
    former: OpenOrder,
    request: OrderRequest,
    party: OrderActionRequest["party"],
  ): Promise<Answer<OrderDetail>> {
    const judged = this.#judge(this.#o.state, former, withOrderToCome(request), this.#o.clock.now());
    if (!judged.ok) return judged;
    const { order } = former;
    const { kioskId, deviceId, class: orderClass, kind, level } = order;
    const words = { title: order.titleZh, description: request.text, ...(party === undefined ? {} : { party }) };
    const opened = await this.open(
      by,
      { kioskId, deviceId, class: orderClass, kind, level, ...words, reportedAt: request.at, reopens: order.id },
      "person",
    );
    if (!opened.ok) return opened;
    const after = await this.find(order.id);
    return after === undefined ? opened : { ok: true, value: await this.#o.detail(after) };
  }

  async preview(by: Caller, id: string, body: OrderActionRequest): Promise<Answer<ActionPreview>> {
    const prepared = await this.#prepare(by, id, body);
    if (!prepared.ok) return prepared;
    const { found, request } = prepared.value;
    const at = this.#o.clock.now();
    const judged = this.#judge(this.#o.state, this.#o.state.openOrder(id) ?? found, withOrderToCome(request(at)), at);
    return judged.ok ? { ok: true, value: previewOf(judged.value.before, judged.value.after, at) } : judged;
  }

  /** Whether the request can be understood and the files it names are stored. */
  async #prepare(by: Caller, id: string, body: OrderActionRequest) {
    const found = await this.find(id);
    if (found === undefined) return refuse("resource.not-found", id);
    const party = actingAs(by, found.order, body.party, body.type);
    if (party === undefined) return refuse("order.not-permitted", `${body.party ?? by.name}: ${body.type}`);
    const given = body.type === "acknowledged" ? { by: "human" } : (body.data ?? {});
    const data = orderEventData[body.type].safeParse(given);
    if (!data.success) {
      const issue = data.error.issues[0];
      return refuse("request.invalid", `data.${issue?.path.join(".") ?? ""}: ${issue?.message ?? ""}`);
    }
    const evidence = [...new Set(body.evidence ?? [])];
    const stored = new Set((await this.#o.history.findEvidence(evidence)).map((e) => e.digest));
    const missing =
      evidence.find((digest) => !stored.has(digest)) ??
      (party === "vendor" ? await this.#foreignFile(by, id, evidence) : undefined);
    if (missing !== undefined) return refuse("order.evidence-unknown", missing);
    // the buyer's own entry is the approval
    const own = party === "client" && eventRules[body.type].approval ? by.name : undefined;
    const approvedBy = body.approvedBy ?? own;
    const request = (now: Millis): OrderRequest => ({
      type: body.type,
      actor: by.name,
      party,
      at: body.at ?? now,
      text: body.text ?? "",
      data: { ...data.data, ...(approvedBy === undefined ? {} : { approvedBy }) },
      evidence,
      seenSeq: body.seenSeq,
    });
    return { ok: true, value: { found, request } } as const;
  }

  /** A firm proves with its own files: naming a file of another order would show it. */
  async #foreignFile(by: Caller, orderId: string, evidence: readonly string[]): Promise<string | undefined> {
    for (const digest of evidence) {
      const uses = await this.#o.history.evidenceUses(digest);
      if (!uses.some(({ place }) => place === `by:${by.id}` || place === `order:${orderId}`)) return digest;
    }
    return undefined;
  }

  /** As whom somebody reports something at a terminal; undefined: as nobody there. */
  #partyAt(by: Caller, kioskId: KioskId, wanted: Party | undefined): Party | undefined {
    const contractId = this.#o.state.kiosk(kioskId)?.master.contractId;
    if (contractId === undefined) return "dispatcher";
    const held = partiesOf(by, { contractId, vendorId: null });
    return wanted === undefined ? held[0] : held.find((party) => party === wanted);
  }

  #current(unit: Unit, found: OpenOrder): OpenOrder {
    return unit.kiosk(found.order.kioskId)?.orders.get(found.order.id) ?? found;
  }

  /** The open order that has meanwhile taken up the cause of one that would be open again. */
  #twin(unit: Unit, { before, order }: OrderChange): WorkOrder | undefined {
    if (order.causeKey === null || !isOrderOpen(order.state) || before === undefined) return undefined;
    if (isOrderOpen(before.order.state)) return undefined;
    const open = [...(unit.kiosk(order.kioskId)?.orders.values() ?? [])];
    return open.find((o) => o.order.causeKey === order.causeKey && o.order.id !== order.id)?.order;
  }

  #judge(law: Unit | FleetState, open: OpenOrder, request: OrderRequest, at: Millis): Answer<Judged> {
    const clocksOf = (order: WorkOrder, events: readonly OrderEvent[]) =>
      boundClocks(boundPolicies(order, events, law, at, ["governing"]));
    const views = (clocks: ReturnType<typeof clocksOf>) =>
      clocks.map((clock) => clockView(clock, law.contract(open.order.contractId)));
    const before = clocksOf(open.order, open.events);
    const every = boundClocks(boundPolicies(open.order, open.events, law, at));
    const around = {
      openClocks: before.filter(isOpenClock).map((c) => c.state.milestone),
      clocks: every.map(({ policy, state }) => `${policy.id}:${state.milestone}`),
      firms: law.firms(open.order.contractId).map(({ organisationId }) => organisationId),
    };
    const outcome = actOn(open, request, around, at, this.#o.rules);
    if (!outcome.ok) return outcome;
    const { change } = outcome;
    const event: OrderEvent = { ...change.event, logSeq: 0, hash: "" };
    const after = clocksOf(change.order, [...open.events, event]);
    return { ok: true, value: { change, before: views(before), after: views(after) } };
  }

  /** The closed order says in its own log which order took its fault up. */
  #noteReopened(unit: Unit, former: OpenOrder, change: OrderChange, at: Millis): void {
    const { actor, party, text } = change.event;
    const event = {
      id: this.#o.rules.newId(),
      orderId: former.order.id,
      seq: former.events.length + 1,
      type: "reopened",
      at,
      recordedAt: at,
      actor,
      party,
      text,
      data: { reason: "new_fault", newOrderId: change.order.id },
      evidence: [],
    } as const;
    const order = { ...former.order, updatedAt: at };
    applyOrderChange(unit, this.#o.rules, former.order.kioskId, { before: former, order, event }, at);
  }
}

/** A closed order that two people took up at once: its log has one place for both. @param id of that order */
function orStale(id: string | undefined) {
  return (error: unknown): Refused => {
    if (id !== undefined && blamesRecord(error)) return refuse("order.stale", id);
    throw error;
  };
}

/** As whom somebody acts: the role they name, or the first of theirs that may do it. undefined: none. */
function actingAs(
  by: Caller,
  { contractId, vendorId }: WorkOrder,
  wanted: Party | undefined,
  type: OrderAction,
): Party | undefined {
  const held = partiesOf(by, { contractId, vendorId });
  if (wanted !== undefined) return held.find((party) => party === wanted);
  return held.find((party) => eventRules[type].parties.includes(party)) ?? held[0];
}

function refuse(code: ErrorCode, detail: string): Refused {
  return { ok: false, code, detail };
}

/** A fault that came back as a new one is judged as if its order were there already. */
function withOrderToCome(request: OrderRequest): OrderRequest {
  if (request.data.reason !== "new_fault") return request;
  return { ...request, data: { ...request.data, newOrderId: "to come" } };
}
