// The events of a case, as the engine takes them.
import { createHash } from "node:crypto";
import { isSlaEventType, type SlaEvent } from "../domain/sla/event.ts";
import { CaseError, shown } from "./case-error.ts";
import { instant, instantOrDay, type Json, list, number, object, required, text, texts, truth } from "./fields.ts";

/** An event with everything that stood in the file beside what the clocks read. */
export interface GivenEvent extends SlaEvent {
  readonly given: Json;
}

/** @throws CaseError naming the event by its place, as in `events[2].type` */
export function readEvents(value: unknown): GivenEvent[] {
  return list(value, "events").map((item, n) => readEvent(object(item, `events[${n}]`), `events[${n}]`));
}

function readEvent(given: Json, place: string): GivenEvent {
  const field = (name: string) => `${place}.${name}`;
  const type = required(text(given.type, field("type")), field("type"));
  if (!isSlaEventType(type)) {
    throw new CaseError("unknown-event-type", field("type"), {
      zh: `没有事件类型 ${shown(type)}`,
      en: `there is no event type ${shown(type)}`,
    });
  }
  const at = required(instant(given.at, field("at")), field("at"));
  const named = (name: string) => text(given[name], field(name));
  return {
    id: text(given.id, field("id")) ?? derivedId(given),
    type,
    at,
    recordedAt: instant(given.recordedAt, field("recordedAt")) ?? at,
    data: {
      by: named("by"),
      class: named("class"),
      reason: named("reason"),
      approvedBy: named("approvedBy"),
      milestone: named("milestone"),
      days: number(given.days, field("days")),
      parts: texts(given.parts, field("parts")),
      part: named("part"),
      target: named("target"),
      newAt: instant(given.newAt, field("newAt")),
      void: truth(given.void, field("void")),
      from: instantOrDay(given.from, field("from"), "start"),
      until: instantOrDay(given.until, field("until"), "end") ?? instantOrDay(given.to, field("to"), "end"),
    },
    given,
  };
}

/** An event without an id is known by its content: the same line twice is the same event. */
function derivedId(given: Json): string {
  const content = createHash("sha256").update(canonical(given)).digest("hex").slice(0, 8);
  return `${String(given.type)}@${String(given.at)}#${content}`;
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([key, field]) => `${JSON.stringify(key)}:${canonical(field)}`).join(",")}}`;
}
