// Frozen figures, a form, what people wrote and who signed, put together to one document. The same in, the same out.
import type { ReportFigures, ReportTable, ReportTemplateBody, SectionFacts } from "@kiosk/contract";
import type { Millis } from "../time.ts";
import { cellText, chineseNumber, dueText, minuteText, unknownText } from "./cells.ts";
import type { Block, ReportDocument } from "./document.ts";
import { fill } from "./template.ts";

/** Who did what to the draft that is printed. */
export interface SignOff {
  readonly drafter: string;
  readonly reviewer: string | null;
  readonly filedAt: Millis | null;
  readonly acknowledger: string | null;
}

export interface Composition {
  readonly number: string;
  readonly version: number;
  readonly dueAt: Millis | null;
  readonly figures: ReportFigures;
  readonly template: ReportTemplateBody;
  readonly texts: Readonly<Record<string, string>>;
  readonly signOff: SignOff;
  /** one section alone */
  readonly only?: string | undefined;
}

const nothing = "本期无数据。";

/** Values of the placeholders: those frozen, and those that come with the report's way. */
export function fieldsOf({ number, dueAt, figures, signOff }: Omit<Composition, "template" | "texts">) {
  return {
    ...figures.fields,
    contract: figures.contractZh,
    number,
    from: figures.from,
    to: figures.to,
    asOf: minuteText(figures.basis.asOf),
    due: dueAt === null ? unknownText : dueText(dueAt),
    drafter: signOff.drafter,
    reviewer: signOff.reviewer ?? "",
    filedAt: signOff.filedAt === null ? "" : minuteText(signOff.filedAt),
  };
}

export function composeReport(given: Composition): ReportDocument {
  const { number, version, figures, template, texts, signOff, only } = given;
  const fields: Readonly<Record<string, string>> = fieldsOf(given);
  const facts = new Map(figures.sections.map((one) => [one.id, one]));
  const chosen = template.sections.filter(({ id, on }) => (only === undefined ? on : id === only));
  const blocks = chosen.flatMap(({ id, zh, fixed }, i) => [
    { kind: "heading" as const, level: 1 as const, text: `${chineseNumber(i + 1)}、${fill(zh, fields)}` },
    ...sectionBlocks(facts.get(id), fill(fixed, fields), texts[id], template.rowsInDocument),
  ]);
  const title = fill(template.titleZh, fields);
  const single = only === undefined ? undefined : chosen[0];
  return {
    title: single === undefined ? title : fill(single.zh, fields),
    number,
    cover: coverOf(given, fields),
    blocks: [...blocks, ...(only === undefined ? signatures(template, signOff, fields) : [])],
    basis: basisText(figures, version),
    at: figures.basis.asOf,
  };
}

function coverOf({ number, figures, dueAt }: Composition, fields: Readonly<Record<string, string>>) {
  const lines = [
    { label: "项目名称", value: figures.contractZh },
    { label: "报告编号", value: number },
    ...(fields.kiosk === undefined ? [] : [{ label: "点位", value: fields.kiosk }]),
    { label: "报告期", value: fields.period ?? `${figures.from} 至 ${figures.to}` },
    ...(fields.inspector === undefined ? [] : [{ label: "巡检人", value: fields.inspector }]),
    { label: "数据截止", value: minuteText(figures.basis.asOf) },
    ...(dueAt === null ? [] : [{ label: "报送期限", value: dueText(dueAt) }]),
    { label: "编制人", value: fields.drafter ?? "" },
    { label: "审核人", value: fields.reviewer ?? "" },
  ];
  return lines;
}

function sectionBlocks(
  facts: SectionFacts | undefined,
  fixed: string,
  text: string | undefined,
  rowsInDocument: number | null,
): Block[] {
  const blocks: Block[] = paragraphs(fixed);
  const written = paragraphs(text ?? "");
  if (facts !== undefined && !facts.empty) {
    if (facts.figures.length > 0) blocks.push(figureTable(facts));
    facts.tables.forEach((one, i) => {
      blocks.push(...tableBlocks(one, i, facts.tables.length, rowsInDocument));
    });
    if (facts.photos.length > 0) blocks.push({ kind: "photos", items: facts.photos.map(photoItem) });
  } else if (written.length === 0) {
    // words nobody wrote are not data that is missing
    const counts = facts !== undefined && facts.figures.length + facts.tables.length > 0;
    blocks.push({ kind: "paragraph", text: counts || facts?.id === "photos" ? nothing : "（未填写）" });
  }
  blocks.push(...written);
  // a definition holds whether there was anything to count or not
  blocks.push(...(facts?.notes ?? []).map(({ zh }) => ({ kind: "note" as const, text: zh })));
  return blocks;
}

