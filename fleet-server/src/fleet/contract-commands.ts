// What people enter about a contract: its terms, the calendars it is counted by, the parts it keeps.
import type {
  CalendarImport,
  CalendarImported,
  ContractId,
  ContractTerms,
  ContractView,
  ErrorCode,
  NewContract,
  NewTerms,
  PartReceipt,
} from "@kiosk/contract";
import type { Caller } from "../domain/account/caller.ts";
import type { CalendarVersion } from "../domain/sla/calendar.ts";
import type { CheckedDraft } from "../domain/sla/import/calendar-draft.ts";
import { toCalendarVersion } from "../domain/sla/import/calendar-version.ts";
import { checkDraft } from "../domain/sla/import/check-draft.ts";
import { parseHolidayCn } from "../domain/sla/import/parse-holiday-cn.ts";
import { parseNotice } from "../domain/sla/import/parse-notice.ts";
import { type Calendars, prepareCalendars } from "../domain/sla/working-calendar.ts";
import type { Millis } from "../domain/time.ts";
import { boundClocks, boundPolicies, type Law } from "../domain/work-order/order-clocks.ts";
import type { OpenOrder } from "../domain/work-order/work-order.ts";
import type { Answer } from "../fleet-api.ts";
import { audit } from "../ingest/audit-log.ts";
import type { FleetState } from "../ingest/fleet-state.ts";
import type { GroupCommit } from "../ingest/group-commit.ts";
import { letClocksRun } from "../ingest/let-time-pass.ts";
import { moveParts } from "../ingest/move-parts.ts";
import type { IngestRules } from "../ingest/uplink.ts";
import type { Clock, HistoryStore } from "../ports.ts";

/** Orders counted anew in one transaction after a calendar came. */
const ordersPerCommit = 500;

