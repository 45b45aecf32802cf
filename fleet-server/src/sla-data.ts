// Reads the policies from disk into the engine's shape; app.ts and the explain command call it at start.
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { slaEventTypes } from "./domain/sla/event.ts";
import type { ClockSpec, Milestone, PolicyVersion } from "./domain/sla/policy.ts";

const shipped = fileURLToPath(new URL("../policies", import.meta.url));

const Name = z.string().min(1);
const EventType = z.enum(slaEventTypes);
const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, { error: "not a time of day HH:MM" });
const Seconds = z.int().min(1);
const Days = z.int().min(1).max(3660);

const Window = z
  .strictObject({ from: TimeOfDay, to: TimeOfDay, days: z.enum(["every", "working"]) })
  .refine(({ from, to }) => from < to, { error: "ends before it begins", path: ["to"] });

const CalendarDays = z.strictObject({
  mode: z.enum(["ticks", "exact"]).optional(),
  startDay: z.enum(["excluded", "included"]).optional(),
  rollover: z.enum(["none", "civil203"]).optional(),
});

const Clock = z.union([
  z.strictObject({ kind: z.literal("elapsed"), seconds: Seconds }),
  z.strictObject({ kind: z.literal("elapsed"), secondsIf: z.strictObject({ office: Seconds, off: Seconds }) }),
  z.strictObject({ kind: z.literal("service"), seconds: Seconds, windows: Name }),
  z.strictObject({ kind: z.literal("calendarDays"), days: Days, ...CalendarDays.shape }),
  z.strictObject({ kind: z.literal("workingDays"), days: Days, cutoff: z.literal("24:00").optional() }),
]);

/** Where a clock or a formula comes from, verbatim, and how we read it. */
export const ClauseSource = z.strictObject({ ref: Name, text: Name, readingZh: z.string(), readingEn: z.string() });

const MilestoneSource = z.strictObject({
  zh: Name,
  en: Name,
  clause: ClauseSource,
  class: Name.optional(),
  advisory: z.boolean().optional(),
  requires: EventType.optional(),
  supersededBy: EventType.optional(),
  start: z.enum([...slaEventTypes, "parts_complete"]),
  clock: Clock,
  stop: z.array(z.union([EventType, z.enum(["acknowledged:human"])])).min(1),
  /** the only two grounds that stop a clock (clauses M2, M3) */
  pausable: z.array(z.enum(["client_cause", "force_majeure"])),
  sticky: z.boolean().optional(),
});

const Head = { id: z.string().regex(/^[A-Z0-9][A-Za-z0-9@-]*$/), zh: Name, en: Name, source: Name };

const BaseFile = z.strictObject({
  ...Head,
  version: z.int().min(1),
  windows: z.record(Name, Window).default({}),
  milestones: z.record(Name, MilestoneSource),
});

/** The same clauses counted another way. It has the version of the policy it is a variant of. */
const VariantFile = z.strictObject({
  ...Head,
  variantOf: Name,
  /** laid over every clock of calendar days */
  calendarDays: CalendarDays.optional(),
  /** every elapsed clock counts inside these windows only */
  service: z.strictObject({ windows: Name }).optional(),
  windows: z.record(Name, Window).default({}),
});
type VariantFile = z.infer<typeof VariantFile>;

/** Policies that cannot be used. The message names file, field and reason; `problems` is one line each. */
export class PolicyError extends Error {
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(problems.join("\n"));
    this.name = "PolicyError";
    this.problems = problems;
  }
}

/**
 * All policies of a folder in the order of their ids, variants expanded.
 * @throws PolicyError listing every problem of every file, e.g.
 * `CN-KIOSK.json: milestones.fix_part.clock.days: Too big: expected number to be <=3660`
 */
