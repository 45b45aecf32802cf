// Files that the server makes: read whole before they are handed on, so that a refusal is a message on the page and not a
// file with a problem in it.
import { Problem } from "@kiosk/contract";
import { ApiError } from "./api-error.ts";

/** A contract's statement reads the whole log. */
const downloadTimeoutMs = 120_000;

async function failureOf(url: string, response: Response): Promise<ApiError> {
  const { status } = response;
  const body: unknown = await response.json().catch(() => undefined);
  const problem = Problem.safeParse(body);
  if (problem.success) return new ApiError(url, { name: "problem", status, problem: problem.data });
  return new ApiError(url, { name: "malformed", status, where: "" });
}

/** The bytes of a file under /api/v1. @throws ApiError as `request` does; the caller's own abort is passed on as it is */
export async function download(path: string, signal: AbortSignal): Promise<Blob> {
  const url = `/api/v1${path}`;
  const timeout = AbortSignal.timeout(downloadTimeoutMs);
  try {
    const response = await fetch(url, { signal: AbortSignal.any([signal, timeout]) });
    if (!response.ok) throw await failureOf(url, response);
    return await response.blob();
  } catch (error) {
    if (error instanceof ApiError || signal.aborted) throw error;
    if (timeout.aborted) throw new ApiError(url, { name: "timeout", afterMs: downloadTimeoutMs });
    throw new ApiError(url, { name: "network" });
  }
}
