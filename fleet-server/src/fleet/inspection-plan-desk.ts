// The plan of inspections, lists of them, and what one terminal owes: all worked out when it is asked for.
import type {
  ContractId,
  ErrorCode,
  InspectionHead,
  InspectionKind,
  InspectionList,
  InspectionPlan,
  InspectionPlanQuery,
  InspectionQuery,
  InspectionWindowView,
  KioskId,
  KioskInspections,
} from "@kiosk/contract";
import type { z } from "zod";
import { type Caller, contractsOf } from "../domain/account/caller.ts";
import { Duty, type KindDuty } from "../domain/inspection/duty.ts";
import { overdueBefore, yearsWithoutNotice } from "../domain/inspection/report-due.ts";
import type { ReportLaw } from "../domain/inspection/view.ts";
import { rulesOn, type Standing, type Visit, windowKeyOf } from "../domain/inspection/windows.ts";
import type { Kiosk } from "../domain/kiosk/kiosk.ts";
import { dayEnd, dayStart, formatLocalDay, localDay, parseLocalDay } from "../domain/sla/local-day.ts";
import type { Millis } from "../domain/time.ts";
import type { Answer } from "../fleet-api.ts";
import type { FleetState } from "../ingest/fleet-state.ts";
import type { Completion, InspectionHistory, InspectionMark, VisitBook } from "../inspection-ports.ts";
import type { Clock } from "../ports.ts";
import type { InspectionApi } from "./inspection-api.ts";
import type { InspectionViews } from "./inspection-views.ts";

type Visited = ReadonlyMap<InspectionKind, readonly Visit[]>;
const nothing: Visited = new Map();

interface Parts {
  readonly state: FleetState;
  readonly history: InspectionHistory;
  readonly visits: VisitBook;
  readonly clock: Clock;
  readonly views: InspectionViews;
}

export class InspectionPlanDesk implements Pick<InspectionApi, "list" | "ofKiosk" | "plan"> {
  readonly #o: Parts;

  constructor(parts: Parts) {
    this.#o = parts;
  }

