import { type ErrorCode, errorCodes } from "@kiosk/contract";
import type { Answer } from "./fixture-api.ts";

/** A refusal of the register, as the server would send it. */
export function refusedBy(code: ErrorCode, message = ""): Answer {
  const { http, zh, en } = errorCodes[code];
  return { status: http, body: { code, zh, en, issues: message === "" ? [] : [{ path: "", message }] } };
}
