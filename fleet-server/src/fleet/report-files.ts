// Reports and ledgers as files: composed from what was frozen, set by the renderer, pictures fetched by their digest.
import type { ErrorCode, ReportFormat } from "@kiosk/contract";
import { type Composition, composeReport } from "../domain/report/compose.ts";
import { photosOf, type ReportDocument } from "../domain/report/document.ts";
import type { Answer } from "../fleet-api.ts";
import type { EvidenceStore, Log } from "../ports.ts";
import type { ReportFile } from "../report-api.ts";
import type { Rendered, Renderer, RenderJob } from "../report-ports.ts";
import { wordDataOf } from "./report-word-tags.ts";

export const docxType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const mediaTypes: { readonly [F in ReportFormat]: string } = {
  docx: docxType,
  pdf: "application/pdf",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
};
/** As many as a long inspection has; the rest of a report's pictures are with the inspection. */
const mostPhotos = 200;

export class ReportFiles {
  readonly #o: {
    readonly files: EvidenceStore;
    readonly renderer: Renderer;
    readonly fontFolder: string;
    readonly log: Log;
  };

  constructor(options: { files: EvidenceStore; renderer: Renderer; fontFolder: string; log: Log }) {
    this.#o = options;
  }

  /** @param wordDigest the owner's Word form; null: the product's layout */
  async ofReport(given: Composition, format: ReportFormat, wordDigest: string | null): Promise<Answer<ReportFile>> {
    const document = composeReport(given);
    const bytes = format === "docx" && wordDigest !== null ? await this.#o.files.get(wordDigest) : undefined;
    const form = bytes === undefined || given.only !== undefined ? null : { bytes, data: wordDataOf(given) };
    const suffix = given.only === undefined ? "" : ` ${document.title}`;
    return this.#render(document, format, `${given.number}${suffix}`, form);
  }

  ofDocument(document: ReportDocument, format: ReportFormat, name: string): Promise<Answer<ReportFile>> {
    return this.#render(document, format, name, null);
  }

  async #render(
    document: ReportDocument,
    format: ReportFormat,
    name: string,
    form: RenderJob["form"],
  ): Promise<Answer<ReportFile>> {
    const { files, renderer, fontFolder, log } = this.#o;
    const photos = new Map<string, Uint8Array>();
    for (const digest of format === "xlsx" ? [] : photosOf(document).slice(0, mostPhotos)) {
      const bytes = await files.get(digest);
      if (bytes !== undefined) photos.set(digest, bytes);
    }
    const rendered = await renderer.render({ document, format, photos, fontFolder, form });
    if (!rendered.ok) {
      log.error("report.not-rendered", { format, why: rendered.why, detail: rendered.detail });
      return { ok: false, ...failureOf(rendered) };
    }
    return { ok: true, value: { name: `${name}.${format}`, mediaType: mediaTypes[format], bytes: rendered.bytes } };
  }
}

function failureOf({ why, detail }: Extract<Rendered, { ok: false }>): { code: ErrorCode; detail: string } {
  if (why === "fonts") return { code: "report.fonts", detail };
  if (why === "form") return { code: "report.word-invalid", detail };
  return { code: "report.render", detail: "" };
}
