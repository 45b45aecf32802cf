// Days put together for planning: who works, what was begun, what is kept; and windows of days planned over them.
import type { KioskId, PlanProblem, TechnicianDay, UserId } from "@kiosk/contract";
import type { DayFacts } from "../domain/route/plan/day-body.ts";
import { dayBody } from "../domain/route/plan/day-body.ts";
import { type BegunVisit, type CrewMember, type DayFrame, dayProblem } from "../domain/route/plan/day-problem.ts";
import { type Demand, taskKey, type Visit, visitsOf } from "../domain/route/plan/demand.ts";
import type { StandingDay } from "../domain/route/plan/edit.ts";
import { allPieces } from "../domain/route/plan/kit.ts";
import { problemsOf } from "../domain/route/plan/problems.ts";
import { defaultTechnician } from "../domain/route/plan/settings.ts";
import type { Absence, DayBody, StoredVisit } from "../domain/route/plan/stored.ts";
import { planWindow, type WindowDay, type WindowPlan } from "../domain/route/plan/window.ts";
import type { RouteProblem } from "../domain/route/problem.ts";
import { iterationsFor } from "../domain/route/solve.ts";
import { dayEnd, dayStart, formatLocalDay, type LocalDay, localDay, parseLocalDay } from "../domain/sla/local-day.ts";
import type { Millis } from "../domain/time.ts";
import type { RouteSolver } from "./route-solver.ts";
import type { RouteWorld, RouteWorlds, StoredDay } from "./route-world.ts";

/** What a person says of a day when planning it. */
export interface DayOrders {
  readonly absent?: readonly Absence[] | undefined;
  readonly onDuty?: readonly UserId[] | undefined;
  readonly seed: number;
}

const iterationsAStop = 400;
const mostIterations = 5000;
/** Days behind a window that are looked at for what is planned there already. */
const beyondDays = 45;
/** How far ahead visits are spread when one day is planned alone. */
export const horizonDays = 10;

export class RoutePlanner {
  readonly #worlds: RouteWorlds;
  readonly #solver: RouteSolver;

  constructor(parts: { worlds: RouteWorlds; solver: RouteSolver }) {
    this.#worlds = parts.worlds;
    this.#solver = parts.solver;
  }

  /** The day as it is now: what is published or drafted over people and points of today. */
  standing(world: RouteWorld, stored: StoredDay, orders: DayOrders): StandingDay {
    const present = bodyOf(stored);
    const day = parseLocalDay(stored.date);
    const absent = orders.absent ?? present?.absent ?? [];
    const onDuty = orders.onDuty ?? present?.onDuty ?? [];
    const begun = begunIds(stored);
    const kept = stored.published?.body.visits.filter(({ id }) => isUnderWay(stored, id)) ?? [];
    const team = this.#teamOf(world, stored, { day, absent, onDuty, kept });
    const frame: DayFrame = {
      date: stored.date,
      day,
      now: Math.max(world.at, dayStart(day)),
      until: dayStart(this.workingDates(day + 1, 1, world.at, null)[0] ?? day + 1),
      crew: team,
      points: world.points,
      settings: world.settings,
      roads: world.roads,
      published: new Map(stored.published?.body.visits.map(({ id, technicianId }) => [id, technicianId]) ?? []),
    };
    const before = new Map<string, TechnicianDay>(
      (stored.published?.body ?? present)?.technicians.map((one) => [one.technicianId, one]) ?? [],
    );
    const facts: DayFacts = {
      ...{ team, before, onDuty, stock: world.stock },
      roadsImportedAt: world.matrix?.at ?? null,
      seed: orders.seed,
    };
    const empty = () => dayBody(dayProblem(frame, []), [], [], facts);
    return { frame, facts, body: present ?? empty(), begun };
  }

