// Whatever goes wrong outside a route's own answer ends here, as a Problem. What failed is logged; it is never sent.
import { type ErrorCode, errorCodes, type Problem } from "@kiosk/contract";
import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import { hasZodFastifySchemaValidationErrors } from "fastify-type-provider-zod";
import { type Log, StoreError } from "../ports.ts";
import { problem } from "./problem.ts";

/** Sends a Problem on a reply whose status and content are still open. */
export function sendProblem(reply: FastifyReply, code: ErrorCode, issues: Problem["issues"] = []): FastifyReply {
  return reply
    .code(errorCodes[code].http)
    .type("application/json; charset=utf-8")
    .serializer(JSON.stringify)
    .send(problem(code, issues));
}

/** The error handler of the server; also takes what the framework refuses before there is a route. */
export function failureHandler(log: Log) {
  return (error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    if (hasZodFastifySchemaValidationErrors(error)) {
      const issues = error.validation.map((v) => ({
        path: v.instancePath.slice(1).replaceAll("/", "."),
        message: v.message ?? "",
      }));
      return sendProblem(reply, "request.invalid", issues);
    }
    if (error instanceof StoreError) {
      log.error("http.store-unavailable", { method: request.method, url: request.url, code: error.code });
      return sendProblem(reply, "store.unavailable", [{ path: "", message: error.code }]);
    }
    if (error.code === "FST_ERR_CTP_BODY_TOO_LARGE") return sendProblem(reply, "wire.too-large");
    if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500) {
      // a body that is not JSON, another media type, an address that cannot be decoded
      return sendProblem(reply, "request.invalid", [{ path: "", message: error.message }]);
    }
    log.error("http.failed", { method: request.method, url: request.url, error: error.message, stack: error.stack });
    return sendProblem(reply, "server.internal");
  };
}
