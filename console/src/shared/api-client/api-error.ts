import type { Problem } from "@kiosk/contract";

/** Why a request gave no value. Only `problem` comes with the server's own sentence. */
export type ApiFailure =
  | { name: "problem"; status: number; problem: Problem }
  | { name: "network" }
  | { name: "timeout"; afterMs: number }
  /** the answer is not what the contract promises; `where` names the field */
  | { name: "malformed"; status: number; where: string };

/** The one error that requests throw; screens switch over `failure`, never over the message. */
export class ApiError extends Error {
  readonly failure: ApiFailure;
  readonly path: string;

  constructor(path: string, failure: ApiFailure) {
    super(`${path}: ${failure.name}`);
    this.name = "ApiError";
    this.path = path;
    this.failure = failure;
  }
}

/** True for a refusal with this code of the register. */
export function isProblem(error: unknown, code: Problem["code"]): boolean {
  return error instanceof ApiError && error.failure.name === "problem" && error.failure.problem.code === code;
}
