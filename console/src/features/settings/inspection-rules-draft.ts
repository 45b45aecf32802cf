// What a contract asks for, as it is typed, as two authors may differ in it, and as it is sent.
import { InspectionRule, type InspectionRules, InspectionRulesChange } from "@kiosk/contract";

export const ruleKinds = InspectionRule.shape.kind.options;
export type RuleKind = (typeof ruleKinds)[number];
export type Unit = "months" | "weeks";

/** Most there may be of a unit between two inspections. */
export const mostOf = { months: 12, weeks: 8 } as const;

export interface RuleDraft {
  /** empty: this kind is not asked for */
  every: string;
  unit: Unit;
  minDaysLeft: string;
  /** empty: nobody is warned of a gap */
  maxGapDays: string;
}

export interface RulesDraft {
  from: string;
  to: string;
  rules: Record<RuleKind, RuleDraft>;
  reportWorkingDays: string;
  appliesFrom: string;
  note: string;
}

export type RulesValues = Omit<InspectionRulesChange, "seenVersion">;

/** What both authors may differ in: each kind is a field of its own. */
export interface RulesFields extends Omit<RulesValues, "rules"> {
  hardware: InspectionRule | null;
  system: InspectionRule | null;
  app: InspectionRule | null;
}

const usualUnit = { hardware: "months", system: "months", app: "weeks" } as const satisfies Record<RuleKind, Unit>;

/** @param today local day; what is new may apply from then on, and not before the last version does */
export function rulesDraftOf(last: InspectionRules | null, today: string): RulesDraft {
  const of = (kind: RuleKind): RuleDraft => {
    const rule = last?.rules.find((r) => r.kind === kind);
    if (rule === undefined) return { every: "", unit: usualUnit[kind], minDaysLeft: "15", maxGapDays: "" };
    const { every, minDaysLeft, maxGapDays } = rule;
    const [unit, count] = "weeks" in every ? (["weeks", every.weeks] as const) : (["months", every.months] as const);
    return { every: String(count), unit, minDaysLeft: String(minDaysLeft), maxGapDays: String(maxGapDays ?? "") };
  };
  const later = last !== null && last.appliesFrom > today ? last.appliesFrom : today;
  return {
    from: last?.term.from ?? "",
    to: last?.term.to ?? "",
    rules: { hardware: of("hardware"), system: of("system"), app: of("app") },
    reportWorkingDays: String(last?.reportWorkingDays ?? 5),
    appliesFrom: last === null ? "" : later,
    note: "",
  };
}

const plain = (text: string) => text.normalize("NFKC").trim();
const whole = (text: string) => (/^\d{1,3}$/.test(plain(text)) ? Number(plain(text)) : Number.NaN);

function ruleOf(kind: RuleKind, draft: RuleDraft): unknown[] {
  if (plain(draft.every) === "") return [];
  const { unit, every, minDaysLeft, maxGapDays } = draft;
  const gap = plain(maxGapDays) === "" ? null : whole(maxGapDays);
  return [{ kind, every: { [unit]: whole(every) }, minDaysLeft: whole(minDaysLeft), maxGapDays: gap }];
}

const realDay = (text: string) =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`)) && dayBack(text) === text;
const dayBack = (text: string) => new Date(`${text}T00:00:00Z`).toISOString().slice(0, 10);

/** Names of fields that cannot be sent: `term.from`, `hardware.every`, `appliesFrom`, … */
export type RulesFaults = ReadonlySet<string>;

/** @param earliest of `appliesFrom`; null: of the first version, which may apply from any day */
export function rulesValuesOf(
  draft: RulesDraft,
  earliest: string | null,
): { ok: true; values: RulesValues } | { ok: false; faults: RulesFaults } {
  const kinds = ruleKinds.filter((kind) => plain(draft.rules[kind].every) !== "");
  const { from, to, appliesFrom } = draft;
  const term = { from: plain(from), to: plain(to) };
  const parsed = InspectionRulesChange.omit({ seenVersion: true }).safeParse({
    ...{ term, note: draft.note, appliesFrom: plain(appliesFrom), reportWorkingDays: whole(draft.reportWorkingDays) },
    rules: kinds.flatMap((kind) => ruleOf(kind, draft.rules[kind])),
  });
  const faults = new Set(
    (parsed.error?.issues ?? []).map(({ path }) =>
      path[0] === "rules" && typeof path[1] === "number"
        ? `${kinds[path[1]] ?? ""}.${String(path[2] ?? "every")}`
        : path.join("."),
    ),
  );
  if (!realDay(term.from)) faults.add("term.from");
  if (!realDay(term.to) || term.to < term.from) faults.add("term.to");
  if (!realDay(plain(appliesFrom)) || (earliest !== null && plain(appliesFrom) < earliest)) faults.add("appliesFrom");
  if (!parsed.success || faults.size > 0) return { ok: false, faults };
  return { ok: true, values: parsed.data };
}

export function fieldsOf({ term, rules, reportWorkingDays, appliesFrom, note }: RulesValues): RulesFields {
  const of = (kind: RuleKind) => rules.find((r) => r.kind === kind) ?? null;
  const kinds = { hardware: of("hardware"), system: of("system"), app: of("app") };
  return { term, ...kinds, reportWorkingDays, appliesFrom, note };
}

export function valuesOfFields({ hardware, system, app, ...rest }: RulesFields): RulesValues {
  return { ...rest, rules: [hardware, system, app].filter((rule) => rule !== null) };
}

/** Which of the fields two versions differ in; the note is of each version its own. */
export function changedFields(before: RulesFields, after: RulesFields): (keyof RulesFields)[] {
  const keys = ["term", ...ruleKinds, "reportWorkingDays"] as const;
  return keys.filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]));
}
