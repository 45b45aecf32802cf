// The owner's own Word form (模板): looked through before it is kept, filled when a report is asked for. It comes from outside, so
// nothing of it is believed: not how large it becomes, not what it would run or fetch.
import { type TemplateData, TemplateHandler } from "easy-template-x";
import { wordFormLimitBytes } from "../domain/report/template.ts";
import { ImportFailure } from "../import/import-failure.ts";
import { readZip } from "../import/zip-entries.ts";
import type { CheckWordForm } from "../report-ports.ts";
import { repack, withoutTimes } from "./package-files.ts";

const deepestXml = 60;

export class WordFormError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "WordFormError";
  }
}

/** What runs, or brings other files along. */
const refusedParts = [/vbaProject/i, /\/activeX\//i, /\/embeddings\//i, /\/afchunk/i];
/** Relationships that make Word fetch something when the file is opened. */
const refusedTargets =
  /(attachedTemplate|oleObject|frame|subDocument|aFChunk|image|externalLink)"[^>]*TargetMode="External"/i;
/** Fields that start other programs. */
const refusedFields = /<w:instrText[^>]*>\s*(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|LINK|DATABASE)\b/i;

/** Looks a form through; what is wrong with it is an answer. */
export const checkWordForm: CheckWordForm = async (bytes) => {
  try {
    return { ok: true, tags: await readWordForm(bytes) };
  } catch (error) {
    if (error instanceof WordFormError) return { ok: false, detail: error.message };
    throw error;
  }
};

async function readWordForm(bytes: Uint8Array): Promise<string[]> {
  if (bytes.length > wordFormLimitBytes) throw new WordFormError(`${bytes.length} > ${wordFormLimitBytes}`);
  const parts = await partsOf(bytes);
  if (!parts.has("word/document.xml") || !parts.has("[Content_Types].xml")) throw new WordFormError("docx");
  const decoder = new TextDecoder();
  for (const [name, part] of parts) {
    if (refusedParts.some((pattern) => pattern.test(name))) throw new WordFormError(name);
    if (!/\.(xml|rels)$/.test(name)) continue;
    const text = decoder.decode(part);
    // XML of Word has no entities of its own; one that has wants to grow
    if (text.includes("<!DOCTYPE") || text.includes("<!ENTITY")) throw new WordFormError(`${name}: DOCTYPE`);
    if (name.endsWith(".rels") && refusedTargets.test(text)) throw new WordFormError(`${name}: External`);
    if (refusedFields.test(text)) throw new WordFormError(`${name}: field`);
  }
  try {
    const tags = await handler().parseTags(Buffer.from(bytes));
    // a loop that nobody closes shows only when it is filled
    await handler().process(Buffer.from(bytes), {});
    return [...new Set(tags.map(({ name }) => name).filter((name) => name !== ""))].sort();
  } catch (error) {
    throw new WordFormError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

/** The same bytes for the same form and data. @throws WordFormError */
export async function fillWordForm(
  bytes: Uint8Array,
  data: Readonly<Record<string, unknown>>,
  at: number,
): Promise<Uint8Array> {
  try {
    const filled = await handler().process(Buffer.from(bytes), templateData(data));
    return repack(new Uint8Array(filled), withoutTimes(at));
  } catch (error) {
    throw new WordFormError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

async function partsOf(bytes: Uint8Array): Promise<Map<string, Uint8Array>> {
  try {
    return await readZip(bytes, () => true);
  } catch (error) {
    if (error instanceof ImportFailure) throw new WordFormError(error.message, { cause: error });
    throw error;
  }
}

function handler(): TemplateHandler {
  return new TemplateHandler({ delimiters: { tagStart: "{{", tagEnd: "}}" }, maxXmlDepth: deepestXml });
}

/** Texts, and rows of texts for a loop. */
function templateData(data: Readonly<Record<string, unknown>>): TemplateData {
  const plain: TemplateData = {};
  for (const [name, value] of Object.entries(data)) {
    if (typeof value === "string") plain[name] = value;
    if (Array.isArray(value)) plain[name] = value.map((row: unknown) => ({ ...textsOf(row) }));
  }
  return plain;
}

function textsOf(row: unknown): Record<string, string> {
  if (typeof row !== "object" || row === null) return {};
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, String(value)]));
}