export function loadPolicies(folder: string = shipped): PolicyVersion[] {
  const problems: string[] = [];
  const bases = new Map<string, PolicyVersion>();
  const variants: VariantFile[] = [];
  for (const { name, raw } of jsonFiles(folder, problems)) {
    const isVariant = typeof raw === "object" && raw !== null && "variantOf" in raw;
    const variant = isVariant ? check(VariantFile, raw, name, problems) : undefined;
    const base = isVariant ? undefined : check(BaseFile, raw, name, problems);
    if (variant !== undefined) variants.push(variant);
    if (base !== undefined) bases.set(base.id, base);
  }
  const policies = [...bases.values(), ...variants.flatMap((variant) => expand(variant, bases, problems))];
  for (const policy of policies) problems.push(...incoherences(policy).map((text) => `${policy.id}.json: ${text}`));
  if (problems.length > 0) throw new PolicyError(problems);
  return policies.sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** The JSON files of a folder, by name. A file whose `id` is not its name is a problem, and so is one that is not JSON. */
export function jsonFiles(folder: string, problems: string[]): { name: string; raw: unknown }[] {
  let names: string[];
  try {
    names = readdirSync(folder).filter((name) => name.endsWith(".json"));
  } catch (error) {
    problems.push(`${folder}: cannot be read: ${reason(error)}`);
    return [];
  }
  return names.sort().flatMap((name) => {
    try {
      const raw: unknown = JSON.parse(readFileSync(join(folder, name), "utf8"));
      const id = typeof raw === "object" && raw !== null && "id" in raw ? raw.id : undefined;
      if (id === basename(name, ".json")) return [{ name, raw }];
      problems.push(`${name}: id: ${JSON.stringify(id) ?? "missing"} is not the name of the file`);
    } catch (error) {
      problems.push(`${name}: not JSON: ${reason(error)}`);
    }
    return [];
  });
}

/** Parses one file; undefined after noting what is wrong with it. */
export function check<T extends z.ZodType>(
  schema: T,
  raw: unknown,
  file: string,
  problems: string[],
): z.output<T> | undefined {
  const parsed = schema.safeParse(raw);
  if (parsed.success) return parsed.data;
  for (const issue of parsed.error.issues) {
    const path = issue.code === "unrecognized_keys" ? [...issue.path, ...issue.keys] : issue.path;
    problems.push(`${file}: ${path.map(String).join(".") || "(file)"}: ${issue.message}`);
  }
  return undefined;
}

function expand(variant: VariantFile, bases: ReadonlyMap<string, PolicyVersion>, problems: string[]): PolicyVersion[] {
  const { id, zh, en, source, variantOf } = variant;
  const base = bases.get(variantOf);
  if (base === undefined) {
    problems.push(`${id}.json: variantOf: there is no policy "${variantOf}"`);
    return [];
  }
  let changed = false;
  const milestones = Object.entries(base.milestones).map(([name, milestone]): [string, Milestone] => {
    const clock = varied(milestone.clock, variant);
    changed ||= clock !== milestone.clock;
    return [name, { ...milestone, clock }];
  });
  if (!changed) problems.push(`${id}.json: (file): changes no clock of ${variantOf}`);
  const windows = { ...base.windows, ...variant.windows };
  return [{ id, version: base.version, zh, en, source, windows, milestones: Object.fromEntries(milestones) }];
}

function varied(clock: ClockSpec, { calendarDays, service }: VariantFile): ClockSpec {
  if (clock.kind === "calendarDays" && calendarDays !== undefined) return { ...clock, ...calendarDays };
  if (clock.kind === "elapsed" && "seconds" in clock && service !== undefined) {
    return { kind: "service", seconds: clock.seconds, windows: service.windows };
  }
  return clock;
}

/** What no single field shows: names that lead nowhere. */
function incoherences({ windows, milestones }: PolicyVersion): string[] {
  return Object.entries(milestones).flatMap(([name, milestone]) => {
    const { clock, requires } = milestone;
    const wrong: string[] = [];
    const window = clock.kind === "service" ? clock.windows : "secondsIf" in clock ? "office" : null;
    if (window !== null && windows[window] === undefined) {
      wrong.push(`milestones.${name}.clock: there is no window "${window}"`);
    }
    // A clock that waits for the end of a clock that itself waits would have nobody to wait for.
    const waitsFor = Object.entries(milestones).filter(([, other]) => other.supersededBy === requires);
    if (requires !== undefined && waitsFor.some(([, other]) => other.requires !== undefined)) {
      wrong.push(`milestones.${name}.requires: what "${requires}" supersedes requires an event itself`);
    }
    return wrong;
  });
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
