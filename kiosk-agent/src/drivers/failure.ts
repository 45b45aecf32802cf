import type { Failure, FailureName } from "@kiosk/firmware-profiles";
import { TransportError, type TransportErrorCode } from "../ports.ts";

const names: Record<TransportErrorCode, FailureName> = {
  absent: "absent",
  refused: "refused",
  busy: "busy",
  lost: "lost",
  timeout: "noAnswer",
  invalid: "garbled",
};

/** How a conversation failed, from what the transport threw. Its code decides; its text is for people only. */
export function failureOf(error: unknown): Failure {
  if (error instanceof TransportError) return { name: names[error.code], detail: error.message };
  return { name: "lost", detail: error instanceof Error ? error.message : String(error) };
}
