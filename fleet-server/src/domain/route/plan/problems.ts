// What has changed since a plan was made so that it no longer holds. Nothing is mended here: a person plans again.
import type { KioskId, PlanProblem, UserId } from "@kiosk/contract";
import { dayEnd, dayStart, type LocalDay } from "../../sla/local-day.ts";
import { minuteMs } from "../../time.ts";
import { type Demand, type Point, taskKey } from "./demand.ts";
import { pointDay } from "./point-hours.ts";
import type { RouteSettingValues } from "./settings.ts";
import type { DayBody, StoredVisit } from "./stored.ts";

export interface PresentWorld {
  readonly day: LocalDay;
  /** today's plan answers for what is overdue, too */
  readonly isToday: boolean;
  readonly workingDay: boolean;
  readonly points: ReadonlyMap<KioskId, Point>;
  readonly settings: RouteSettingValues;
  /** who is of the team */
  readonly team: ReadonlySet<UserId>;
  readonly demands: readonly Demand[];
  /** visits that were begun: they need not hold any more */
  readonly begun: ReadonlySet<string>;
  /** tasks of visits of other days */
  readonly plannedElsewhere: ReadonlySet<string>;
}

/** Entered by the metre: nearer than this nobody has moved. */
const samePlaceDegrees = 0.0002;

export function problemsOf(body: DayBody, world: PresentWorld): PlanProblem[] {
  const ahead = body.visits.filter(({ id }) => !world.begun.has(id));
  const problems: PlanProblem[] = [];
  if (!world.workingDay && ahead.some(({ technicianId }) => !body.onDuty.includes(technicianId))) {
    problems.push({
      ...{ kind: "day-off", visitId: null, kioskId: null },
      zh: "按现行日历，这一天已是休息日",
      en: "By the calendar as it is now this is a day off",
    });
  }
  const wanted = new Set(world.demands.map(({ task }) => taskKey(task)));
  for (const visit of ahead) {
    const found = problemOf(visit, world, wanted);
    if (found !== undefined) problems.push({ ...found, visitId: visit.id, kioskId: visit.kioskId });
  }
  return [...problems, ...dueMissing(body, world)];
}

function problemOf(
  visit: StoredVisit,
  { points, day, settings, team }: PresentWorld,
  wanted: ReadonlySet<string>,
): Pick<PlanProblem, "kind" | "zh" | "en"> | undefined {
  const point = points.get(visit.kioskId);
  if (point === undefined) {
    return { kind: "terminal-gone", zh: "终端已不在本合同", en: "The terminal is not in this contract any more" };
  }
  if (Math.abs(point.lon - visit.lon) > samePlaceDegrees || Math.abs(point.lat - visit.lat) > samePlaceDegrees) {
    return {
      kind: "terminal-moved",
      zh: `终端已迁至 ${point.address}`,
      en: `The terminal was moved to ${point.address}`,
    };
  }
  if (!visit.tasks.some((task) => wanted.has(taskKey(task)))) {
    return { kind: "not-needed", zh: "该次上门的事项已了结", en: "What the visit was for is settled" };
  }
  const from = (visit.beginAt - dayStart(day)) / minuteMs;
  const until = from + visit.serviceMs / minuteMs;
  const { open } = pointDay(point.openingHours, day, settings);
  if (!open.some((span) => from >= span[0] && until <= span[1])) {
    return { kind: "point-closed", zh: "届时点位不开放", en: "The point is closed then" };
  }
  if (!team.has(visit.technicianId)) {
    return { kind: "technician-gone", zh: "此人已不在班组", en: "That person is not of the team any more" };
  }
  return undefined;
}

/** What is due by the end of the day and stands in no plan: it came after this one was made. */
function dueMissing(body: DayBody, { demands, day, isToday, plannedElsewhere }: PresentWorld): PlanProblem[] {
  const known = new Set([...body.visits, ...body.unserved].flatMap(({ tasks }) => tasks.map(taskKey)));
  return demands
    .filter(({ dueAt }) => dueAt !== null && dueAt <= dayEnd(day) && (isToday || dueAt > dayStart(day)))
    .filter(({ task }) => !known.has(taskKey(task)) && !plannedElsewhere.has(taskKey(task)))
    .map(({ kioskId, label }) => ({
      ...{ kind: "due-missing", visitId: null, kioskId },
      zh: `新增当日到期事项：${label.zh}`,
      en: `Due that day and not in the plan: ${label.en}`,
    }));
}