function photoItem({ digest, zh, at }: SectionFacts["photos"][number]) {
  return { digest, caption: at === null ? zh : `${zh}（${minuteText(at)}）` };
}

function paragraphs(text: string): Block[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .map((line) => ({ kind: "paragraph", text: line }));
}

/** 环比 and 同比 are columns only where something is known of them. */
function figureTable({ figures }: SectionFacts): Block {
  const withBefore = figures.some(({ before }) => before !== null);
  const withYear = figures.some(({ lastYear }) => lastYear !== null);
  const text = (kind: (typeof figures)[number]["kind"], value: (typeof figures)[number]["value"], unit: string) =>
    cellText(kind, value, unit);
  const rows = figures.map(({ zh, kind, value, unitZh, before, lastYear }) => [
    zh,
    text(kind, value, unitZh),
    ...(withBefore ? [text(kind, before, unitZh)] : []),
    ...(withYear ? [text(kind, lastYear, unitZh)] : []),
  ]);
  const alone = !withBefore && !withYear;
  const headings = [
    alone ? "项目" : "指标",
    alone ? "内容" : "本期",
    ...(withBefore ? ["上期"] : []),
    ...(withYear ? ["去年同期"] : []),
  ];
  const columns = headings.map((zh) => ({ zh, kind: "text" as const }));
  return { kind: "table", title: "", columns, rows, printed: rows.length };
}

function tableBlocks(given: ReportTable, index: number, count: number, rowsInDocument: number | null): Block[] {
  const { zh, columns, rows } = given;
  const printed = rowsInDocument === null ? rows.length : Math.min(rows.length, rowsInDocument);
  const heading: Block[] =
    count > 1 ? [{ kind: "heading", level: 2, text: `（${chineseNumber(index + 1)}）${zh}` }] : [];
  if (rows.length === 0) return [...heading, { kind: "paragraph", text: nothing }];
  const body: Block = {
    kind: "table",
    title: zh,
    columns: columns.map((column) => ({ zh: column.zh, kind: column.kind })),
    rows,
    printed,
  };
  const cut: Block[] =
    printed < rows.length
      ? [{ kind: "note", text: `本表共 ${rows.length} 行，此处列前 ${printed} 行，其余见附件工作簿（xlsx）。` }]
      : [];
  return [...heading, body, ...cut];
}

function signatures(
  template: ReportTemplateBody,
  { drafter, reviewer, filedAt, acknowledger }: SignOff,
  fields: Readonly<Record<string, string>>,
): Block[] {
  const values: Readonly<Record<string, string>> = {
    编制人: drafter,
    巡检人: fields.inspector ?? drafter,
    审核人: reviewer ?? "",
    报送时间: filedAt === null ? "" : minuteText(filedAt),
    甲方确认: acknowledger ?? "",
    点位确认人: fields.host ?? "",
  };
  if (template.signatures.length === 0) return [];
  return [
    {
      kind: "signatures",
      fields: template.signatures.map((label) => ({ label: fill(label, fields), value: values[label] ?? "" })),
    },
  ];
}

/** Enough to find the same rows again, and to see that nobody changed them. */
function basisText({ basis }: ReportFigures, version: number): string {
  const policies = basis.policies.map(({ id, version: of, orders }) => `${id} v${of}（${orders} 单）`).join("、");
  const terms = basis.terms.map(({ version: of, appliesFrom }) => `第 ${of} 版（${minuteText(appliesFrom)} 起）`);
  return [
    `第 ${version} 稿；数据截止 ${minuteText(basis.asOf)}；工单日志第 ${basis.logSeq} 条，SM3 链 ${basis.logHash}`,
    ...(policies === "" ? [] : [`时限策略：${policies}`]),
    ...(terms.length === 0 ? [] : [`合同条款：${terms.join("、")}`]),
  ].join("；");
}
