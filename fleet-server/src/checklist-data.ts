// Reads the product's checklists from disk; app start plants the versions a database does not have yet.
import { fileURLToPath } from "node:url";
import { ChecklistItem, evidenceKeys, inspectionKinds } from "@kiosk/contract";
import { deviceClasses } from "@kiosk/firmware-profiles";
import { z } from "zod";
import { check, jsonFiles } from "./sla-data.ts";

const shipped = fileURLToPath(new URL("../checklists", import.meta.url));

const ChecklistFile = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,59}$/),
    version: z.int().min(1),
    kind: z.enum(inspectionKinds),
    deviceClass: z.enum(deviceClasses).nullable(),
    eachDevice: z.boolean(),
    zh: z.string().min(1).max(80),
    en: z.string().min(1).max(120),
    note: z.string().max(500),
    items: z.array(ChecklistItem).min(1).max(60),
  })
  .refine(({ items }) => new Set(items.map(({ id }) => id)).size === items.length, {
    error: "two items have one id",
    path: ["items"],
  })
  .refine(({ items }) => items.every(({ evidence }) => evidence === null || evidenceKeys.some((k) => k === evidence)), {
    error: "an item names evidence that no terminal measures",
    path: ["items"],
  });
/** A checklist as this release ships it. */
export type ShippedChecklist = z.infer<typeof ChecklistFile>;

/** Checklists that cannot be used. The message names file, field and reason, one line each. */
export class ChecklistError extends Error {
  constructor(problems: readonly string[]) {
    super(problems.join("\n"));
    this.name = "ChecklistError";
  }
}

/** All lists of a folder in the order of their ids. @throws ChecklistError listing every problem of every file */
export function loadChecklists(folder: string = shipped): ShippedChecklist[] {
  const problems: string[] = [];
  const lists = jsonFiles(folder, problems).flatMap(({ name, raw }) => check(ChecklistFile, raw, name, problems) ?? []);
  if (problems.length > 0) throw new ChecklistError(problems);
  return lists;
}
