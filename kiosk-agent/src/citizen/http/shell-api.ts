// /shell/v1/*: what the pages ask of the citizen's room, as contract/src/shell/session.ts has it. One table, read from the top.
import type { IncomingMessage, ServerResponse } from "node:http";
import {
  BridgeCall,
  EndSession,
  NewCitizenReport,
  NewRating,
  OpenSession,
  PageWipe,
  ShellAlive,
  ShellIncident,
  type ShellProblem,
  StaffCode,
  shellProblems,
} from "@kiosk/contract";
import { z } from "zod";
import type { Clock, Log } from "../../ports.ts";
import type { CitizenRoom } from "../citizen-room.ts";
import type { Done, Refused } from "../ports.ts";
import { done, refuse } from "../refusal.ts";
import type { EventStream } from "./event-stream.ts";
import type { Headers } from "./headers.ts";
import { saidOf } from "./problem-words.ts";
import { readBody } from "./request-body.ts";

export interface ShellApiOptions {
  readonly room: CitizenRoom;
  readonly events: EventStream;
  /** what an Origin header may say */
  readonly origins: () => readonly string[];
  readonly clock: Clock;
  readonly log: Log;
}

interface Asked {
  readonly sessionId: string;
  readonly token: string;
  /** aborts when whoever asked is gone */
  readonly gone: AbortSignal;
}

interface Route {
  readonly method: "GET" | "POST" | "DELETE";
  readonly path: RegExp;
  readonly headers?: Headers;
  readonly answer: (request: IncomingMessage, asked: Asked) => Promise<Done<unknown>>;
}

const smallBytes = 10_000;
/** The contract's 16 million characters of a PDF, and what stands around them. */
const callBytes = 17_000_000;
const wipeHeaders: Headers = { "clear-site-data": '"cache", "cookies", "storage"' };
const Nothing = z.strictObject({});

export class ShellApi {
  readonly #options: ShellApiOptions;
  readonly #routes: readonly Route[];

  constructor(options: ShellApiOptions) {
    this.#options = options;
    const { room } = options;
    const session = (last: string) => new RegExp(`^/sessions/([0-9a-f-]{36})/${last}$`);
    this.#routes = [
      { method: "GET", path: /^\/state$/, answer: async () => done(room.state()) },
      { method: "GET", path: /^\/health$/, answer: async () => done(room.health()) },
      { method: "GET", path: /^\/phone-codes$/, answer: async () => lastCode(room) },
      this.#post(/^\/sessions$/, OpenSession, (wanted) => room.open(wanted)),
      this.#post(
        session("calls"),
        BridgeCall,
        (call, { sessionId, token, gone }) => room.call(sessionId, token, call, gone),
        { maxBytes: callBytes },
      ),
      this.#post(session("touch"), Nothing, (_, { sessionId, token }) => room.touch(sessionId, token)),
      this.#post(session("end"), EndSession, (end, { sessionId, token }) => room.end(sessionId, token, end), {
        headers: wipeHeaders,
      }),
      this.#post(session("wiped"), PageWipe, (pages, { sessionId }) => room.wiped(sessionId, pages)),
      this.#post(/^\/ratings$/, NewRating, (rating) => room.rate(rating)),
      this.#post(/^\/reports$/, NewCitizenReport, (report) => room.report(report)),
      this.#post(/^\/staff$/, StaffCode, ({ code }) => room.staff(code)),
      {
        method: "DELETE",
        path: /^\/staff$/,
        answer: async () => {
          room.closeStaff();
          return done({});
        },
      },
      this.#post(/^\/alive$/, ShellAlive, (alive) => {
        room.alive(alive);
        return done({});
      }),
      this.#post(/^\/incidents$/, ShellIncident, (incident) => {
        room.incident(incident);
        return done({});
      }),
    ];
  }

  /** @param path what follows /shell/v1 @param headers of every answer to the pages */
  async handle(path: string, headers: Headers, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const refusal = this.#foreign(request, path);
    if (refusal !== undefined) return this.#refuse(response, headers, refusal);
    if (request.method === "GET" && path === "/events") {
      return this.#options.events.add(response, headers, this.#options.room.state());
    }
    const route = this.#routes.find((r) => r.method === request.method && r.path.test(path));
    if (route === undefined) {
      return this.#refuse(response, headers, refuse("request.invalid", "no such address"), 404);
    }
    const gone = new AbortController();
    response.on("close", () => gone.abort(new Error("whoever asked is gone")));
    const token = request.headers["x-session-token"];
    const asked = {
      sessionId: route.path.exec(path)?.[1] ?? "",
      token: typeof token === "string" ? token : "",
      gone: gone.signal,
    };
    try {
      const answer = await route.answer(request, asked);
      if (!answer.ok) return this.#refuse(response, { ...headers, ...route.headers }, answer);
      send(response, 200, { ...headers, ...route.headers }, answer.value);
    } catch (error) {
      // Its text may be of what a person entered: the name alone goes to the log.
      const name = error instanceof Error ? error.name : "unknown";
      if (!gone.signal.aborted) this.#options.log.warn("shell.failed", { path: route.path.source, error: name });
      this.#refuse(response, headers, refuse("device.failed", name), 500);
    }
  }

  #post<T>(
    path: RegExp,
    schema: z.ZodType<T>,
    answer: (body: T, asked: Asked) => Done<unknown> | Promise<Done<unknown>>,
    { maxBytes = smallBytes, headers }: { readonly maxBytes?: number; readonly headers?: Headers } = {},
  ): Route {
    return {
      method: "POST",
      path,
      ...(headers === undefined ? {} : { headers }),
      answer: async (request, asked) => {
        const body = await readBody(request, schema, maxBytes, this.#options.clock);
        return body.ok ? answer(body.value, asked) : body;
      },
    };
  }

  /** A page of another origin has no business here: neither by its Origin nor, where it sends none, by what the browser adds. */
  #foreign({ method, headers }: IncomingMessage, path: string): Refused | undefined {
    const site = headers["sec-fetch-site"];
    if (site !== undefined && site !== "same-origin" && site !== "none") {
      return refuse("request.foreign", "another site");
    }
    const { origin } = headers;
    if (origin !== undefined) {
      return this.#options.origins().includes(origin) ? undefined : refuse("request.foreign", "another origin");
    }
    // No browser posts without one. The host that watches the pages is none, and tells what became of them.
    return method === "GET" || path === "/incidents" ? undefined : refuse("request.foreign", "no origin");
  }

  #refuse(response: ServerResponse, headers: Headers, { code, detail }: Refused, status = shellProblems[code]): void {
    const problem: ShellProblem = { code, said: saidOf(code, detail), detail: detail.slice(0, 200) };
    // What was not read of a body is not waited for.
    send(response, status, { ...headers, connection: "close" }, problem);
  }
}

function send(response: ServerResponse, status: number, headers: Headers, value: unknown): void {
  if (response.destroyed || response.headersSent) return;
  const octets = Buffer.from(JSON.stringify(value));
  response.writeHead(status, {
    ...headers,
    "content-type": "application/json; charset=utf-8",
    "content-length": octets.length,
  });
  response.end(octets);
}

function lastCode(room: CitizenRoom): Done<unknown> {
  const code = room.simulatedCode();
  return code === null ? refuse("session.none", "no code waits here") : done(code);
}
