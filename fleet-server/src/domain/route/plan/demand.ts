// What there is to be done on site, from all rooms, and the visits it makes: everything of one terminal is one visit.
import type { ContractId, KioskId, OpeningHours, VisitTask } from "@kiosk/contract";
import type { Millis } from "../../time.ts";
import type { RouteSettingValues } from "./settings.ts";
import type { Piece } from "./stored.ts";

export interface Words {
  readonly zh: string;
  readonly en: string;
}

/** One thing to be done at one terminal. */
export interface Demand {
  readonly kioskId: KioskId;
  readonly task: VisitTask;
  readonly label: Words;
  /** not to be done before: a window that has not begun; null: any time */
  readonly from: Millis | null;
  readonly dueAt: Millis | null;
  /** after `dueAt` nobody does it any more: a window that was missed stays missed (clause C2) */
  readonly endsAtDue: boolean;
  readonly skills: readonly string[];
  readonly pieces: readonly Piece[];
}

/** Another room that knows of work on site. @param from,to instants of the days that are planned */
export interface VisitDemand {
  demands(contractId: ContractId, from: Millis, to: Millis, at: Millis): Promise<readonly Demand[]>;
}

/** A terminal as plans need it. */
export interface Point {
  readonly id: KioskId;
  readonly seq: number;
  readonly name: string;
  readonly street: string;
  readonly address: string;
  readonly lon: number;
  readonly lat: number;
  readonly openingHours: OpeningHours | null;
}

/** A visit that is to get a day, a person and a time. */
export interface Visit {
  readonly kioskId: KioskId;
  readonly demands: readonly Demand[];
  readonly minutes: number;
  readonly from: Millis | null;
  readonly dueAt: Millis | null;
  readonly skills: readonly string[];
  readonly pieces: readonly Piece[];
}

/** The same thing to be done, whoever names it. */
export function taskKey(task: VisitTask): string {
  switch (task.type) {
    case "inspection":
      return `inspection ${task.windowKey ?? task.kind}`;
    case "order":
      return `order ${task.orderId}`;
    case "replacement":
      return `replacement ${task.taskId}`;
    case "guarantee":
      return `guarantee ${task.guaranteeId} ${task.round}`;
  }
}

export function taskMinutes(task: VisitTask, minutes: RouteSettingValues["minutes"]): number {
  return task.type === "inspection" ? minutes[task.kind] : minutes[task.type];
}

/** @param demands of one terminal, at least one */
export function visitOf(kioskId: KioskId, demands: readonly Demand[], settings: RouteSettingValues): Visit {
  const dues = demands.flatMap(({ dueAt }) => dueAt ?? []);
  const pieces = new Map<string, number>();
  for (const { item, quantity } of demands.flatMap((demand) => demand.pieces)) {
    pieces.set(item, (pieces.get(item) ?? 0) + quantity);
  }
  const froms = demands.flatMap(({ from }) => from ?? []);
  return {
    kioskId,
    demands: demands.toSorted((a, b) => (a.dueAt ?? Infinity) - (b.dueAt ?? Infinity)),
    minutes: settings.minutes.arrival + demands.reduce((sum, { task }) => sum + taskMinutes(task, settings.minutes), 0),
    // when the last of what is done there has begun to be wanted
    from: froms.length === 0 ? null : Math.max(...froms),
    dueAt: dues.length === 0 ? null : Math.min(...dues),
    skills: [...new Set(demands.flatMap(({ skills }) => skills))].sort(),
    pieces: [...pieces].map(([item, quantity]) => ({ item, quantity })),
  };
}

/**
 * One visit a terminal. What cannot be begun yet joins a visit only on a day on which it can: `until` is the end of the
 * first day somebody could come.
 */
export function visitsOf(demands: readonly Demand[], settings: RouteSettingValues, until: Millis): Visit[] {
  const byTerminal = Map.groupBy(demands, ({ kioskId }) => kioskId);
  return [...byTerminal].flatMap(([kioskId, all]) => {
    const unique = [...new Map(all.map((demand) => [taskKey(demand.task), demand])).values()];
    const now = unique.filter(({ from }) => from === null || from < until);
    const later = unique.filter(({ from }) => from !== null && from >= until);
    const [together, rounds] = apart(now);
    const visits = together.length === 0 ? [] : [visitOf(kioskId, together, settings)];
    for (const round of rounds) visits.push(visitOf(kioskId, [round], settings));
    for (const [, group] of Map.groupBy(later, ({ from }) => from)) visits.push(visitOf(kioskId, group, settings));
    return visits;
  });
}

/** Each round of a guarantee is a visit of its own; only the first is made together with other work. */
function apart(demands: readonly Demand[]): [together: Demand[], rounds: Demand[]] {
  const rounds = demands.filter(({ task }) => task.type === "guarantee").sort((a, b) => (a.from ?? 0) - (b.from ?? 0));
  const others = demands.filter(({ task }) => task.type !== "guarantee");
  const [first, ...rest] = rounds;
  return [first === undefined ? others : [...others, first], rest];
}