export class ContractCommands {
  readonly #o: {
    readonly state: FleetState;
    readonly history: HistoryStore;
    readonly commit: GroupCommit;
    readonly clock: Clock;
    readonly rules: IngestRules;
  };
  #lastImport: Promise<unknown> = Promise.resolve();

  constructor(options: {
    state: FleetState;
    history: HistoryStore;
    commit: GroupCommit;
    clock: Clock;
    rules: IngestRules;
  }) {
    this.#o = options;
  }

  create(by: Caller, input: NewContract): Promise<Answer<ContractView>> {
    return this.#o.commit.run((unit) => {
      if (unit.contract(input.id) !== undefined) return refuse("contract.exists", input.id);
      unit.put("contract", { ...input, invented: false });
      const facts = { target: input.id, contractId: input.id, after: input };
      audit(unit, by, { action: "contract.create", ...facts }, this.#o.clock.now());
      return { ok: true, value: { ...input, invented: false, kiosks: 0 } };
    });
  }

  async addTerms(by: Caller, contractId: ContractId, input: NewTerms): Promise<Answer<ContractTerms>> {
    const answer = await this.#o.commit.run((unit): Answer<ContractTerms> => {
      if (unit.contract(contractId) === undefined) return refuse("resource.not-found", contractId);
      const current = unit.terms(contractId).at(-1)?.version ?? 0;
      if (input.seenVersion !== current) return refuse("terms.stale", `version ${current}`);
      if (input.approvedBy === by.name) return refuse("order.needs-approval", "approvedBy");
      const unknown = input.bindings.find((b) => unit.policy(b.policy, b.policyVersion) === undefined);
      if (unknown !== undefined) return refuse("terms.unknown-policy", `${unknown.policy} v${unknown.policyVersion}`);
      const at = this.#o.clock.now();
      const appliesFrom = input.appliesFrom ?? at;
      // nobody moves a deadline, or undoes a breach, by a setting; where there were no terms the first may reach back
      if (current > 0 && appliesFrom < at) return refuse("request.invalid", "appliesFrom: in the past");
      const terms: ContractTerms = {
        contractId,
        version: current + 1,
        appliesFrom,
        recordedAt: at,
        by: by.name,
        approvedBy: input.approvedBy,
        note: input.note,
        bindings: input.bindings,
        escalations: input.escalations,
      };
      unit.put("contractTerms", terms);
      const before = unit.terms(contractId).at(-2) ?? null;
      audit(unit, by, { action: "terms.change", target: `v${terms.version}`, contractId, before, after: terms }, at);
      unit.touchedTerms = true;
      return { ok: true, value: terms };
    });
    // orders that had no deadline until now have clocks that nobody has planned
    if (answer.ok) await this.#countAnew([...this.#openOrders()].filter((o) => o.order.contractId === contractId));
    return answer;
  }

  /** Imports a year's working days, or says what it would be; open orders whose due moves are told of it. */
  importCalendar(by: Caller, input: CalendarImport): Promise<CalendarImported> {
    // one after the other: each is checked against those before it
    const run = this.#lastImport.then(() => this.#import(by, input));
    this.#lastImport = run.catch(() => undefined);
    return run;
  }

  async #import(by: Caller, input: CalendarImport): Promise<CalendarImported> {
    const at = this.#o.clock.now();
    const known = this.#o.state.contractState.calendarRows.map((row) => row.body);
    const read = readDraft(input, known);
    if (!read.ok) return { ...nothingStored, problems: read.problems };
    const { publishedAt, source } = input;
    // what is not published yet would bind nobody until then, and nobody would see why
    if (publishedAt > at) return { ...nothingStored, problems: [publishedLater] };
    const calendar = toCalendarVersion(read.draft, { publishedAt, recordedAt: at, source });
    const calendars = prepareCalendars([...known, calendar]);
    const moved = [...this.#openOrders()].filter((open) => this.#dueMoves(open, calendars, at));
    const { kind, id, from, to } = calendar;
    const view = { id, kind, publishedAt, recordedAt: at, from, to, source };
    const answer = {
      calendar: { ...view, off: [...calendar.off], work: [...calendar.work] },
      problems: [],
      notes: read.notes,
      movedOrders: moved.length,
    };
    if (input.dryRun) return { ...answer, stored: false };
    await this.#o.commit.run((unit) => {
      unit.put("calendar", { id, recordedAt: at, by: by.name, body: calendar });
      audit(unit, by, { action: "calendar.import", target: id, after: { from, to, source, publishedAt } }, at);
      unit.setCalendars(calendars);
      unit.touchedTerms = true;
    });
    await this.#countAnew(moved);
    return { ...answer, stored: true };
  }

  async receiveParts(by: Caller, contractId: ContractId, receipt: PartReceipt): Promise<Answer<undefined>> {
    const digests = [...new Set(receipt.evidence)];
    const stored = await this.#o.history.findEvidence(digests);
    const missing = digests.find((digest) => !stored.some((e) => e.digest === digest));
    if (missing !== undefined) return refuse("order.evidence-unknown", missing);
    const serials = receipt.serials ?? [];
    if (serials.length > 0 && serials.length !== receipt.quantity) {
      return refuse("request.invalid", `quantity: ${receipt.quantity}, serials: ${serials.length}`);
    }
    return this.#o.commit.run((unit) => {
      if (unit.contract(contractId) === undefined) return refuse("resource.not-found", contractId);
      const now = this.#o.clock.now();
      const at = receipt.at ?? now;
      if (at > now) return refuse("request.invalid", "at: in the future");
      const pieces =
        serials.length > 0
          ? serials.map((serial) => ({ serial, quantity: 1 }))
          : [{ serial: null, quantity: receipt.quantity }];
      const movements = pieces.map((piece) => ({
        ...piece,
        id: this.#o.rules.newId(),
        contractId,
        part: receipt.part,
        kind: "received" as const,
        orderId: null,
        at,
        recordedAt: now,
        actor: by.name,
        evidence: digests,
        text: receipt.text ?? "",
        place: null,
        toPlace: null,
      }));
      const refused = moveParts(unit, contractId, movements);
      if (refused !== undefined) return refuse(refused.code, refused.detail);
      for (const digest of digests) unit.put("evidenceUse", { digest, place: `contract:${contractId}`, at: now });
      audit(unit, by, { action: "part.receive", target: receipt.part, contractId, after: receipt }, now);
      return { ok: true, value: undefined };
    });
  }

  *#openOrders(): Iterable<OpenOrder> {
    for (const id of this.#o.state.openOrderIds) {
      const open = this.#o.state.openOrder(id);
      if (open !== undefined) yield open;
    }
  }

  #dueMoves({ order, events }: OpenOrder, calendars: Calendars, at: Millis): boolean {
    const { state } = this.#o;
    const law: Law = {
      policy: (id, version) => state.policy(id, version),
      terms: (id) => state.terms(id),
      contract: (id) => state.contract(id),
      calendars,
    };
    const dues = (by: Law) =>
      boundClocks(boundPolicies(order, events, by, at, ["governing"])).map(
        ({ policy, state: clock }) => `${policy.id}/${clock.milestone}/${clock.dueAt}/${clock.dueStatus}`,
      );
    return dues(state).join() !== dues(law).join();
  }

  async #countAnew(moved: readonly OpenOrder[]): Promise<void> {
    for (let from = 0; from < moved.length; from += ordersPerCommit) {
      const batch = moved.slice(from, from + ordersPerCommit);
      await this.#o.commit.run((unit) => {
        const at = this.#o.clock.now();
        for (const { order } of batch) letClocksRun(unit, this.#o.rules, order.kioskId, order.id, at);
      });
    }
  }
}

