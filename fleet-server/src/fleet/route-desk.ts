// Day plans: worked out, changed by hand, published. What the phones have is what was published last.
import type {
  ContractId,
  DayPlan,
  ErrorCode,
  InsertUrgent,
  MovedVisit,
  MoveVisit,
  PlanCalendar,
  PlanCalendarQuery,
  PlanDayRequest,
  PlannedVisit,
  PlanWindowRequest,
  PublishPlan,
  planStages,
  UrgentInsertion,
} from "@kiosk/contract";
import type { z } from "zod";
import type { Caller } from "../domain/account/caller.ts";
import { noCost } from "../domain/route/plan/cost.ts";
import { dragVisit, type Edited, putUrgent } from "../domain/route/plan/edit.ts";
import { explain } from "../domain/route/plan/explain.ts";
import { pointDay } from "../domain/route/plan/point-hours.ts";
import type { DayBody, StoredVisit } from "../domain/route/plan/stored.ts";
import { formatLocalDay, type LocalDay, localDay, parseLocalDay } from "../domain/sla/local-day.ts";
import type { Millis } from "../domain/time.ts";
import type { Answer } from "../fleet-api.ts";
import { audit } from "../ingest/audit-log.ts";
import type { FleetState } from "../ingest/fleet-state.ts";
import type { GroupCommit } from "../ingest/group-commit.ts";
import type { Clock } from "../ports.ts";
import { InTurn } from "./in-turn.ts";
import { bodyOf, horizonDays, type RoutePlanner } from "./route-planner.ts";
import { orderDemand } from "./route-sources.ts";
import { type RouteWorld, type RouteWorlds, revisionOf, type StoredDay } from "./route-world.ts";

type Stage = (typeof planStages)[number];

export interface RoutePlanApi {
  calendar(by: Caller, id: ContractId, query: z.output<typeof PlanCalendarQuery>): Promise<Answer<PlanCalendar>>;
  day(by: Caller, id: ContractId, date: string, stage: Stage): Promise<Answer<DayPlan>>;
  planWindow(by: Caller, id: ContractId, request: z.output<typeof PlanWindowRequest>): Promise<Answer<PlanCalendar>>;
  planDay(by: Caller, id: ContractId, date: string, request: z.output<typeof PlanDayRequest>): Promise<Answer<DayPlan>>;
  move(by: Caller, id: ContractId, date: string, move: z.output<typeof MoveVisit>): Promise<Answer<MovedVisit>>;
  urgent(
    by: Caller,
    id: ContractId,
    date: string,
    input: z.output<typeof InsertUrgent>,
  ): Promise<Answer<UrgentInsertion>>;
  publish(by: Caller, id: ContractId, date: string, input: z.output<typeof PublishPlan>): Promise<Answer<DayPlan>>;
}

interface Parts {
  readonly state: FleetState;
  readonly commit: GroupCommit;
  readonly clock: Clock;
  readonly worlds: RouteWorlds;
  readonly planner: RoutePlanner;
}

/** Days before and after a plan that are looked at for the same work planned twice. */
const aroundDays = 20;

export class RouteDesk implements RoutePlanApi {
  readonly #o: Parts;
  readonly #turns = new InTurn();

  constructor(parts: Parts) {
    this.#o = parts;
  }

  async calendar(
    _by: Caller,
    id: ContractId,
    query: z.output<typeof PlanCalendarQuery>,
  ): Promise<Answer<PlanCalendar>> {
    const world = await this.#o.worlds.read(id, this.#o.clock.now());
    const from = query.from === undefined ? localDay(world.at) : parseLocalDay(query.from);
    return { ok: true, value: await this.#calendarOf(world, from, from + query.days - 1) };
  }

  async #calendarOf(world: RouteWorld, from: LocalDay, to: LocalDay): Promise<PlanCalendar> {
    const days = await this.#o.worlds.days(world.contractId, from, to);
    const { length: unplanned } = await this.#o.planner.unplanned(world, days);
    return {
      at: world.at,
      contractId: world.contractId,
      days: days.map((stored) => {
        const body = bodyOf(stored);
        const { works, reaches } = this.#o.worlds.workingDay(parseLocalDay(stored.date), world.at);
        const visits = body?.visits ?? [];
        return {
          date: stored.date,
          workingDay: reaches ? works : null,
          state: stateOf(stored),
          version: stored.published?.version ?? 0,
          visits: visits.length,
          done: visits.filter((visit) => stored.marks.get(visit.id)?.done !== undefined).length,
          unserved: body?.unserved.length ?? 0,
          technicians: new Set(visits.map(({ technicianId }) => technicianId)).size,
        };
      }),
      unplanned,
    };
  }

