import type { ReportDetail } from "@kiosk/contract";

/** What people wrote, by section. */
export type Texts = Record<string, string>;

/** The texts of every section that takes one. */
export function textsOf({ sections }: Pick<ReportDetail, "sections">): Texts {
  return Object.fromEntries(sections.flatMap(({ id, text }) => (text === null ? [] : [[id, text]])));
}

/** Those of `after` that are not as in `before`: only they are sent. */
export function changedTexts(before: Texts, after: Texts): Texts {
  return Object.fromEntries(Object.entries(after).filter(([id, text]) => text !== (before[id] ?? "")));
}
