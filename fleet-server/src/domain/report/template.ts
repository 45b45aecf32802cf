// A form: which sections in which order under which titles, with which fixed words. What the product has, what an owner made of it.
import type { ReportKind, ReportTemplateBody } from "@kiosk/contract";

/** An owner's Word form; a form with pictures of its own is a few hundred kilobytes. */
export const wordFormLimitBytes = 5 * 1024 * 1024;

/** What a fixed text may ask for. */
export const placeholders: readonly { readonly id: string; readonly zh: string; readonly en: string }[] = [
  { id: "contract", zh: "项目名称", en: "Name of the project" },
  { id: "number", zh: "报告编号", en: "Number of the report" },
  { id: "period", zh: "报告期", en: "Period" },
  { id: "from", zh: "报告期首日", en: "First day of the period" },
  { id: "to", zh: "报告期末日", en: "Last day of the period" },
  { id: "asOf", zh: "数据截止时间", en: "As of" },
  { id: "due", zh: "报送期限", en: "Due" },
  { id: "kiosks", zh: "终端台数", en: "Number of terminals" },
  { id: "kiosk", zh: "点位名称（巡检报告）", en: "Point (inspection reports)" },
  { id: "drafter", zh: "编制人", en: "Drafted by" },
  { id: "reviewer", zh: "审核人", en: "Reviewed by" },
  { id: "filedAt", zh: "报送时间", en: "Filed at" },
];

const known = new Set(placeholders.map(({ id }) => id));
const mark = /\{\{\s*([^{}]*?)\s*\}\}/g;

/** Names in `{{…}}` that are not of the list, each once. */
export function unknownPlaceholders(text: string): string[] {
  return [...new Set([...text.matchAll(mark)].map(([, name = ""]) => name))].filter((name) => !known.has(name));
}

/** A placeholder without a value is left empty: the form is older than the value, or the value does not exist yet. */
export function fill(text: string, fields: Readonly<Record<string, string>>): string {
  return text.replace(mark, (_whole, name: string) => fields[name] ?? "");
}

export interface KnownSection {
  readonly id: string;
  readonly zh: string;
  readonly en: string;
  /** people write there */
  readonly hasText: boolean;
}

/** What the product ships of one kind. */
export interface ProductTemplate {
  readonly kind: ReportKind;
  readonly sections: readonly KnownSection[];
  readonly body: ReportTemplateBody;
}

export type TemplateProblem =
  | { readonly problem: "unknown-section"; readonly name: string }
  | { readonly problem: "section-twice"; readonly name: string }
  | { readonly problem: "unknown-placeholder"; readonly name: string };

/** Everything that keeps a form from being used. Sections that a form does not name are off. */
export function templateProblems(body: ReportTemplateBody, product: ProductTemplate): TemplateProblem[] {
  const ids = new Set(product.sections.map(({ id }) => id));
  const seen = new Set<string>();
  const problems: TemplateProblem[] = [];
  for (const { id, zh, en, fixed } of body.sections) {
    if (!ids.has(id)) problems.push({ problem: "unknown-section", name: id });
    if (seen.has(id)) problems.push({ problem: "section-twice", name: id });
    seen.add(id);
    for (const text of [zh, en, fixed]) {
      for (const name of unknownPlaceholders(text)) problems.push({ problem: "unknown-placeholder", name });
    }
  }
  for (const text of [body.titleZh, body.titleEn, ...body.signatures]) {
    for (const name of unknownPlaceholders(text)) problems.push({ problem: "unknown-placeholder", name });
  }
  return problems;
}

export function hasText(product: ProductTemplate, sectionId: string): boolean {
  return product.sections.some(({ id, hasText: writes }) => writes && id === sectionId);
}
