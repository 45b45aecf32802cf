// How often somebody may ask. Whoever is signed in is counted as that person and not by address: an office behind one
// address is not locked out together. Strangers are counted by address, and where a password is tried also by the name it
// is tried for.
import fastifyRateLimit, { normalizeIP } from "@fastify/rate-limit";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Log } from "../ports.ts";
import { sendProblem } from "./failures.ts";
import { isLoopback } from "./listen.ts";

/** What a route is to be counted apart for, beside all requests: `config: { limit: "upload" }`. */
export type LimitClass = "sign-in" | "set-up" | "link" | "upload" | "export";

declare module "fastify" {
  interface FastifyContextConfig {
    limit?: LimitClass;
  }
}

/** Requests within a minute. */
export interface RateLimits {
  /** of one person: twenty a second, for ten tabs that are read anew at once */
  readonly person: number;
  /** of one address without a session */
  readonly stranger: number;
  /** the console's own files, of one address: an office that comes to work */
  readonly files: number;
  /** of one person, or one address where nobody has signed in yet */
  readonly classes: { readonly [C in LimitClass]: number };
  /** tries for one login name from one address, right ones too; wrong ones lock the account long before */
  readonly login: number;
  /** Programs of this machine, or the proxy in front of it, stand for many: not counted as one address. */
  readonly spareLoopback: boolean;
}

export const rateLimits: RateLimits = {
  person: 1200,
  stranger: 600,
  files: 12_000,
  classes: { "sign-in": 120, "set-up": 10, link: 30, upload: 60, export: 20 },
  login: 30,
  spareLoopback: true,
};

const minute = 60_000;
/** how many people and addresses are remembered at a time */
const remembered = 20_000;

export interface RateLimitOptions {
  readonly limits: RateLimits;
  /** who has signed in; null for a stranger */
  callerId(request: FastifyRequest): string | null;
  readonly log: Log;
}

type Hook = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply | undefined>;

/**
 * `onRequest` belongs before the hook that refuses strangers, so that their tries are counted; `preValidation` anywhere. Both
 * answer 429 request.rate with Retry-After.
 */
export async function createRateLimits(
  app: FastifyInstance,
  { limits, callerId, log }: RateLimitOptions,
): Promise<{ readonly onRequest: Hook; readonly preValidation: Hook }> {
  await app.register(fastifyRateLimit, { global: false, cache: remembered });
  const addressOf = (request: FastifyRequest) => normalizeIP(request.ip);
  const callers = new WeakMap<FastifyRequest, string | null>();
  const whoOf = (request: FastifyRequest) => callers.get(request) ?? addressOf(request);
  const spared = (request: FastifyRequest) => limits.spareLoopback && isLoopback(request.ip);
  const window = { timeWindow: minute, cache: remembered };

  const byPerson = app.createRateLimit({ ...window, max: limits.person, keyGenerator: whoOf });
  const byStranger = app.createRateLimit({ ...window, max: limits.stranger, keyGenerator: addressOf });
  const byFiles = app.createRateLimit({ ...window, max: limits.files, keyGenerator: addressOf });
  const byClass = app.createRateLimit({
    ...window,
    max: (request) => limits.classes[request.routeOptions.config.limit ?? "export"],
    keyGenerator: (request) => `${request.routeOptions.config.limit} ${whoOf(request)}`,
  });
  const byLogin = app.createRateLimit({
    ...window,
    max: limits.login,
    keyGenerator: (request) => `${addressOf(request)} ${loginOf(request)}`,
  });

  let toldAt = 0;
  type Check = ReturnType<typeof app.createRateLimit>;
  const refusedBy = async (check: Check, request: FastifyRequest, reply: FastifyReply) => {
    const found = await check(request);
    if (found.isAllowed || !found.isExceeded) return undefined;
    if (performance.now() - toldAt > minute) {
      toldAt = performance.now();
      log.warn("http.rate-limited", { key: found.key, url: request.routeOptions.url });
    }
    const seconds = Math.max(1, found.ttlInSeconds);
    return sendProblem(reply.header("retry-after", seconds), "request.rate", [
      { path: "", message: `请在 ${seconds} 秒后重试 / try again in ${seconds} s` },
    ]);
  };

  return {
    async onRequest(request, reply) {
      const caller = callerId(request);
      callers.set(request, caller);
      const known = caller !== null;
      const general = known ? byPerson : isData(request) ? byStranger : byFiles;
      if (known || !spared(request)) {
        const refused = await refusedBy(general, request, reply);
        if (refused !== undefined) return refused;
      }
      const { limit } = request.routeOptions.config;
      // the link of the first start is guessed at from this machine as well as from any other
      if (limit === undefined || (!known && limit !== "set-up" && spared(request))) return undefined;
      return refusedBy(byClass, request, reply);
    },
    async preValidation(request, reply) {
      if (request.routeOptions.config.limit !== "sign-in" || loginOf(request) === "") return undefined;
      return refusedBy(byLogin, request, reply);
    },
  };
}

function isData(request: FastifyRequest): boolean {
  return /^\/(?:api|terminal)(?:[/?]|$)/.test(request.url);
}

/** As the accounts compare it: neither letter case nor space around it makes another name. */
function loginOf(request: FastifyRequest): string {
  const body: unknown = request.body;
  const login = typeof body === "object" && body !== null && "login" in body ? body.login : undefined;
  return typeof login === "string" ? login.trim().toLowerCase().slice(0, 64) : "";
}