  /** Who works that day; whoever has begun something stays in it even where the role was taken from them since. */
  #teamOf(
    world: RouteWorld,
    stored: StoredDay,
    {
      day,
      absent,
      onDuty,
      kept,
    }: {
      day: LocalDay;
      absent: readonly Absence[];
      onDuty: readonly UserId[];
      kept: readonly StoredVisit[];
    },
  ): CrewMember[] {
    const works = this.#worlds.workingDay(day, world.at).works;
    const gone = [...new Set(kept.map(({ technicianId }) => technicianId))].filter(
      (userId) => !world.team.some((technician) => technician.userId === userId),
    );
    const left = gone.map((userId): CrewMember => {
      const was = stored.published?.body.technicians.find(({ technicianId }) => technicianId === userId);
      const person = { contractId: world.contractId, userId, name: was?.name ?? "" };
      const home = { lon: was?.startLon ?? 0, lat: was?.startLat ?? 0 };
      const absence = { technicianId: userId, from: null };
      return { technician: defaultTechnician(person, home), absence, begun: begunOf(userId) };
    });
    const team = world.team.flatMap((technician): CrewMember[] => {
      const { userId } = technician;
      const begun = begunOf(userId);
      if (!works && !onDuty.includes(userId) && begun.length === 0) return [];
      return [{ technician, absence: absent.find(({ technicianId }) => technicianId === userId) ?? null, begun }];
    });
    return [...team, ...left];

    function begunOf(userId: UserId): BegunVisit[] {
      return kept
        .filter(({ technicianId }) => technicianId === userId)
        .map((visit) => ({ visit, doneAt: stored.marks.get(visit.id)?.done ?? null }))
        .sort((a, b) => (a.doneAt ?? a.visit.leaveAt) - (b.doneAt ?? b.visit.leaveAt));
    }
  }

  /**
   * Plans those days of the span that `write` names. What stands on other days stays there.
   * @param fresh a window anew: drafts of its days are thrown away but for what is pinned
   */
  async plan(
    world: RouteWorld,
    dates: readonly string[],
    { write, fresh, orders }: { write: ReadonlySet<string>; fresh: boolean; orders: DayOrders },
  ): Promise<WindowPlan> {
    const span = spanOf(dates);
    const all = await this.#worlds.days(world.contractId, span.first, span.last + beyondDays);
    const stored = all.filter(({ date }) => dates.includes(date));
    const elsewhere = plannedOn(all.filter(({ date }) => !dates.includes(date)));
    const demands = await this.#worlds.demands(world, span.first, span.last);
    const done = new Set(stored.flatMap((day) => tasksUnderWay(day)));
    const keptAt = new Map<string, number>();
    stored.forEach((day, n) => {
      for (const visit of keptVisits(day, fresh && write.has(day.date))) {
        for (const task of visit.tasks) if (!keptAt.has(taskKey(task))) keptAt.set(taskKey(task), n);
      }
    });
    const keptOn = (visit: Visit) =>
      visit.demands.map(({ task }) => keptAt.get(taskKey(task))).find((n) => n !== undefined);
    const days = stored.map((day): WindowDay => {
      const isWritten = write.has(day.date);
      const standing = this.standing(world, day, isWritten ? orders : { seed: 1 });
      const pinned = bodyOf(day)?.visits.filter((visit) => visit.pinned && !standing.begun.has(visit.id)) ?? [];
      const there = new Map<KioskId, UserId>(pinned.map(({ kioskId, technicianId }) => [kioskId, technicianId]));
      return {
        frame: standing.frame,
        facts: standing.facts,
        write: isWritten,
        takesMore: fresh ? isWritten : bodyOf(day) === null,
        pinnedTo: (kioskId) => there.get(kioskId) ?? null,
        taken: standing.begun,
        published: day.published?.body.visits.filter(({ id }) => !standing.begun.has(id)) ?? [],
      };
    });
    const first = days[0]?.frame.day ?? localDay(world.at);
    return planWindow({
      days,
      visits: visitsOf(
        demands.filter(({ task, dueAt }) => {
          const there = elsewhere.get(taskKey(task));
          return !done.has(taskKey(task)) && (there === undefined || (dueAt ?? Infinity) <= dayStart(there));
        }),
        world.settings,
        dayEnd(first),
      ),
      keptOn,
      pieces: world.stock === null ? null : allPieces(world.stock),
      solve: (problem) => this.#solver.solve(problem, { seed: orders.seed, iterations: enoughFor(problem) }),
    });
  }

  /** The next working days from one on, that day itself even where it is none. */
  workingDates(from: LocalDay, count: number, at: Millis, always: LocalDay | null): LocalDay[] {
    const days: LocalDay[] = [];
    // a year without a working day is no calendar
    for (let day = from; days.length < count && day < from + 366; day++) {
      if (day === always || this.#worlds.workingDay(day, at).works) days.push(day);
    }
    return days;
  }

  /** What of a plan does not hold any more. */
  async problems(world: RouteWorld, stored: StoredDay, around: readonly StoredDay[]): Promise<PlanProblem[]> {
    const body = bodyOf(stored);
    const day = parseLocalDay(stored.date);
    if (body === null || day < localDay(world.at)) return [];
    const demands = await this.#worlds.demands(world, day, day);
    const tasksOf = (days: readonly StoredDay[]) =>
      new Set(days.flatMap((one) => bodyOf(one)?.visits ?? []).flatMap(({ tasks }) => tasks.map(taskKey)));
    const others = around.filter(({ date }) => date !== stored.date);
    const earlier = tasksOf(others.filter(({ date }) => date < stored.date));
    const begun = begunIds(stored);
    return problemsOf(body, {
      day,
      isToday: day === localDay(world.at),
      workingDay: this.#worlds.workingDay(day, world.at).works,
      points: world.points,
      settings: world.settings,
      team: new Set(world.team.map(({ userId }) => userId)),
      demands: demands.filter(({ task }) => !earlier.has(taskKey(task))),
      begun,
      plannedElsewhere: tasksOf(others),
    });
  }

  /** Demands of the span that stand in no plan and were not begun, as visits. */
  async unplanned(world: RouteWorld, days: readonly StoredDay[]): Promise<Visit[]> {
    const span = spanOf(days.map(({ date }) => date));
    const demands: Demand[] = await this.#worlds.demands(world, Math.max(span.first, localDay(world.at)), span.last);
    const today = formatLocalDay(localDay(world.at));
    const known = new Set(
      // what was planned for a day that is over and was not begun is to be planned again
      days.flatMap((day) => [
        ...(day.date < today ? [] : (bodyOf(day)?.visits ?? [])).flatMap(({ tasks }) => tasks.map(taskKey)),
        ...tasksUnderWay(day),
      ]),
    );
    return visitsOf(
      demands.filter(({ task }) => !known.has(taskKey(task))),
      world.settings,
      dayEnd(span.last),
    );
  }
}

