// 重大保障: declared, prolonged, withdrawn, closed; its rounds and days are worked out when somebody looks.
import type {
  ContractId,
  ErrorCode,
  GuaranteeChange,
  GuaranteeDeclaration,
  GuaranteeList,
  GuaranteeView,
} from "@kiosk/contract";
import type { z } from "zod";
import { type Caller, contractsOf } from "../domain/account/caller.ts";
import { endsAt, type Guarantee, startsAt, stateOf } from "../domain/guarantee/guarantee.ts";
import { dayMs, type Millis } from "../domain/time.ts";
import type { Answer } from "../fleet-api.ts";
import type { GuaranteeHistory } from "../guarantee-ports.ts";
import { audit } from "../ingest/audit-log.ts";
import type { FleetState } from "../ingest/fleet-state.ts";
import type { GroupCommit } from "../ingest/group-commit.ts";
import type { Unit } from "../ingest/unit.ts";
import type { Clock } from "../ports.ts";
import { guaranteeView } from "./guarantee-view.ts";
import type { InTurn } from "./in-turn.ts";

type Declaration = z.output<typeof GuaranteeDeclaration>;
type Change = z.output<typeof GuaranteeChange>;

export interface GuaranteeApi {
  list(by: Caller, contract: ContractId | undefined): Promise<GuaranteeList>;
  read(by: Caller, id: string): Promise<Answer<GuaranteeView>>;
  declare(by: Caller, declaration: Declaration): Promise<Answer<GuaranteeView>>;
  change(by: Caller, id: string, change: Change): Promise<Answer<GuaranteeView>>;
}

/** A period longer than this is no event any more. */
const longestDays = 62;
const listed = 200;

