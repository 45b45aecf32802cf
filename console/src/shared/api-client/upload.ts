// Files go up through XMLHttpRequest, because fetch cannot say how much has been sent.
import { EvidenceView, Problem } from "@kiosk/contract";
import { ApiError } from "./api-error.ts";

const uploadTimeoutMs = 120_000;
export const evidenceTypes = EvidenceView.shape.mediaType.options;

export interface EvidenceUpload {
  file: File;
  /** between 0 and 1 */
  onProgress: (share: number) => void;
  signal: AbortSignal;
}

function parseText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Stores one file as evidence. @throws ApiError as `request` does; an abort rejects with the signal's reason. */
export function uploadEvidence({ file, onProgress, signal }: EvidenceUpload): Promise<EvidenceView> {
  const url = "/api/v1/evidence";
  return new Promise((resolve, reject) => {
    const sending = new XMLHttpRequest();
    const abort = () => sending.abort();
    const settle = (end: () => void) => {
      signal.removeEventListener("abort", abort);
      end();
    };
    const fail = (failure: ApiError["failure"]) => settle(() => reject(new ApiError(url, failure)));
    sending.open("POST", url);
    sending.timeout = uploadTimeoutMs;
    sending.setRequestHeader("content-type", file.type);
    sending.setRequestHeader("x-file-name", encodeURIComponent(file.name));
    sending.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable && event.total > 0) onProgress(event.loaded / event.total);
    });
    sending.addEventListener("error", () => fail({ name: "network" }));
    sending.addEventListener("timeout", () => fail({ name: "timeout", afterMs: uploadTimeoutMs }));
    sending.addEventListener("abort", () => settle(() => reject(signal.reason)));
    sending.addEventListener("load", () => {
      const { status } = sending;
      const body = parseText(sending.responseText);
      if (status >= 200 && status < 300) {
        const stored = EvidenceView.safeParse(body);
        if (stored.success) settle(() => resolve(stored.data));
        else fail({ name: "malformed", status, where: String(stored.error.issues[0]?.path.join(".") ?? "") });
        return;
      }
      const problem = Problem.safeParse(body);
      fail(
        problem.success ? { name: "problem", status, problem: problem.data } : { name: "malformed", status, where: "" },
      );
    });
    signal.addEventListener("abort", abort, { once: true });
    if (signal.aborted) abort();
    else sending.send(file);
  });
}
