// Asks the agent, on this machine's loopback alone. What it refuses comes as a ShellProblem with sentences for the citizen.
import {
  type BridgeAnswer,
  type BridgeCall,
  type BridgeCallName,
  bridgeAnswers,
  EndedSession,
  type EndSession,
  type NewCitizenReport,
  type NewRating,
  OpenedSession,
  type OpenSession,
  type PageWipe,
  Receipt,
  type ShellAlive,
  type ShellIncident,
  ShellProblem,
  WipeProof,
} from "@kiosk/contract";
import { z } from "zod";

/** The agent refused, or could not be reached (`problem` is then null). */
export class ShellError extends Error {
  override readonly name = "ShellError";
  readonly problem: ShellProblem | null;
  constructor(problem: ShellProblem | null, detail: string) {
    super(problem === null ? detail : problem.code);
    this.problem = problem;
  }
}

const Nothing = z.object({});
const base = "/shell/v1";

export interface Sending {
  readonly token?: string;
  readonly signal?: AbortSignal;
}

/** @throws ShellError */
async function ask<T>(
  method: "POST" | "DELETE",
  path: string,
  body: unknown,
  answer: z.ZodType<T>,
  { token, signal }: Sending = {},
): Promise<T> {
  let response: Response;
  try {
    response = await fetch(`${base}${path}`, {
      method,
      headers: { "content-type": "application/json", ...(token === undefined ? {} : { "x-session-token": token }) },
      body: JSON.stringify(body),
      cache: "no-store",
      ...(signal === undefined ? {} : { signal }),
    });
  } catch (error) {
    throw new ShellError(null, error instanceof Error ? error.message : String(error));
  }
  const said: unknown = await response.json().catch(() => undefined);
  if (response.ok) return answer.parse(said);
  const problem = ShellProblem.safeParse(said);
  throw new ShellError(problem.success ? problem.data : null, `HTTP ${response.status}`);
}

const answers: { readonly [N in BridgeCallName]: z.ZodType<BridgeAnswer<N>> } = bridgeAnswers;

/** Each throws ShellError. */
export const shell = {
  open: (wanted: OpenSession) => ask("POST", "/sessions", wanted, OpenedSession),
  /** Waits as long as the device needs; `signal` gives up. */
  call: <N extends BridgeCallName>(
    sessionId: string,
    token: string,
    call: BridgeCall & { readonly call: N },
    signal?: AbortSignal,
  ): Promise<BridgeAnswer<N>> =>
    ask("POST", `/sessions/${sessionId}/calls`, call, answers[call.call], { token, ...(signal ? { signal } : {}) }),
  touch: (sessionId: string, token: string) => ask("POST", `/sessions/${sessionId}/touch`, {}, Nothing, { token }),
  end: (sessionId: string, token: string, how: EndSession) =>
    ask("POST", `/sessions/${sessionId}/end`, how, EndedSession, { token }),
  wiped: (sessionId: string, wipe: PageWipe) => ask("POST", `/sessions/${sessionId}/wiped`, wipe, WipeProof),
  rate: (rating: z.infer<typeof NewRating>) => ask("POST", "/ratings", rating, Receipt),
  report: (report: z.infer<typeof NewCitizenReport>) => ask("POST", "/reports", report, Receipt),
  staff: (code: string) => ask("POST", "/staff", { code }, z.object({ until: z.number() })),
  closeStaff: () => ask("DELETE", "/staff", {}, Nothing),
  alive: (alive: z.infer<typeof ShellAlive>) => ask("POST", "/alive", alive, Nothing),
  incident: (incident: ShellIncident) => ask("POST", "/incidents", incident, Nothing),
} as const;
