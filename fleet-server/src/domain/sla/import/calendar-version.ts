import type { Millis } from "../../time.ts";
import type { CalendarVersion } from "../calendar.ts";
import type { CheckedDraft } from "./calendar-draft.ts";

export interface Publication {
  /** instead of the proposed CN-<year>[.n] */
  readonly id?: string | undefined;
  readonly publishedAt: Millis;
  readonly recordedAt: Millis;
  /** name and date of the document, or its address */
  readonly source: string;
}

/** The official calendar a checked draft becomes. */
export function toCalendarVersion(draft: CheckedDraft, publication: Publication): CalendarVersion {
  const { from, to, off, work } = draft;
  const { id = draft.id, publishedAt, recordedAt, source } = publication;
  return { id, kind: "official", publishedAt, recordedAt, from, to, off, work, source };
}
