// Cases in, answers out: what the command prints. A case that cannot be answered does not keep the others from it.
import { CaseError, shown } from "./case-error.ts";
import { readEvents } from "./events.ts";
import { explainClocks } from "./explain-clocks.ts";
import { explainFormula } from "./explain-formula.ts";
import { instant, isJson, type Json, required, text } from "./fields.ts";
import { Shelf } from "./shelf.ts";

export type Answer =
  | { readonly id: string; readonly result: Json }
  | { readonly id: string; readonly error: { readonly code: string; readonly message: string } };

/** What the input as a whole is not. */
export class InputError extends Error {}

/**
 * @param input an array of cases, or `{ calendars, cases }` with calendars of its own by id
 * @throws InputError when it is neither
 */
export function explain(input: unknown): Answer[] {
  const { cases, calendars = {} } = isJson(input) ? input : { cases: input };
  if (!Array.isArray(cases) || !isJson(calendars)) {
    throw new InputError(
      "输入不是算例数组，也不是 {calendars, cases} / the input is neither an array of cases nor {calendars, cases}",
    );
  }
  const shelf = new Shelf(calendars);
  return cases.map((value: unknown, index) => answer(value, `#${index + 1}`, shelf));
}

function answer(value: unknown, place: string, shelf: Shelf): Answer {
  const given = isJson(value) ? value.id : undefined;
  const id = typeof given === "string" ? given : place;
  try {
    return { id, result: result(value, shelf) };
  } catch (error) {
    if (!(error instanceof CaseError)) throw error;
    return {
      id,
      error: { code: error.code, message: `算例 ${id}，${error.zh} / case ${id}, ${error.en}` },
    };
  }
}

function result(value: unknown, shelf: Shelf): Json {
  if (!isJson(value)) {
    throw new CaseError("not-a-case", "(case)", { zh: `${shown(value)} 不是对象`, en: `${shown(value)} is no object` });
  }
  const policy = shelf.policy(required(text(value.policy, "policy"), "policy"));
  const { calendars, hypothetical } = shelf.calendars(value.calendars);
  const events = readEvents(value.events);
  const now = required(instant(value.now, "now"), "now");
  const found =
    "kind" in policy ? explainFormula(policy, calendars, events, now) : explainClocks(policy, calendars, events, now);
  return hypothetical.length === 0 ? found : { ...found, hypotheticalCalendars: hypothetical };
}
