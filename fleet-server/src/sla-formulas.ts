// Reads the policies that are not clocks: inspection windows, report dates, assessment, damages. Their numbers are data.
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { ClauseSource, check, jsonFiles, PolicyError } from "./sla-data.ts";

const shipped = fileURLToPath(new URL("../policies/formulas", import.meta.url));

const Name = z.string().min(1);
const Count = z.int().min(0);
const Positive = z.int().min(1);

const head = {
  id: z.string().regex(/^[A-Z0-9][A-Z0-9-]*$/),
  version: Positive,
  zh: Name,
  en: Name,
  source: Name,
  clause: ClauseSource,
};

const Term = z
  .strictObject({ from: z.iso.date().endsWith("-01", { error: "not the first day of a month" }), to: z.iso.date() })
  .refine(({ from, to }) => from <= to, { error: "ends before it begins", path: ["to"] });
const windows = { months: Positive.max(12), minDaysLeft: Positive.max(366) };
const Step = z.strictObject({ everySeconds: Positive, tenths: Positive });

const Formula = z.discriminatedUnion("kind", [
  z.strictObject({ ...head, kind: z.literal("inspection-windows"), term: Term, ...windows }),
  z.strictObject({
    ...head,
    kind: z.literal("fleet-inspections"),
    term: Term,
    hardware: z.strictObject(windows),
    system: z.strictObject(windows),
  }),
  z.strictObject({ ...head, kind: z.literal("report-date"), period: z.enum(["iso-week", "month"]) }),
  z.strictObject({
    ...head,
    kind: z.literal("score"),
    items: z.array(
      z.strictObject({
        zh: Name,
        en: Name,
        fullTenths: Positive,
        deductions: z.record(Name, z.record(Name, Count)),
      }),
    ),
  }),
  z.strictObject({
    ...head,
    kind: z.literal("grade"),
    quarterPercent: Count.max(100),
    finalPercent: Count.max(100),
    grades: z
      .array(z.strictObject({ fromTenths: Count, zh: Name, en: Name, finePercent: Count }))
      .min(1)
      .refine((grades) => grades.every((g, i) => g.fromTenths < (grades[i - 1]?.fromTenths ?? Infinity)), {
        error: "not in descending order",
      })
      .refine((grades) => grades.at(-1)?.fromTenths === 0, { error: "the lowest does not begin at 0" }),
  }),
  z.strictObject({
    ...head,
    kind: z.literal("step-penalty"),
    round: z.enum(["up", "down"]),
    steps: z.record(Name, Step),
  }),
  z.strictObject({
    ...head,
    kind: z.literal("damages"),
    perMille: Positive,
    capPerMille: Positive,
    daysPerWeek: Positive,
  }),
]);
export type Formula = z.infer<typeof Formula>;

/**
 * All formulas of a folder in the order of their ids.
 * @throws PolicyError listing every problem of every file
 */
export function loadFormulas(folder: string = shipped): Formula[] {
  const problems: string[] = [];
  const formulas = jsonFiles(folder, problems).flatMap(
    ({ name, raw }) => check(Formula, raw, join("formulas", name), problems) ?? [],
  );
  if (problems.length > 0) throw new PolicyError(problems);
  return formulas;
}

/** The lines of the assessment by points, with their clause. */
export function scoreSheet(formulas: readonly Formula[]) {
  const found = formulas.find((formula) => formula.kind === "score");
  return found === undefined ? undefined : { clause: found.clause.ref, items: found.items };
}