/** A short day is as good as it gets long before the search for a full one would end; an overfull one is told within a second. */
function enoughFor(problem: RouteProblem): number {
  return Math.min(iterationsFor(problem), iterationsAStop * problem.stops.length, mostIterations);
}

/** The draft where there is one, else what is published. */
export function bodyOf({ draft, published }: Pick<StoredDay, "draft" | "published">): DayBody | null {
  return draft?.body ?? published?.body ?? null;
}

/** Ids that are used up: begun, done or called off. */
export function begunIds({ marks }: StoredDay): ReadonlySet<string> {
  return new Set(marks.keys());
}

function isUnderWay({ marks }: StoredDay, id: string): boolean {
  const found = marks.get(id);
  return found !== undefined && found.cancelled === undefined;
}

/** What somebody is at or has done: not planned a second time. */
function tasksUnderWay(day: StoredDay): string[] {
  const visits = day.published?.body.visits.filter(({ id }) => isUnderWay(day, id)) ?? [];
  return visits.flatMap(({ tasks }) => tasks.map(taskKey));
}

/** Tasks of visits ahead, by the day they are planned for. */
function plannedOn(days: readonly StoredDay[]): ReadonlyMap<string, LocalDay> {
  const found = new Map<string, LocalDay>();
  for (const day of days) {
    for (const visit of bodyOf(day)?.visits ?? []) {
      if (day.marks.get(visit.id)?.cancelled !== undefined) continue;
      for (const task of visit.tasks) if (!found.has(taskKey(task))) found.set(taskKey(task), parseLocalDay(day.date));
    }
  }
  return found;
}

/** Visits that stay on their day when it is planned again. */
function keptVisits(day: StoredDay, fresh: boolean): readonly StoredVisit[] {
  const ahead = (body: DayBody | undefined) => body?.visits.filter(({ id }) => !day.marks.has(id)) ?? [];
  if (!fresh) return ahead(bodyOf(day) ?? undefined);
  const pinned = ahead(day.draft?.body).filter((visit) => visit.pinned);
  return [...pinned, ...ahead(day.published?.body)];
}

function spanOf(dates: readonly string[]): { first: LocalDay; last: LocalDay } {
  const days = dates.map(parseLocalDay);
  return { first: Math.min(...days), last: Math.max(...days) };
}
