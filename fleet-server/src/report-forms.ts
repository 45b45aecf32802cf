// The product's own forms of reports, read from templates/ at start. An owner's version is kept in the database beside them.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type ReportKind, reportKinds } from "@kiosk/contract";
import { z } from "zod";
import { type ProductTemplate, templateProblems } from "./domain/report/template.ts";

const shipped = fileURLToPath(new URL("../templates", import.meta.url));

const Words = z.string().trim().min(1);
const Form = z.strictObject({
  kind: z.enum(reportKinds),
  titleZh: Words,
  titleEn: Words,
  rowsInDocument: z.int().min(1).nullable(),
  signatures: z.array(Words).max(6),
  sections: z
    .array(
      z.strictObject({
        id: z.string().regex(/^[a-z][a-zA-Z]*$/),
        zh: Words,
        en: Words,
        hasText: z.boolean(),
        fixed: z.string(),
      }),
    )
    .min(1),
});

export type ReportForms = ReadonlyMap<ReportKind, ProductTemplate>;

/** @throws Error naming the file: not JSON, a field, an unknown placeholder, or a kind without a form */
export function loadReportForms(folder: string = shipped): ReportForms {
  const forms = new Map<ReportKind, ProductTemplate>();
  for (const name of readdirSync(folder).filter((file) => file.endsWith(".json"))) {
    const form = readForm(folder, name);
    forms.set(form.kind, form);
  }
  const missing = reportKinds.filter((kind) => !forms.has(kind));
  if (missing.length > 0) throw new Error(`${folder}: no form for ${missing.join(", ")}`);
  return forms;
}

function readForm(folder: string, name: string): ProductTemplate {
  const { kind, sections, ...rest } = Form.parse(JSON.parse(readFileSync(join(folder, name), "utf8")));
  const product: ProductTemplate = {
    kind,
    sections: sections.map(({ id, zh, en, hasText }) => ({ id, zh, en, hasText })),
    body: {
      ...rest,
      numberPrefix: null,
      sections: sections.map(({ id, zh, en, fixed }) => ({ id, on: true, zh, en, fixed })),
    },
  };
  const problems = templateProblems(product.body, product);
  if (problems.length > 0) throw new Error(`${name}: ${problems.map((p) => `${p.problem} ${p.name}`).join(", ")}`);
  return product;
}
