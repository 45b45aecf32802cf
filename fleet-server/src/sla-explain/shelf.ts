// Which policies, formulas and calendars a case may name.
import { readFileSync } from "node:fs";
import { z } from "zod";
import { loadCalendars } from "../calendar-data.ts";
import type { CalendarVersion } from "../domain/sla/calendar.ts";
import type { PolicyVersion } from "../domain/sla/policy.ts";
import { type Calendars, prepareCalendars } from "../domain/sla/working-calendar.ts";
import { loadPolicies } from "../sla-data.ts";
import { type Formula, loadFormulas } from "../sla-formulas.ts";
import { CaseError, shown } from "./case-error.ts";
import { isJson, type Json, texts } from "./fields.ts";

const Instant = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));

/** A calendar as a file gives it; its id is its key, and it was recorded when it was published unless it says otherwise. */
const GivenCalendar = z
  .object({
    kind: z.enum(["official", "statutory"]),
    publishedAt: Instant,
    recordedAt: Instant.optional(),
    from: z.iso.date(),
    to: z.iso.date(),
    off: z.array(z.iso.date()),
    work: z.array(z.iso.date()),
    source: z.string().default(""),
    hypothetical: z.boolean().default(false),
  })
  .refine(({ from, to }) => from <= to, { error: "ends before it begins", path: ["to"] });

type Shelved = { readonly version: CalendarVersion; readonly hypothetical: boolean } | { readonly problem: string };

export interface NamedCalendars {
  readonly calendars: Calendars;
  /** those of them that nobody published */
  readonly hypothetical: readonly string[];
}

export class Shelf {
  readonly #policies: ReadonlyMap<string, PolicyVersion>;
  readonly #formulas: ReadonlyMap<string, Formula>;
  readonly #calendars: ReadonlyMap<string, Shelved>;
  readonly #prepared = new Map<string, NamedCalendars>();

  /** @param given calendars of the input file, by id; one of them hides a shipped one of the same id */
  constructor(given: Json) {
    this.#policies = new Map(loadPolicies().map((policy) => [policy.id, policy]));
    this.#formulas = new Map(loadFormulas().map((formula) => [formula.id, formula]));
    const invented: unknown = JSON.parse(readFileSync(new URL("hypothetical-calendars.json", import.meta.url), "utf8"));
    const shipped = loadCalendars().map((version): [string, Shelved] => [
      version.id,
      // The person who names a calendar knows it; here it counts as known from the day it was published.
      { version: { ...version, recordedAt: version.publishedAt }, hypothetical: false },
    ]);
    this.#calendars = new Map([
      ...readCalendars(isJson(invented) ? invented : {}),
      ...shipped,
      ...readCalendars(given),
    ]);
  }

  /** @throws CaseError */
  policy(id: string): PolicyVersion | Formula {
    const found = this.#policies.get(id) ?? this.#formulas.get(id);
    if (found !== undefined) return found;
    throw new CaseError("unknown-policy", "policy", {
      zh: `没有政策 ${shown(id)}`,
      en: `there is no policy ${shown(id)}`,
    });
  }

  /** @throws CaseError */
  calendars(value: unknown): NamedCalendars {
    const ids = texts(value, "calendars");
    if (ids === undefined) throw new CaseError("missing-field", "calendars", { zh: "缺少", en: "missing" });
    const key = JSON.stringify([...new Set(ids)].sort());
    const before = this.#prepared.get(key);
    if (before !== undefined) return before;
    const found = [...new Set(ids)].map((id) => this.#calendar(id));
    const named = {
      calendars: prepareCalendars(found.map(({ version }) => version)),
      hypothetical: found.filter(({ hypothetical }) => hypothetical).map(({ version }) => version.id),
    };
    this.#prepared.set(key, named);
    return named;
  }

  #calendar(id: string): Exclude<Shelved, { problem: string }> {
    const found = this.#calendars.get(id);
    if (found === undefined) {
      throw new CaseError("unknown-calendar", "calendars", {
        zh: `没有日历 ${shown(id)}`,
        en: `there is no calendar ${shown(id)}`,
      });
    }
    if ("version" in found) return found;
    throw new CaseError("wrong-calendar", `calendars.${id}`, { zh: found.problem, en: found.problem });
  }
}

function readCalendars(given: Json): [string, Shelved][] {
  return Object.entries(given).map(([id, value]) => {
    const parsed = GivenCalendar.safeParse(value);
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      return [id, { problem: `${issue?.path.join(".") ?? ""}: ${issue?.message ?? ""}` }];
    }
    const { hypothetical, recordedAt = parsed.data.publishedAt, ...version } = parsed.data;
    return [id, { version: { ...version, id, recordedAt }, hypothetical }];
  });
}
