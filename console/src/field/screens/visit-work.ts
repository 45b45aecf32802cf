// What is to be done at a stop and how far each piece is: what somebody waits for first, then
// what is owed in any case.
import type { FieldBundle, FieldKiosk, InspectionKind, OrderRow, ReplacementTask } from "@kiosk/contract";
import type { LocalInspection, LocalVisit, Visit } from "../engine/engine.ts";
import { type Progress, progressOf } from "./check-progress.ts";
import { deviceChecklists } from "./device-checklists.ts";
import { supplyKey } from "./visit-data.ts";

type Label = Visit["taskLabels"][number];

export type Work =
  | {
      readonly type: "inspection";
      readonly kind: InspectionKind;
      /** begun on this phone; undefined: not yet */
      readonly begun: LocalInspection | undefined;
      readonly progress: Progress;
    }
  | {
      readonly type: "order";
      readonly orderId: string;
      /** undefined: not in the data on this phone, most often because it is closed */
      readonly order: OrderRow | undefined;
      /** what the route calls it */
      readonly label: Label | undefined;
      /** acts entered on this phone */
      readonly acts: number;
    }
  | {
      readonly type: "swap";
      /** undefined: not in the data on this phone, most often because it is done */
      readonly task: ReplacementTask | undefined;
      readonly label: Label | undefined;
      readonly taskId: string;
      readonly done: boolean;
    };

interface Known {
  readonly kiosk: FieldKiosk;
  readonly bundle: Pick<FieldBundle, "checklists" | "orders" | "tasks">;
  /** undefined: nobody planned this visit */
  readonly visit: Visit | undefined;
  readonly local: LocalVisit;
}

export function workOf({ kiosk, bundle, visit, local }: Known): Work[] {
  const kinds = new Set<InspectionKind>();
  const orders = new Map<string, Label | undefined>();
  const swaps = new Map<string, Label | undefined>();
  for (const [index, task] of (visit?.tasks ?? []).entries()) {
    const label = visit?.taskLabels[index];
    if (task.type === "inspection") kinds.add(task.kind);
    if (task.type === "guarantee") kinds.add("guarantee");
    if (task.type === "order") orders.set(task.orderId, label);
    if (task.type === "replacement") swaps.set(task.taskId, label);
  }
  for (const { kind } of local.inspections) kinds.add(kind);
  for (const { item } of local.items) {
    if (item.type === "order-act" && !orders.has(item.orderId)) orders.set(item.orderId, undefined);
  }
  return [
    ...[...orders].map(([orderId, label]): Work => {
      const acts = local.items.filter(({ item }) => item.type === "order-act" && item.orderId === orderId);
      return {
        type: "order",
        orderId,
        label,
        order: bundle.orders.find(({ id }) => id === orderId),
        acts: acts.length,
      };
    }),
    ...[...swaps].map(([taskId, label]): Work => {
      const task = bundle.tasks.find(({ id }) => id === taskId);
      return { type: "swap", taskId, label, task, done: task === undefined || isSwapped(task, local) };
    }),
    ...[...kinds].map((kind) => inspectionWork(kind, kiosk, bundle.checklists, local)),
  ];
}

function inspectionWork(
  kind: InspectionKind,
  kiosk: FieldKiosk,
  checklists: FieldBundle["checklists"],
  local: LocalVisit,
): Work {
  const begun = inspectionOf(kind, local);
  return {
    type: "inspection",
    kind,
    begun,
    progress: progressOf(deviceChecklists(kind, kiosk, checklists), begun?.checks ?? new Map()),
  };
}

/** The one that is open, else the last of the kind. */
export function inspectionOf(kind: string, local: LocalVisit): LocalInspection | undefined {
  const all = local.inspections.filter((each) => each.kind === kind).toSorted((a, b) => b.startedAt - a.startedAt);
  return all.find(({ completedAt }) => completedAt === null) ?? all[0];
}

function isSwapped(task: ReplacementTask, { items }: LocalVisit): boolean {
  if (task.state === "done") return true;
  return items.some(({ item }) => item.type === "swap" && supplyKey(item) === supplyKey(task));
}

/** Inspections that are answered to the last line and not completed yet. */
export function readyToComplete(works: readonly Work[]): LocalInspection[] {
  return works.flatMap((work) => {
    if (work.type !== "inspection" || work.begun === undefined || work.begun.completedAt !== null) return [];
    const { all, done } = work.progress;
    return all > 0 && done === all ? [work.begun] : [];
  });
}

/** What somebody should know before they leave. */
export function missingOf(works: readonly Work[]): Work[] {
  return works.filter((work) => {
    if (work.type === "order") return work.acts === 0 && work.order !== undefined;
    if (work.type === "swap") return !work.done;
    return work.begun?.completedAt == null && work.progress.done < work.progress.all;
  });
}
