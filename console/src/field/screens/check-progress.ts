// How far the lists of an inspection are, and what a line still wants before it may be saved.
import type { CheckEntry, ChecklistItem } from "@kiosk/contract";
import { checkKey } from "../engine/engine.ts";
import type { DeviceChecklist } from "./device-checklists.ts";

export const lacks = ["outcome", "measured", "out-of-range", "text", "photo"] as const;
export type Lack = (typeof lacks)[number];

export type DraftEntry = Pick<CheckEntry, "outcome"> & {
  readonly measured: number | null;
  readonly text: string;
  readonly photoIds: readonly string[];
};

/** What a line still wants before it may be saved; empty: nothing. A value beyond its limits cannot pass. */
export function lacksOf(item: ChecklistItem, entry: DraftEntry | undefined): Lack[] {
  if (entry === undefined) return ["outcome"];
  const missing: Lack[] = [];
  const { outcome, measured, text, photoIds } = entry;
  if (item.measure !== null && outcome !== "na") {
    if (measured === null && outcome === "pass") missing.push("measured");
    if (measured !== null && outcome === "pass" && beyond(item.measure, measured)) missing.push("out-of-range");
  }
  if (outcome === "fail" && text.trim() === "") missing.push("text");
  const photoWanted = item.photo === "always" ? outcome !== "na" : item.photo === "on-fail" && outcome === "fail";
  if (photoWanted && photoIds.length === 0) missing.push("photo");
  return missing;
}

export function beyond({ min, max }: { readonly min: number | null; readonly max: number | null }, value: number) {
  return (min !== null && value < min) || (max !== null && value > max);
}

export interface Progress {
  readonly all: number;
  readonly done: number;
  readonly fails: number;
}

/** @param answered by `checkKey` */
export function progressOf(
  targets: readonly DeviceChecklist[],
  answered: ReadonlyMap<string, { readonly outcome: string }>,
): Progress {
  const lines = targets.flatMap(({ checklist, device }) =>
    checklist.items.map((item) => answered.get(checkKey(checklist.id, item.id, device?.deviceId ?? null))),
  );
  return {
    all: lines.length,
    done: lines.filter((entry) => entry !== undefined).length,
    fails: lines.filter((entry) => entry?.outcome === "fail").length,
  };
}
