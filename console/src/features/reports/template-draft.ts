// A form while somebody edits it: fields as typed, what is wrong with them, and the body that is sent.
import type { ReportTemplateBody, ReportTemplates, TemplateSection } from "@kiosk/contract";

export interface TemplateDraft {
  titleZh: string;
  titleEn: string;
  prefix: string;
  /** empty: all rows */
  rows: string;
  /** names separated by commas */
  signatures: string;
  sections: readonly TemplateSection[];
}

type Known = ReportTemplates["known"][number]["sections"];

/** Sections that a form does not name are off; here they can be put on. */
export function draftOf(body: ReportTemplateBody, known: Known): TemplateDraft {
  const named = new Set(body.sections.map(({ id }) => id));
  const off = known.filter(({ id }) => !named.has(id));
  return {
    titleZh: body.titleZh,
    titleEn: body.titleEn,
    prefix: body.numberPrefix ?? "",
    rows: body.rowsInDocument === null ? "" : String(body.rowsInDocument),
    signatures: body.signatures.join("，"),
    sections: [...body.sections, ...off.map(({ id, zh, en }) => ({ id, on: false, zh, en, fixed: "" }))],
  };
}

const mark = /\{\{\s*([^{}]*?)\s*\}\}/g;

/** Names in `{{…}}`, each once. */
function namesIn(text: string): string[] {
  return [...new Set([...text.matchAll(mark)].map(([, name = ""]) => name))];
}

export type FieldFault = { fault: "needed" | "prefix" | "rows" } | { fault: "unknown"; name: string };

/** What is wrong, by field: `titleZh`, `prefix`, or of a section `fixed overview`. */
export function faultsOf(draft: TemplateDraft, placeholders: ReadonlySet<string>): ReadonlyMap<string, FieldFault> {
  const faults = new Map<string, FieldFault>();
  const text = (field: string, value: string, needed: boolean) => {
    const unknown = namesIn(value).find((name) => !placeholders.has(name));
    if (unknown !== undefined) faults.set(field, { fault: "unknown", name: unknown });
    else if (needed && value.trim() === "") faults.set(field, { fault: "needed" });
  };
  text("titleZh", draft.titleZh, true);
  text("titleEn", draft.titleEn, true);
  text("signatures", draft.signatures, false);
  for (const { id, zh, en, fixed } of draft.sections) {
    text(`zh ${id}`, zh, true);
    text(`en ${id}`, en, true);
    text(`fixed ${id}`, fixed, false);
  }
  if (draft.prefix !== "" && !/^[A-Z]{1,6}$/.test(draft.prefix)) faults.set("prefix", { fault: "prefix" });
  if (draft.rows !== "" && !/^[1-9]\d{0,6}$/.test(draft.rows)) faults.set("rows", { fault: "rows" });
  return faults;
}

export function bodyOf({ titleZh, titleEn, prefix, rows, signatures, sections }: TemplateDraft): ReportTemplateBody {
  const names = signatures.split(/[,，、]/).map((name) => name.trim());
  return {
    titleZh: titleZh.trim(),
    titleEn: titleEn.trim(),
    numberPrefix: prefix === "" ? null : prefix,
    sections: [...sections],
    rowsInDocument: rows === "" ? null : Number(rows),
    signatures: names.filter((name) => name !== ""),
  };
}

/** The section one place up (-1) or down (1); at the end it stays. */
export function moved<T>(list: readonly T[], index: number, by: -1 | 1): T[] {
  const next = [...list];
  const [one] = next.splice(index, 1);
  if (one === undefined) return next;
  next.splice(Math.max(0, index + by), 0, one);
  return next;
}

/** The text with every placeholder replaced by what it stands for; one that is none stays as typed. */
export function previewOf(text: string, meanings: ReadonlyMap<string, string>): string {
  return text.replace(mark, (whole, name: string) => {
    const meaning = meanings.get(name);
    return meaning === undefined ? whole : `[${meaning}]`;
  });
}