  async day(_by: Caller, id: ContractId, date: string, stage: Stage): Promise<Answer<DayPlan>> {
    const world = await this.#o.worlds.read(id, this.#o.clock.now());
    return { ok: true, value: await this.#view(world, date, stage) };
  }

  async #view(world: RouteWorld, date: string, stage: Stage = "latest"): Promise<DayPlan> {
    const { worlds, planner } = this.#o;
    const day = parseLocalDay(date);
    const around = await worlds.days(world.contractId, day - aroundDays, day + aroundDays);
    const found = around.find((one) => one.date === date) ?? nothing(date);
    const stored = stage === "published" ? { ...found, draft: null } : found;
    const problems = await planner.problems(world, stored, around);
    return this.#planOf(world, stored, bodyOf(stored) ?? planner.standing(world, stored, { seed: 1 }).body, problems);
  }

  #planOf(world: RouteWorld, stored: StoredDay, body: DayBody, problems: DayPlan["problems"]): DayPlan {
    const { published, draft, date } = stored;
    const { works, reaches } = this.#o.worlds.workingDay(parseLocalDay(date), world.at);
    const { absent: _, onDuty: __, unserved, visits, technicians, assumptions, ...rest } = body;
    return {
      at: world.at,
      contractId: world.contractId,
      date,
      version: published?.version ?? 0,
      revision: revisionOf(stored),
      state: stateOf(stored),
      draftedAt: draft?.at ?? null,
      draftedBy: draft?.by ?? null,
      publishedAt: published?.at ?? null,
      publishedBy: published?.by ?? null,
      workingDay: reaches ? works : null,
      ...rest,
      technicians: [...technicians],
      visits: visits.map((visit) => visitView(visit, stored)),
      unserved: unserved.map(({ needs: _needs, serviceMs: _ms, ...one }) => one),
      assumptions: [...assumptions],
      problems,
    };
  }

  planWindow(by: Caller, id: ContractId, request: z.output<typeof PlanWindowRequest>): Promise<Answer<PlanCalendar>> {
    return this.#turns.run(id, async () => {
      const { planner, worlds, clock } = this.#o;
      const world = await worlds.read(id, clock.now());
      const from = Math.max(parseLocalDay(request.from), localDay(world.at));
      const days = planner.workingDates(from, request.days, world.at, null);
      const dates = days.map(formatLocalDay);
      const write = new Set(dates);
      const { bodies } = await planner.plan(world, dates, { write, fresh: true, orders: { seed: request.seed } });
      const stored = await worlds.days(id, days[0] ?? from, days.at(-1) ?? from);
      const rows = bodies.map(({ date, body }) => ({
        body,
        stored: stored.find((one) => one.date === date) ?? nothing(date),
      }));
      const changed = rows.filter(({ body, stored }) => stored.draft !== null || !isAsPublished(body, stored));
      await this.#save(by, id, changed, { planned: dates });
      return { ok: true, value: await this.#calendarOf(world, days[0] ?? from, days.at(-1) ?? from) };
    });
  }

  planDay(
    by: Caller,
    id: ContractId,
    date: string,
    { absent, onDuty, seed }: z.output<typeof PlanDayRequest>,
  ): Promise<Answer<DayPlan>> {
    return this.#turns.run(id, async () => {
      const { planner, worlds, clock } = this.#o;
      const world = await worlds.read(id, clock.now());
      const day = parseLocalDay(date);
      if (day < localDay(world.at)) return refuse("route.past", date);
      const stranger = [...(absent ?? []).map(({ technicianId }) => technicianId), ...(onDuty ?? [])].find(
        (userId) => !world.team.some((one) => one.userId === userId),
      );
      if (stranger !== undefined) return refuse("route.not-technician", stranger);
      const dates = planner.workingDates(day, horizonDays, world.at, day).map(formatLocalDay);
      const orders = { absent, onDuty, seed };
      const { bodies } = await planner.plan(world, dates, { write: new Set([date]), fresh: false, orders });
      const [stored = nothing(date)] = await worlds.days(id, day, day);
      const rows = bodies.map(({ body }) => ({ body, stored }));
      await this.#save(by, id, rows, { planned: [date], absent: absent ?? [], onDuty: onDuty ?? [] });
      return { ok: true, value: await this.#view(world, date) };
    });
  }

  move(by: Caller, id: ContractId, date: string, input: z.output<typeof MoveVisit>): Promise<Answer<MovedVisit>> {
    return this.#edit(by, id, date, input, (standing, stored) => {
      const marks = stored.marks.get(input.visitId);
      if (marks !== undefined) return refuse("route.begun", input.visitId);
      const edited = dragVisit(standing, input.visitId, input.technicianId, input.position);
      return edited === undefined ? refuse("resource.not-found", input.visitId) : { ok: true, value: edited };
    }).then((answer) => {
      if (!answer.ok) return answer;
      const { edited: _, ...moved } = answer.value;
      return { ok: true, value: { ...moved, feasible: answer.value.why === null } };
    });
  }

  urgent(
    by: Caller,
    id: ContractId,
    date: string,
    input: z.output<typeof InsertUrgent>,
  ): Promise<Answer<UrgentInsertion>> {
    return this.#edit(by, id, date, input, (standing, _stored, world) => {
      const open = this.#o.state.openOrder(input.orderId);
      if (open?.order.contractId !== id) return refuse("resource.not-found", input.orderId);
      const skills = new Set(world.team.flatMap((one) => one.skills));
      const demand = orderDemand(open, this.#o.state, world.at);
      const asked = { ...demand, skills: demand.skills.filter((skill) => skills.has(skill)) };
      const isThere = standing.body.visits.some(({ tasks }) =>
        tasks.some((task) => task.type === "order" && task.orderId === input.orderId),
      );
      if (isThere) return { ok: true, value: { ok: true, body: standing.body, before: standing.body, moved: [] } };
      return { ok: true, value: putUrgent(standing, asked, world.settings) };
    }).then((answer) => {
      if (!answer.ok) return answer;
      const { edited, ...rest } = answer.value;
      return { ok: true, value: { ...rest, placed: edited.ok, moved: edited.ok ? [...edited.moved] : [] } };
    });
  }

  /** A change by hand: what it costs; kept as the draft where that is asked. */
  #edit(
    by: Caller,
    id: ContractId,
    date: string,
    input: { readonly seenRevision: number; readonly commit: boolean },
    change: (standing: ReturnType<RoutePlanner["standing"]>, stored: StoredDay, world: RouteWorld) => Answer<Edited>,
  ): Promise<Answer<Omit<MovedVisit, "feasible"> & { edited: Edited }>> {
    return this.#turns.run(id, async () => {
      const { planner, worlds, clock } = this.#o;
      const world = await worlds.read(id, clock.now());
      const day = parseLocalDay(date);
      if (day < localDay(world.at)) return refuse("route.past", date);
      const [stored = nothing(date)] = await worlds.days(id, day, day);
      if (revisionOf(stored) !== input.seenRevision) return refuse("route.stale", String(revisionOf(stored)));
      const standing = planner.standing(world, stored, { seed: bodyOf(stored)?.seed ?? 1 });
      const answer = change(standing, stored, world);
      if (!answer.ok) return answer;
      const edited = answer.value;
      if (!edited.ok) {
        if (input.commit) return refuse("route.not-feasible", edited.reason);
        const cost = bodyOf(stored)?.cost ?? noCost;
        const plan = await this.#view(world, date);
        return { ok: true, value: { edited, why: whyOf(edited, standing), before: cost, after: cost, plan } };
      }
      const costs = { edited, why: null, before: edited.before.cost, after: edited.body.cost };
      if (input.commit) {
        await this.#save(by, id, [{ body: edited.body, stored }], { moved: edited.moved });
        return { ok: true, value: { ...costs, plan: await this.#view(world, date) } };
      }
      return { ok: true, value: { ...costs, plan: this.#planOf(world, stored, edited.body, []) } };
    });
  }

  publish(
    by: Caller,
    id: ContractId,
    date: string,
    { seenRevision }: z.output<typeof PublishPlan>,
  ): Promise<Answer<DayPlan>> {
    return this.#turns.run(id, async () => {
      const { worlds, clock, commit } = this.#o;
      const at = clock.now();
      const day = parseLocalDay(date);
      if (day < localDay(at)) return refuse("route.past", date);
      const [stored = nothing(date)] = await worlds.days(id, day, day);
      const { draft, published } = stored;
      if (revisionOf(stored) !== seenRevision) return refuse("route.stale", String(revisionOf(stored)));
      if (draft === null) return refuse("route.nothing-drafted", date);
      const taken = begunOtherwise(stored, draft.body);
      if (taken !== undefined) return refuse("route.begun", taken);
      const version = (published?.version ?? 0) + 1;
      const row = {
        contractId: id,
        date,
        version,
        revision: revisionOf(stored) + 1,
        at,
        by: by.name,
        body: draft.body,
      };
      await commit.run((unit) => {
        unit.put("routePublication", row);
        const facts = { action: "route.plan", target: `route-plan:${date}`, contractId: id } as const;
        const before = published === null ? null : summary(published.body, published.version);
        audit(unit, by, { ...facts, before, after: summary(draft.body, version) }, at);
      });
      return { ok: true, value: await this.#view(await worlds.read(id, at), date) };
    });
  }

  async #save(
    by: Caller,
    contractId: ContractId,
    rows: readonly { readonly body: DayBody; readonly stored: StoredDay }[],
    what: object,
  ): Promise<void> {
    if (rows.length === 0) return;
    const at: Millis = this.#o.clock.now();
    await this.#o.commit.run((unit) => {
      for (const { body, stored } of rows) {
        const { date, published } = stored;
        const revision = revisionOf(stored) + 1;
        const basedOn = published?.version ?? 0;
        unit.put("routeDraft", { contractId, date, revision, basedOn, at, by: by.name, body });
      }
      const [first] = rows;
      const target = rows.length === 1 ? `route-plan:${first?.stored.date ?? ""}` : `route-plans:${rows.length}`;
      audit(unit, by, { action: "route.plan", target, contractId, after: { draft: true, ...what } }, at);
    });
  }
}

