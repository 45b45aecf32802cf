// One bounded HTTP request to the world outside: a time limit, a size limit, no redirects, an optional proxy.
import { Agent as HttpAgent, request as httpRequest, type IncomingMessage, type RequestOptions } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import { errorCode, failureOfCode, type NetworkFailure } from "./network-failure.ts";

export interface HttpClientOptions {
  /** `http://[user:password@]host:port`; HTTPS goes through it by CONNECT. Null: straight out. */
  readonly proxy: string | null;
  /** PEM of authorities to trust beside none other, as on an intranet; null: the system's usual ones */
  readonly ca: string | null;
  /** for the whole exchange, name look-up to last byte */
  readonly timeoutMs: number;
  readonly maxAnswerBytes: number;
}

export const httpDefaults: HttpClientOptions = { proxy: null, ca: null, timeoutMs: 10_000, maxAnswerBytes: 65_536 };

export interface HttpRequest {
  readonly method: "GET" | "POST";
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export type HttpAnswer =
  | { readonly kind: "answer"; readonly status: number; readonly retryAfter: string | null; readonly body: string }
  | { readonly kind: "failed"; readonly code: NetworkFailure; readonly detail: string };

export interface HttpClient {
  /** Never throws. The detail of a failure holds no part of the URL: robots carry their key in it. */
  send(request: HttpRequest, signal: AbortSignal): Promise<HttpAnswer>;
}

class OversizeError extends Error {}

export function createHttpClient(options: HttpClientOptions): HttpClient {
  // An agent of our own, so that what the process's environment says of proxies does not decide where alarms go.
  const proxyEnv = options.proxy === null ? {} : { HTTP_PROXY: options.proxy, HTTPS_PROXY: options.proxy };
  const plain = new HttpAgent({ proxyEnv });
  const secure = new HttpsAgent({ proxyEnv, ...(options.ca === null ? {} : { ca: options.ca }) });

  return {
    async send({ method, url, headers, body }, signal) {
      const timeout = AbortSignal.timeout(options.timeoutMs);
      const target = new URL(url);
      const isSecure = target.protocol === "https:";
      const bytes = Buffer.from(body, "utf8");
      const settings: RequestOptions = {
        method,
        headers: { ...headers, ...(method === "POST" ? { "content-length": String(bytes.length) } : {}) },
        agent: isSecure ? secure : plain,
        signal: AbortSignal.any([signal, timeout]),
      };
      try {
        const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
        // The certificate is that of the host we call, also where a relay is told another Host.
        const request = isSecure
          ? httpsRequest(target, { ...settings, servername: serverName(target.hostname) }, resolve)
          : httpRequest(target, settings, resolve);
        request.on("error", reject);
        request.end(method === "POST" ? bytes : undefined);
        const answer = await promise;
        return {
          kind: "answer",
          status: answer.statusCode ?? 0,
          retryAfter: answer.headers["retry-after"] ?? null,
          body: await readBody(answer, options.maxAnswerBytes),
        };
      } catch (error) {
        if (signal.aborted) return { kind: "failed", code: "aborted", detail: "" };
        if (timeout.aborted) return { kind: "failed", code: "timeout", detail: "" };
        return failure(error);
      }
    },
  };
}

// TLS has no server names for addresses
function serverName(hostname: string): string {
  return /^[\d.]+$|^\[/.test(hostname) ? "" : hostname;
}

async function readBody(answer: IncomingMessage, maxBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of answer) {
    if (!Buffer.isBuffer(chunk)) continue;
    size += chunk.length;
    if (size > maxBytes) throw new OversizeError(`more than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function failure(error: unknown): HttpAnswer {
  if (error instanceof OversizeError) return { kind: "failed", code: "oversize", detail: error.message };
  const code = errorCode(error);
  return { kind: "failed", code: failureOfCode(code), detail: code };
}
