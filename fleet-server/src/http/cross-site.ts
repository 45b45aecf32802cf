// Two ways around the browser's same-origin rule are closed before anything of a request is read: a foreign name that
// resolves to this server (DNS rebinding), and a foreign page that sends a form or fetch with this browser's cookies (CSRF).
import { isIPv6 } from "node:net";
import type { FastifyReply, FastifyRequest } from "fastify";
import { sendProblem } from "./failures.ts";

const loopbackNames: readonly string[] = ["localhost", "127.0.0.1", "::1"];
const readingMethods: readonly string[] = ["GET", "HEAD", "OPTIONS"];

export interface Border {
  readonly scheme: "http" | "https";
  /** names people use, beside loopback's; a proxy in front may speak HTTPS for them */
  readonly publicNames: readonly string[];
  /** names of the certificate, where there is one */
  covers(name: string): boolean;
}

/** An `onRequest` hook; the first. Refuses with request.host and request.cross-site. */
export function crossSite(border: Border) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    const host = request.headers.host?.toLowerCase() ?? "";
    if (!isOurs(nameOf(host), border)) return sendProblem(reply, "request.host");
    const reads = readingMethods.includes(request.method);
    if (reads ? isForeignFetch(request) : !isSameOrigin(request, host, border)) {
      return sendProblem(reply, "request.cross-site");
    }
    return undefined;
  };
}

/** Without port and brackets; empty for what is no host. */
function nameOf(host: string): string {
  const [, bracketed, plain] = /^(?:\[([0-9a-f:.]+)\]|([a-z0-9.-]*[a-z0-9]))(?::\d{1,5})?$/.exec(host) ?? [];
  if (bracketed !== undefined) return isIPv6(bracketed) ? bracketed : "";
  return plain ?? "";
}

function isOurs(name: string, { publicNames, covers }: Border): boolean {
  if (name === "") return false;
  return loopbackNames.includes(name) || publicNames.includes(name) || covers(name);
}

/** Programs send neither header; a browser sends them and cannot be made to lie about them. */
function isSameOrigin(request: FastifyRequest, host: string, border: Border): boolean {
  const site = request.headers["sec-fetch-site"];
  if (site !== undefined && site !== "same-origin" && site !== "none") return false;
  const origin = request.headers.origin?.toLowerCase();
  if (origin === undefined || origin === `${border.scheme}://${host}`) return true;
  return border.publicNames.includes(nameOf(host)) && origin === `https://${host}`;
}

/** A link from elsewhere may be followed; anything else that asks from another site only wants to measure the answer. */
function isForeignFetch(request: FastifyRequest): boolean {
  if (request.headers["sec-fetch-site"] !== "cross-site") return false;
  return request.headers["sec-fetch-mode"] !== "navigate" || request.headers["sec-fetch-dest"] !== "document";
}