const nothingStored: Omit<CalendarImported, "problems"> = { calendar: null, notes: [], movedOrders: 0, stored: false };

const publishedLater: CalendarImported["problems"][number] = {
  code: "published-later",
  zh: "公布日期晚于今天",
  en: "The day of publication is still to come",
  line: null,
  date: null,
  confirmable: false,
};

type Draft =
  | { ok: true; draft: CheckedDraft; notes: CalendarImported["notes"] }
  | { ok: false; problems: CalendarImported["problems"] };

function readDraft(input: CalendarImport, known: readonly CalendarVersion[]): Draft {
  const parsed = input.format === "notice" ? parseNotice(input.text) : parseHolidayCn(jsonOf(input.text));
  if (!parsed.ok) return { ok: false, problems: parsed.problems.map(problemView) };
  // a draft that is in doubt names its doubts; those the person confirmed are let through
  const first = checkDraft(parsed.draft, known);
  const confirmed = first.ok ? [] : first.problems.filter((p) => input.confirm?.includes(p.code)).map((p) => p.code);
  const checked = first.ok ? first : checkDraft(parsed.draft, known, confirmed);
  if (!checked.ok) return { ok: false, problems: checked.problems.map(problemView) };
  const notes = [...parsed.notes, ...checked.notes].map(({ zh, en }) => ({ zh, en }));
  const changes = checked.draft.amends?.changes ?? [];
  const diff = changes.map(({ date, before, after }) => ({
    zh: `${date}：${statusZh[before]} → ${statusZh[after]}`,
    en: `${date}: ${before} -> ${after}`,
  }));
  return { ok: true, draft: checked.draft, notes: [...notes, ...diff] };
}

const statusZh = { off: "放假", work: "上班", ordinary: "照常" } as const;

function problemView(problem: {
  code: string;
  zh: string;
  en: string;
  where: { line: number | null; date: string | null };
  confirmable: boolean;
}): CalendarImported["problems"][number] {
  const { code, zh, en, where, confirmable } = problem;
  return { code, zh, en, line: where.line, date: where.date, confirmable };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // what is no JSON is no holiday-cn file either: the parser names it
    return undefined;
  }
}

function refuse(code: ErrorCode, detail: string): { ok: false; code: ErrorCode; detail: string } {
  return { ok: false, code, detail };
}
