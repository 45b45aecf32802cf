// Who sends slowly, or nothing, holds a connection that others need: how long each part of a request may take.
import type { ServerOptions } from "node:http";
import type { FastifyReply, FastifyRequest, preParsingHookHandler } from "fastify";
import { sendProblem } from "./failures.ts";

export interface Patience {
  /** from the first byte (or from connecting) to the end of the headers, and for a TLS handshake */
  readonly headersMs: number;
  /** for a body of data */
  readonly bodyMs: number;
  /** for a body of a file, which a phone may send over a poor network */
  readonly fileMs: number;
  /** between two requests of one connection */
  readonly idleMs: number;
  /** how often connections are looked at */
  readonly checkEveryMs: number;
}

export const patience: Patience = {
  headersMs: 10_000,
  bodyMs: 20_000,
  fileMs: 180_000,
  idleMs: 30_000,
  checkEveryMs: 2_000,
};

/** For createServer of node:http and node:https alike. */
export function slowServerOptions(limits: Patience) {
  return {
    headersTimeout: limits.headersMs,
    // the last resort, behind bodyDeadline
    requestTimeout: limits.headersMs + limits.fileMs + 5_000,
    keepAliveTimeout: limits.idleMs,
    connectionsCheckingInterval: limits.checkEveryMs,
  } satisfies ServerOptions;
}

const dataType = /^application\/json\b/i;

/** A `preParsing` hook: a body that is not there in time is answered 408, and its connection closed. */
export function bodyDeadline(limits: Patience): preParsingHookHandler {
  return (request, reply, payload, done) => {
    done(null, payload);
    if (request.raw.complete) return;
    const isFile = request.headers["content-type"] !== undefined && !dataType.test(request.headers["content-type"]);
    const timer = setTimeout(() => giveUp(request, reply), isFile ? limits.fileMs : limits.bodyMs);
    payload.once("end", () => clearTimeout(timer));
    payload.once("close", () => clearTimeout(timer));
    reply.raw.once("close", () => clearTimeout(timer));
  };
}

function giveUp(request: FastifyRequest, reply: FastifyReply): void {
  if (reply.sent || request.raw.complete) return;
  void sendProblem(reply.header("connection", "close"), "request.too-slow");
}
