import { ApiError } from "../../shared/api-client/api-error.ts";

/** Until when an account stands locked, as the refusal says it in milliseconds; undefined for any other failure. */
export function lockedUntil(error: Error | null): number | undefined {
  if (!(error instanceof ApiError) || error.failure.name !== "problem") return undefined;
  const { code, issues } = error.failure.problem;
  const at = Number(issues[0]?.message);
  return code === "auth.locked" && Number.isSafeInteger(at) && at > 0 ? at : undefined;
}
