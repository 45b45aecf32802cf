// What people ask about a contract: what binds it, by which calendars, what parts it keeps.
import type { CalendarList, ContractId, ErrorCode, PartLedger, PolicyView, TermsList } from "@kiosk/contract";
import { balances } from "../domain/part/ledger.ts";
import { missingNextYear } from "../domain/sla/import/missing-year.ts";
import { limitText } from "../domain/sla/limit.ts";
import type { PolicyVersion } from "../domain/sla/policy.ts";
import type { Answer } from "../fleet-api.ts";
import type { FleetState } from "../ingest/fleet-state.ts";
import type { Clock, HistoryStore } from "../ports.ts";
import { OrderNumbers } from "./order-numbers.ts";

const movementLimit = 500;

export class ContractQueries {
  readonly #state: FleetState;
  readonly #orderNumbers: OrderNumbers;
  readonly #clock: Clock;

  constructor(options: { state: FleetState; history: HistoryStore; clock: Clock }) {
    this.#state = options.state;
    this.#orderNumbers = new OrderNumbers(options);
    this.#clock = options.clock;
  }

  terms(contractId: ContractId): Answer<TermsList> {
    if (this.#state.contract(contractId) === undefined) return missing(contractId);
    const policies = [...this.#state.contractState.policies].map(({ body }) => policyView(body));
    return { ok: true, value: { contractId, versions: this.#state.terms(contractId).toReversed(), policies } };
  }

  calendars(): CalendarList {
    const rows = this.#state.contractState.calendarRows;
    const missingYear = missingNextYear(
      rows.map((row) => row.body),
      this.#clock.now(),
    );
    const calendars = rows.map(({ by, body }) => ({ ...body, off: [...body.off], work: [...body.work], by }));
    return {
      calendars: calendars.sort((a, b) => (a.from < b.from ? 1 : a.from > b.from ? -1 : b.publishedAt - a.publishedAt)),
      missing: missingYear === null ? null : { year: missingYear.year, since: missingYear.since },
    };
  }

  async parts(contractId: ContractId): Promise<Answer<PartLedger>> {
    if (this.#state.contract(contractId) === undefined) return missing(contractId);
    const newest = this.#state.contractState.movements(contractId).toReversed().slice(0, movementLimit);
    const movements = await this.#orderNumbers.named(newest);
    return { ok: true, value: { contractId, balances: balances(this.#state.ledger(contractId)), movements } };
  }
}

function policyView(policy: PolicyVersion): PolicyView {
  const { id, version, zh, en, source } = policy;
  const milestones = Object.entries(policy.milestones).map(([milestone, spec]) => {
    const limit = limitText(spec.clock);
    return {
      milestone,
      zh: spec.zh,
      en: spec.en,
      clause: spec.clause,
      class: spec.class ?? null,
      advisory: spec.advisory ?? false,
      start: spec.start,
      stop: [...spec.stop],
      pausable: [...spec.pausable],
      limitZh: limit.zh,
      limitEn: limit.en,
    };
  });
  return { id, version, zh, en, source, milestones };
}

function missing(what: string): { ok: false; code: ErrorCode; detail: string } {
  return { ok: false, code: "resource.not-found", detail: what };
}
