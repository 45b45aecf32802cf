// What is in the van in the morning, against what the stops of the day want.
import type { FieldBundle } from "@kiosk/contract";

type Visit = Pick<FieldBundle["visits"][number], "tasks" | "state">;
type Task = Pick<FieldBundle["tasks"][number], "id" | "item" | "state">;
type VanLine = Pick<FieldBundle["van"][number], "item" | "quantity">;

export interface KitLine {
  readonly item: string;
  readonly needed: number;
  readonly inVan: number;
}

/** Pieces for replacements of the visits that are still ahead; what is short comes first. */
export function kitOf(visits: readonly Visit[], tasks: readonly Task[], van: readonly VanLine[]): KitLine[] {
  const needed = new Map<string, number>();
  for (const visit of visits.filter(({ state }) => state === "planned" || state === "started")) {
    for (const { item } of replacementsOf(visit, tasks)) needed.set(item, (needed.get(item) ?? 0) + 1);
  }
  return [...needed]
    .map(([item, count]) => ({ item, needed: count, inVan: van.find((line) => line.item === item)?.quantity ?? 0 }))
    .toSorted((a, b) => a.inVan - a.needed - (b.inVan - b.needed) || a.item.localeCompare(b.item));
}

/** The replacement tasks of one visit that are still open. */
export function replacementsOf<T extends Task>(visit: Pick<Visit, "tasks">, tasks: readonly T[]): T[] {
  return visit.tasks.flatMap((task) =>
    task.type === "replacement" ? tasks.filter(({ id, state }) => id === task.taskId && state === "open") : [],
  );
}