function whyOf(edited: Extract<Edited, { ok: false }>, { frame }: ReturnType<RoutePlanner["standing"]>) {
  const { visit, reason } = edited;
  const { open } = pointDay(frame.points.get(visit.kioskId)?.openingHours ?? null, frame.day, frame.settings);
  return { reason, ...explain(reason, { minutes: visit.minutes, skills: visit.skills, open, missing: [] }) };
}

function summary({ visits, unserved }: DayBody, version: number) {
  return { version, visits: visits.length, unserved: unserved.length };
}

/** A visit somebody began after the draft was made, and that the draft gives to somebody else or leaves out. */
function begunOtherwise({ published, marks }: StoredDay, draft: DayBody): string | undefined {
  const whose = new Map(draft.visits.map(({ id, technicianId }) => [id, technicianId]));
  const begun =
    published?.body.visits.filter(({ id }) => marks.has(id) && marks.get(id)?.cancelled === undefined) ?? [];
  return begun.find(({ id, technicianId }) => whose.get(id) !== technicianId)?.id;
}

/** Planned anew with the outcome the phones have already: there is nothing to publish. */
function isAsPublished(body: DayBody, { published }: StoredDay): boolean {
  if (published === null) return false;
  const told = ({ visits, unserved }: DayBody) =>
    JSON.stringify([
      visits.map(({ id, technicianId, position, beginAt, tasks }) => [id, technicianId, position, beginAt, tasks]),
      unserved.map(({ kioskId, tasks, reason }) => [kioskId, tasks, reason]),
    ]);
  return told(body) === told(published.body);
}

function stateOf({ draft, published }: StoredDay): DayPlan["state"] {
  return draft !== null ? "draft" : published !== null ? "published" : "none";
}

export function visitView({ needs: _, ...visit }: StoredVisit, { marks }: Pick<StoredDay, "marks">): PlannedVisit {
  const { started, done, cancelled } = marks.get(visit.id) ?? {};
  const state =
    done !== undefined ? "done" : cancelled !== undefined ? "cancelled" : started !== undefined ? "started" : "planned";
  return { ...visit, state, startedAt: started ?? null, doneAt: done ?? null };
}

function nothing(date: string): StoredDay {
  return { date, published: null, draft: null, marks: new Map() };
}

function refuse(code: ErrorCode, detail: string): { ok: false; code: ErrorCode; detail: string } {
  return { ok: false, code, detail };
}
