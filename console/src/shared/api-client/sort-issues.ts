import type { Problem } from "@kiosk/contract";
import { ApiError } from "./api-error.ts";

type Issues = Problem["issues"];

/**
 * The issues of a refusal: those of a form's fields by field, and the rest, which belongs above the form. A path names a
 * field by its first part (`macs.0`); an empty path means the request as a whole.
 */
export function sortIssues<F extends string>(
  error: Error | null,
  fields: readonly F[],
): { at: Partial<Record<F, string>>; rest: Issues } {
  const at: Partial<Record<F, string>> = {};
  const rest: Issues = [];
  if (!(error instanceof ApiError) || error.failure.name !== "problem") return { at, rest };
  for (const issue of error.failure.problem.issues) {
    const [head] = issue.path.split(".");
    const field = fields.find((f) => f === head);
    if (field === undefined) rest.push(issue);
    else at[field] ??= issue.message;
  }
  return { at, rest };
}
