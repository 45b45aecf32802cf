// Reports as people see them.
import type { OwedReport, ReportDetail, ReportHead, ReportSectionView, ReportTable } from "@kiosk/contract";
import { reportActs } from "@kiosk/contract";
import { type Caller, may } from "../domain/account/caller.ts";
import type { Composition } from "../domain/report/compose.ts";
import { fieldsOf } from "../domain/report/compose.ts";
import { authorsOf, isFiled, nextState, rightOf } from "../domain/report/machine.ts";
import type { ReportDraft, ReportEventRecord, ReportRecord, TemplateRecord } from "../domain/report/records.ts";
import { fill, hasText, type ProductTemplate } from "../domain/report/template.ts";
import type { Millis } from "../domain/time.ts";

export function headView(
  head: ReportRecord,
  title: Pick<TemplateRecord["body"], "titleZh" | "titleEn">,
  at: Millis,
): ReportHead {
  const { fromDay: from, toDay: to, subjectId, textVersion: _textVersion, ...rest } = head;
  const { dueAt, filedAt } = head;
  const ended = filedAt ?? (isFiled(head.state) ? null : at);
  return {
    ...rest,
    from,
    to,
    subjectId: subjectId === "" ? null : subjectId,
    titleZh: title.titleZh,
    titleEn: title.titleEn,
    lateMs: dueAt === null || ended === null ? null : Math.max(0, ended - dueAt),
  };
}

export function owedView(head: ReportHead, at: Millis): OwedReport {
  const { contractId, kind, period, from, to, subjectId, titleZh, titleEn, dueAt, dueStatus, id, number, state } = head;
  return {
    ...{ contractId, kind, period, from, to, subjectId, titleZh, titleEn, dueAt, dueStatus },
    overdue: dueAt !== null && dueAt < at,
    ...{ reportId: id, number, state },
  };
}

function cut(table: ReportTable, rowLimit: number): ReportTable {
  return { ...table, rows: table.rows.slice(0, rowLimit), rowHrefs: table.rowHrefs.slice(0, rowLimit) };
}

export function sectionViews(given: Composition, product: ProductTemplate, rowLimit: number): ReportSectionView[] {
  const fields: Readonly<Record<string, string>> = fieldsOf(given);
  const facts = new Map(given.figures.sections.map((one) => [one.id, one]));
  return given.template.sections
    .filter(({ on }) => on)
    .map(({ id, zh, en, fixed }) => {
      const frozen = facts.get(id) ?? { id, figures: [], tables: [], photos: [], notes: [], empty: true };
      return {
        ...frozen,
        tables: frozen.tables.map((table) => cut(table, rowLimit)),
        zh: fill(zh, fields),
        en: fill(en, fields),
        text: hasText(product, id) ? (given.texts[id] ?? "") : null,
        fixed: fill(fixed, fields),
      };
    });
}

/** Whose hands the report may go through next, as far as this caller's are among them. */
export function mayView(
  by: Caller,
  head: ReportRecord,
  events: readonly ReportEventRecord[],
  inspector: string | null,
): ReportDetail["may"] {
  const where = { contractId: head.contractId };
  const own = authorsOf(events, head.version, inspector).has(by.id);
  const acts = reportActs.filter(
    (act) =>
      typeof nextState(head.state, act) === "string" &&
      may(by, rightOf(head.state, act), where) &&
      !(act === "review" && own),
  );
  const drafting = head.state === "draft" && may(by, "report.draft", where);
  return { edit: drafting, redraft: drafting, acts, ownWork: own };
}

export function versionView({
  version,
  asOf,
  logSeq,
  logHash,
  templateVersion,
  name,
  at,
  note,
}: Omit<ReportDraft, "figures">) {
  return { version, asOf, logSeq, logHash, templateVersion, by: name, at, note };
}

export function eventView({ reportId: _reportId, ...event }: ReportEventRecord) {
  return event;
}