  async list(by: Caller, query: z.output<typeof InspectionQuery>): Promise<InspectionList> {
    const { history, clock, views, state } = this.#o;
    const { contract, kiosk, kind, report, after, limit } = query;
    const reach = contractsOf(by, "inspection.read");
    const empty = { at: clock.now(), total: 0, inspections: [], next: null };
    if (reach !== "all" && (reach.size === 0 || (contract !== undefined && !reach.has(contract)))) return empty;
    const unfiled = report === undefined ? undefined : { before: await this.#unfiledBefore(report, contract, kiosk) };
    const filter = { reach, contract, kiosk, kind, state: query.state, unfiled };
    const [total, rows] = await Promise.all([
      history.count(filter),
      history.page({ ...filter, after: markOf(after), limit: limit + 1 }),
    ]);
    const page = rows.slice(0, limit);
    const last = page.at(-1)?.inspection;
    const inspections = await views.heads(page.filter(({ inspection }) => state.contract(inspection.contractId)));
    const next = rows.length > limit && last !== undefined ? `${last.startedAt}.${last.id}` : null;
    return { at: clock.now(), total, inspections, next };
  }

  async ofKiosk(_by: Caller, kioskId: KioskId): Promise<Answer<KioskInspections>> {
    const { state, history, clock, views } = this.#o;
    const kiosk = state.kiosk(kioskId);
    if (kiosk === undefined) return refuse("resource.not-found", kioskId);
    const { contractId } = kiosk.master;
    const [versions, waivers, completions, open, planned] = await Promise.all([
      history.rules(contractId),
      history.waivers(contractId),
      history.completions(contractId, 0, kioskId),
      history.openAt(kioskId),
      this.#o.visits.plannedFor(contractId),
    ]);
    const duty = new Duty(versions, waivers, clock.now());
    const visited = visitsOf(completions).get(kioskId) ?? nothing;
    const heads = await this.#latest([visited]);
    return {
      ok: true,
      value: {
        at: clock.now(),
        kioskId,
        windows: windowViews(kioskId, duty.ofKiosk(kiosk.master, visited), planned),
        latest: latestOf(visited, heads),
        gaps: duty.gapsOf(kiosk.master, visited),
        open: await views.heads(open),
      },
    };
  }

  async plan(
    _by: Caller,
    id: ContractId,
    { after, limit }: z.output<typeof InspectionPlanQuery>,
  ): Promise<Answer<InspectionPlan>> {
    const { state, history, clock, views } = this.#o;
    if (state.contract(id) === undefined) return refuse("resource.not-found", id);
    const law = await views.lawOf(id);
    const { versions } = law;
    const since = versions[0] === undefined ? 0 : dayStart(parseLocalDay(versions[0].term.from));
    const [waivers, completions, planned] = await Promise.all([
      history.waivers(id),
      history.completions(id, since),
      this.#o.visits.plannedFor(id),
    ]);
    const at = clock.now();
    const duty = new Duty(versions, waivers, at);
    const visits = visitsOf(completions);
    const kiosks = [...state.kiosks]
      .filter(({ master }) => master.contractId === id)
      .sort((a, b) => a.master.seq - b.master.seq);
    const tally = new Tally(duty, planned);
    let gaps = 0;
    for (const { master } of kiosks) {
      const visited = visits.get(master.id) ?? nothing;
      for (const { kind, standings } of duty.ofKiosk(master, visited)) tally.add(master.id, kind, standings);
      if (duty.gapsOf(master, visited).length > 0) gaps += 1;
    }
    const rest = kiosks.filter(({ master }) => master.seq > after);
    const page = rest.slice(0, limit);
    const heads = await this.#latest(page.map(({ master }) => visits.get(master.id) ?? nothing));
    return {
      ok: true,
      value: {
        at,
        contractId: id,
        rules: rulesOn(versions, localDay(at)) ?? null,
        kinds: duty.kinds.map((kind) => tally.of(kind)),
        kiosks: page.map((kiosk) => kioskRow(kiosk, duty, visits.get(kiosk.master.id) ?? nothing, planned, heads)),
        total: kiosks.length,
        next: rest.length > limit ? (page.at(-1)?.master.seq ?? null) : null,
        gaps,
        reports: await this.#reports(id, law),
        missingYears: missingYears(law),
      },
    };
  }

  async #reports(contract: ContractId, law: ReportLaw): Promise<InspectionPlan["reports"]> {
    const reach = new Set([contract]);
    const { history } = this.#o;
    const [due, overdue] = await Promise.all([
      history.count({ reach, unfiled: { before: law.asOf + 1 } }),
      history.count({ reach, unfiled: { before: overdueIn(law) } }),
    ]);
    return { due, overdue };
  }

  /** Of several contracts each has its own calendar of days; the list then shows what is overdue by the strictest. */
  async #unfiledBefore(
    report: "overdue" | "open",
    contract: ContractId | undefined,
    kiosk: KioskId | undefined,
  ): Promise<Millis> {
    const { state, views, clock } = this.#o;
    if (report === "open") return clock.now() + 1;
    const own = contract ?? (kiosk === undefined ? undefined : state.kiosk(kiosk)?.master.contractId);
    const ids = own === undefined ? [...state.contracts].map(({ id }) => id) : [own];
    const laws = await Promise.all(ids.map((id) => views.lawOf(id)));
    const ends = laws.filter(({ versions }) => versions.length > 0).map(overdueIn);
    return ends.length === 0 ? 0 : Math.min(...ends);
  }

  /** The last completed inspection of each kind of each terminal, by its id. */
  async #latest(visited: readonly Visited[]): Promise<ReadonlyMap<string, InspectionHead>> {
    const ids = visited.flatMap((kinds) => [...kinds.values()].flatMap((visits) => visits.at(-1)?.id ?? []));
    const heads = await this.#o.views.heads(await this.#o.history.findMany(ids));
    return new Map(heads.map((head) => [head.id, head]));
  }
}

/** Counts of one kind over all terminals. */
class Tally {
  readonly #duty: Duty;
  readonly #planned: ReadonlyMap<string, Millis>;
  readonly #kinds = new Map<InspectionKind, InspectionPlan["kinds"][number]>();

  constructor(duty: Duty, planned: ReadonlyMap<string, Millis>) {
    this.#duty = duty;
    this.#planned = planned;
  }

