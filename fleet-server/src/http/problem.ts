import { type ErrorCode, errorCodes, type Problem } from "@kiosk/contract";
import type { Answer } from "../fleet-api.ts";

export type ErrorStatus = (typeof errorCodes)[ErrorCode]["http"];

/** The body of every HTTP error; `issues` name fields by their path, an empty path means the request as a whole. */
export function problem(code: ErrorCode, issues: Problem["issues"] = []): Problem {
  const { zh, en } = errorCodes[code];
  return { code, zh, en, issues };
}

/** An expected refusal of the fleet as the answer of a route: sets the status, gives the body. */
export function refuse(
  reply: { code(status: ErrorStatus): unknown },
  refusal: Extract<Answer<unknown>, { ok: false }>,
): Problem {
  reply.code(errorCodes[refusal.code].http);
  return problem(refusal.code, refusal.detail === "" ? [] : [{ path: "", message: refusal.detail }]);
}
