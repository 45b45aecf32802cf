// One document to one file, beside the server's own thread: setting a month of ten thousand terminals takes seconds, and reports
// of terminals do not wait for it. The thread ends with its file, and with it whatever the libraries kept.
import { parentPort, workerData } from "node:worker_threads";
import type { Rendered, RenderJob } from "../report-ports.ts";
import { renderDocx } from "./docx.ts";
import { FontsMissing } from "./fonts.ts";
import { renderPdf } from "./pdf.ts";
import { type Picture, readPicture } from "./pictures.ts";
import { fillWordForm, WordFormError } from "./word-form.ts";
import { renderXlsx } from "./xlsx.ts";

async function render({ document, format, photos, fontFolder, form }: RenderJob): Promise<Uint8Array> {
  if (format === "xlsx") return renderXlsx(document);
  if (format === "docx" && form !== null) return fillWordForm(form.bytes, form.data, document.at);
  const pictures = new Map<string, Picture>();
  for (const [digest, bytes] of photos) {
    const picture = readPicture(bytes);
    if (picture !== undefined) pictures.set(digest, picture);
  }
  return format === "docx" ? renderDocx(document, pictures) : renderPdf(document, pictures, fontFolder);
}

function failure(error: unknown): Rendered {
  const detail = error instanceof Error ? error.message : String(error);
  if (error instanceof FontsMissing) return { ok: false, why: "fonts", detail };
  return { ok: false, why: error instanceof WordFormError ? "form" : "failed", detail };
}

const job: RenderJob = workerData;
const answer = await render(job).then((bytes): Rendered => ({ ok: true, bytes }), failure);
parentPort?.postMessage(answer);