  of(kind: InspectionKind): InspectionPlan["kinds"][number] {
    const counts = this.#kinds.get(kind) ?? {
      kind,
      ...{ owed: 0, done: 0, missed: 0, waived: 0, open: 0, future: 0 },
      current: { due: 0, done: 0, planned: 0 },
    };
    this.#kinds.set(kind, counts);
    return counts;
  }

  add(kioskId: KioskId, kind: InspectionKind, standings: readonly Standing[]): void {
    const counts = this.of(kind);
    for (const { span, state } of standings) {
      counts.owed += 1;
      counts[state] += 1;
      if (state === "waived" || !this.#duty.isCurrent(span)) continue;
      counts.current.due += 1;
      if (state === "done") counts.current.done += 1;
      else if (this.#planned.size > 0 && this.#planned.has(keyOf(kioskId, kind, span))) counts.current.planned += 1;
    }
  }
}

function keyOf(kioskId: KioskId, kind: InspectionKind, span: Standing["span"]): string {
  return windowKeyOf(kioskId, kind, formatLocalDay(span.from));
}

function kioskRow(
  { master }: Kiosk,
  duty: Duty,
  visited: Visited,
  planned: ReadonlyMap<string, Millis>,
  heads: ReadonlyMap<string, InspectionHead>,
): InspectionPlan["kiosks"][number] {
  const { id: kioskId, seq, name, street } = master;
  return {
    ...{ kioskId, seq, name, street },
    windows: windowViews(kioskId, duty.ofKiosk(master, visited), planned),
    latest: latestOf(visited, heads),
    gaps: duty.gapsOf(master, visited),
  };
}

function windowViews(
  kioskId: KioskId,
  duties: readonly KindDuty[],
  planned: ReadonlyMap<string, Millis>,
): InspectionWindowView[] {
  return duties.flatMap(({ kind, standings }) =>
    standings.map(({ span, state, visit }) => {
      const key = keyOf(kioskId, kind, span);
      return {
        ...{ key, kioskId, kind, state, stub: span.stub },
        from: formatLocalDay(span.from),
        to: formatLocalDay(span.to),
        dueAt: dayEnd(span.to),
        doneAt: visit?.at ?? null,
        inspectionId: visit?.id ?? null,
        plannedAt: planned.get(key) ?? null,
      };
    }),
  );
}

function latestOf(visited: Visited, heads: ReadonlyMap<string, InspectionHead>): InspectionHead[] {
  return [...visited.values()].flatMap((visits) => heads.get(visits.at(-1)?.id ?? "") ?? []);
}

/** By terminal and kind, each by effective time. */
function visitsOf(completions: readonly Completion[]): ReadonlyMap<KioskId, Visited> {
  const found = new Map<KioskId, Map<InspectionKind, Visit[]>>();
  for (const { id, kioskId, kind, completedAt: at } of completions) {
    const kinds = found.get(kioskId) ?? new Map<InspectionKind, Visit[]>();
    const visits = kinds.get(kind);
    if (visits === undefined) found.set(kioskId, kinds.set(kind, [{ at, id }]));
    else visits.push({ at, id });
  }
  return found;
}

function overdueIn({ versions, calendars, asOf }: ReportLaw): Millis {
  return overdueBefore((day) => rulesOn(versions, day)?.reportWorkingDays ?? 5, calendars, asOf);
}

/** From today to the end of the term, and to where its last reports are due. */
function missingYears({ versions, calendars, asOf }: ReportLaw): number[] {
  const ends = versions.map(({ term }) => parseLocalDay(term.to));
  const today = localDay(asOf);
  return ends.length === 0 ? [] : yearsWithoutNotice(calendars, today, Math.max(today, ...ends), asOf);
}

/** @param text `<startedAt>.<id>`; anything else begins at the beginning */
function markOf(text: string | undefined): InspectionMark | undefined {
  const [, startedAt, id] = /^(\d{1,16})\.(.+)$/.exec(text ?? "") ?? [];
  return startedAt === undefined || id === undefined ? undefined : { startedAt: Number(startedAt), id };
}

function refuse(code: ErrorCode, detail: string): { ok: false; code: ErrorCode; detail: string } {
  return { ok: false, code, detail };
}
