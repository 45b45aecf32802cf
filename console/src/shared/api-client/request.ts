// The only place that talks HTTP. Every answer is parsed by the contract's schema before anyone sees it.
import { Problem } from "@kiosk/contract";
import type { z } from "zod";
import { ApiError } from "./api-error.ts";

const requestTimeoutMs = 10_000;

/**
 * What the page asks for by itself says so, and does not keep the session of an empty desk from being idle: whatever is not
 * within moments of a click, a key or a touch. A browser that cannot tell counts as a person.
 */
function headersOf(byPerson: boolean, contentType?: string): Record<string, string> {
  const background = !byPerson && "userActivation" in navigator && !navigator.userActivation.isActive;
  return {
    accept: "application/json",
    ...(contentType === undefined ? {} : { "content-type": contentType }),
    ...(background ? { "x-kiosk-background": "1" } : {}),
  };
}

export interface RequestOptions {
  readonly method?: "GET" | "POST" | "PUT" | "DELETE";
  readonly body?: unknown;
  /** a file as the bare body, instead of `body` */
  readonly file?: Blob;
  /** where the server must know; otherwise it finds out from the bytes */
  readonly fileType?: "text/csv";
  /** what the file is called, where the server keeps it */
  readonly fileName?: string;
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly signal?: AbortSignal;
  readonly timeoutMs?: number;
  /** a person is there, whatever the browser knows of clicks and keys */
  readonly byPerson?: boolean;
}

function withQuery(path: string, query: RequestOptions["query"]): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(query ?? {})) {
    if (value !== undefined && value !== "") params.set(key, value);
  }
  const text = params.toString();
  return text === "" ? path : `${path}?${text}`;
}

function firstIssue(error: z.ZodError): string {
  const [issue] = error.issues;
  return issue === undefined ? "" : issue.path.map(String).join(".");
}

async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/**
 * Sends one request under `/api/v1` and parses the answer.
 * @throws ApiError for everything but success; the caller's own abort is passed on as it is.
 */
export async function request<S extends z.ZodType>(
  schema: S,
  path: string,
  options: RequestOptions = {},
): Promise<z.output<S>> {
  const url = withQuery(`/api/v1${path}`, options.query);
  const timeoutMs = options.timeoutMs ?? requestTimeoutMs;
  const timeout = AbortSignal.timeout(timeoutMs);
  const signal = options.signal === undefined ? timeout : AbortSignal.any([options.signal, timeout]);
  const byPerson = options.byPerson === true;
  // The session is a cookie of this origin and no other may get it; redirects are none of this API's answers.
  const init: RequestInit = {
    method: options.method ?? "GET",
    signal,
    credentials: "same-origin",
    redirect: "error",
    headers: headersOf(byPerson),
  };
  if (options.body !== undefined) {
    init.body = JSON.stringify(options.body);
    init.headers = headersOf(byPerson, "application/json");
  }
  if (options.file !== undefined) {
    init.body = options.file;
    init.headers = headersOf(byPerson, options.fileType ?? "application/octet-stream");
  }
  if (options.fileName !== undefined) {
    init.headers = { ...init.headers, "x-file-name": encodeURIComponent(options.fileName) };
  }
  let status = 0;
  let body: unknown;
  try {
    const response = await fetch(url, init);
    status = response.status;
    body = await readJson(response);
    if (!response.ok) {
      const problem = Problem.safeParse(body);
      if (problem.success) throw new ApiError(url, { name: "problem", status, problem: problem.data });
      throw new ApiError(url, { name: "malformed", status, where: "" });
    }
  } catch (error) {
    if (error instanceof ApiError || options.signal?.aborted === true) throw error;
    if (timeout.aborted) throw new ApiError(url, { name: "timeout", afterMs: timeoutMs });
    throw new ApiError(url, { name: "network" });
  }
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new ApiError(url, { name: "malformed", status, where: firstIssue(parsed.error) });
}
