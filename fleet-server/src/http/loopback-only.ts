// Until accounts exist only this machine may ask. Three ways around a loopback listener are closed here: a listener that
// was bound wider, a foreign name that resolves to 127.0.0.1 (DNS rebinding), and a foreign page in this machine's
// browser that sends a form or fetch (CSRF).
import type { FastifyReply, FastifyRequest } from "fastify";
import { sendProblem } from "./failures.ts";

const loopbackNames: readonly string[] = ["localhost", "127.0.0.1", "[::1]"];
const readingMethods: readonly string[] = ["GET", "HEAD", "OPTIONS"];

/** `onRequest` hook: refuses with request.not-loopback before anything of the request is read. */
export async function loopbackOnly(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> {
  if (!isLoopbackAddress(request.socket.remoteAddress)) return refused(reply, "remote address");
  const host = request.headers.host?.toLowerCase();
  if (host === undefined || !loopbackNames.includes(host.replace(/:\d+$/, ""))) return refused(reply, "host");
  if (!readingMethods.includes(request.method) && !isSameOrigin(request, host)) return refused(reply, "origin");
  return undefined;
}

function refused(reply: FastifyReply, what: string): FastifyReply {
  return sendProblem(reply, "request.not-loopback", [{ path: "", message: what }]);
}

function isLoopbackAddress(address: string | undefined): boolean {
  if (address === undefined) return false;
  return address === "::1" || /^(?:::ffff:)?127\.\d+\.\d+\.\d+$/.test(address);
}

/** Programs send neither header; a browser sends them and cannot be made to lie about them. */
function isSameOrigin(request: FastifyRequest, host: string): boolean {
  const site = request.headers["sec-fetch-site"];
  if (site !== undefined && site !== "same-origin" && site !== "none") return false;
  const { origin } = request.headers;
  return origin === undefined || origin.toLowerCase() === `http://${host}`;
}