export class GuaranteeDesk implements GuaranteeApi {
  readonly #o: {
    readonly state: FleetState;
    readonly history: GuaranteeHistory;
    readonly commit: GroupCommit;
    readonly clock: Clock;
    readonly newId: () => string;
    /** shared with whoever writes days */
    readonly turns: InTurn;
  };

  constructor(options: {
    state: FleetState;
    history: GuaranteeHistory;
    commit: GroupCommit;
    clock: Clock;
    newId: () => string;
    turns: InTurn;
  }) {
    this.#o = options;
  }

  async list(by: Caller, contract: ContractId | undefined): Promise<GuaranteeList> {
    const reach = contractsOf(by, "guarantee.read");
    const isInReach = contract !== undefined && (reach === "all" || reach.has(contract));
    const narrowed = contract === undefined ? reach : new Set(isInReach ? [contract] : []);
    const found = await this.#o.history.list(narrowed, listed);
    return { at: this.#o.clock.now(), guarantees: await this.#views(found) };
  }

  async read(_by: Caller, id: string): Promise<Answer<GuaranteeView>> {
    const found = await this.#o.history.find(id);
    return found === undefined ? refuse("resource.not-found", id) : this.#answer(found);
  }

  async declare(by: Caller, declaration: Declaration): Promise<Answer<GuaranteeView>> {
    const { state, clock, commit, newId } = this.#o;
    const { contractId, from, to, kioskIds } = declaration;
    const at = clock.now();
    if (state.contract(contractId) === undefined) return refuse("resource.not-found", contractId);
    const wrong = wrongPeriod({ from, to }, at);
    if (wrong !== undefined) return refuse("guarantee.period", wrong);
    if (declaration.patrolToMin <= declaration.patrolFromMin) return refuse("guarantee.period", "patrolToMin");
    const foreign = kioskIds?.find((id) => state.kiosk(id)?.master.contractId !== contractId);
    if (foreign !== undefined) return refuse("resource.not-found", foreign);
    const guarantee: Guarantee = {
      ...declaration,
      kioskIds: kioskIds === null ? null : [...new Set(kioskIds)],
      id: newId(),
      enteredBy: by.name,
      enteredAt: at,
      closing: null,
      withdrawnAt: null,
      withdrawnWhy: null,
      version: 1,
    };
    await commit.run((unit) => this.#put(unit, by, undefined, guarantee, at));
    this.#o.state.guarantees.refresh(at);
    return this.#answer(guarantee);
  }

  change(by: Caller, id: string, change: Change): Promise<Answer<GuaranteeView>> {
    return this.#o.turns.run(id, async () => {
      const { history, clock, commit, state } = this.#o;
      const before = await history.find(id);
      if (before === undefined) return refuse("resource.not-found", id);
      const at = clock.now();
      if (before.version !== change.seenVersion) return refuse("guarantee.stale", `${before.version}`);
      if (change.act === "sent") return await this.#sent(by, before, change.date, at);
      const after = changed(before, change, by.name, at);
      if ("code" in after) return after;
      await commit.run((unit) => this.#put(unit, by, before, after, at));
      state.guarantees.refresh(at);
      return this.#answer(after);
    });
  }

  async #sent(by: Caller, guarantee: Guarantee, date: string, at: Millis): Promise<Answer<GuaranteeView>> {
    const day = (await this.#o.history.days([guarantee.id])).find((one) => one.date === date);
    if (day === undefined) return refuse("guarantee.day-not-over", date);
    if (day.sentAt === null) {
      const after = { ...day, sentAt: at, sentBy: by.name };
      const { contractId } = guarantee;
      await this.#o.commit.run((unit) => {
        unit.put("guaranteeDay", after);
        audit(unit, by, { action: "guarantee.declare", target: guarantee.id, contractId, before: day, after }, at);
      });
    }
    return this.#answer(guarantee);
  }

  #put(unit: Unit, by: Caller, before: Guarantee | undefined, after: Guarantee, at: Millis): void {
    unit.put("guarantee", after);
    unit.touchedTerms = true;
    const { contractId, id: target } = after;
    audit(unit, by, { action: "guarantee.declare", target, contractId, before: before ?? null, after }, at);
  }

  async #answer(guarantee: Guarantee): Promise<Answer<GuaranteeView>> {
    const [value] = await this.#views([guarantee]);
    return value === undefined ? refuse("resource.not-found", guarantee.id) : { ok: true, value };
  }

  async #views(guarantees: readonly Guarantee[]): Promise<GuaranteeView[]> {
    const { state, history, clock } = this.#o;
    const at = clock.now();
    const days = Map.groupBy(await history.days(guarantees.map(({ id }) => id)), (day) => day.guaranteeId);
    const kiosks = Map.groupBy(state.kiosks, ({ master }) => master.contractId);
    return await Promise.all(
      guarantees.map(async (guarantee) =>
        guaranteeView(
          guarantee,
          {
            kiosks: (kiosks.get(guarantee.contractId) ?? []).map(({ master }) => master.id),
            patrolled: await history.patrolled(guarantee.contractId, guarantee.enteredAt),
            days: days.get(guarantee.id) ?? [],
            calendars: state.calendars,
          },
          at,
        ),
      ),
    );
  }
}

function wrongPeriod(period: Pick<Guarantee, "from" | "to">, at: Millis): string | undefined {
  if (period.to < period.from) return "to";
  if (endsAt(period) <= at) return "to";
  return endsAt(period) - startsAt(period) > longestDays * dayMs ? `> ${longestDays}` : undefined;
}

type Refusal = { ok: false; code: ErrorCode; detail: string };

function changed(
  before: Guarantee,
  change: Exclude<Change, { act: "sent" }>,
  name: string,
  at: Millis,
): Guarantee | Refusal {
  const now = stateOf(before, at);
  const version = before.version + 1;
  switch (change.act) {
    case "prolong": {
      if (now !== "planned" && now !== "running") return refuse("guarantee.over", now);
      const wrong = change.to <= before.to ? "to" : wrongPeriod({ from: before.from, to: change.to }, at);
      if (wrong !== undefined) return refuse("guarantee.period", wrong);
      const note = [before.note, `${before.to} → ${change.to}: ${change.reason}`]
        .filter((text) => text !== "")
        .join("\n");
      return { ...before, to: change.to, note, version };
    }
    case "withdraw":
      if (now !== "planned" && now !== "running") return refuse("guarantee.over", now);
      return { ...before, withdrawnAt: at, withdrawnWhy: change.reason, version };
    case "close":
      if (now !== "ended") return refuse("guarantee.not-over", now);
      return { ...before, closing: { at, by: name, summary: change.summary }, version };
  }
}

function refuse(code: ErrorCode, detail: string): Refusal {
  return { ok: false, code, detail };
}
