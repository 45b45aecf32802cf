// Asks the fleet server by HTTPS, as this terminal. One request at a time is bounded in octets and in time; nothing is
// followed, nothing is kept.
import { type IncomingMessage, type RequestOptions, request as requestPlain } from "node:http";
import { request as requestTls } from "node:https";
import type { ShelfAppliedEvent } from "@kiosk/contract";
import type { Clock } from "../ports.ts";
import { within } from "../within.ts";

export type ShelfError = NonNullable<ShelfAppliedEvent["places"][number]["error"]>;

/** What went wrong with one thing that was fetched; `detail` for people who look after terminals. */
export interface ShelfFailure {
  readonly ok: false;
  readonly error: ShelfError;
  readonly detail: string;
}
export type Fetched<T> = { readonly ok: true; readonly value: T } | ShelfFailure;

export interface TerminalApiOptions {
  /** https://host:port, or http:// on loopback */
  readonly api: string;
  readonly kioskId: string;
  readonly secret: string;
  /** PEM of who may sign the server's certificate; undefined: whom the machine trusts */
  readonly ca: string | undefined;
  /** the name in the server's certificate where it is not the host's */
  readonly servername: string | undefined;
  readonly clock: Clock;
}

/** A whole answer has to be there within this: four megabytes over a line of 400 kbit/s. */
const answerMs = 90_000;

export class TerminalApi {
  readonly #options: TerminalApiOptions;

  constructor(options: TerminalApiOptions) {
    this.#options = options;
  }

  /** The octets at `path`. Rejects with the reason of `signal` alone. @param maxBytes more than this is `too-large` */
  async get(path: string, maxBytes: number, signal: AbortSignal): Promise<Fetched<Uint8Array<ArrayBuffer>>> {
    try {
      const got = await within(this.#options.clock, answerMs, signal, (until) => this.#get(path, maxBytes, until));
      if (got.name === "done") return got.value;
      return failure("not-reachable", `${path}: no whole answer within ${answerMs / 1_000} s`);
    } catch (error) {
      signal.throwIfAborted();
      return failure("not-reachable", `${path}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  #get(path: string, maxBytes: number, signal: AbortSignal): Promise<Fetched<Uint8Array<ArrayBuffer>>> {
    const { api, kioskId, secret, ca, servername } = this.#options;
    const url = new URL(path, api);
    const options: RequestOptions = { auth: `${kioskId}:${secret}`, signal, agent: false };
    return new Promise((resolve, reject) => {
      const onAnswer = (answer: IncomingMessage) => {
        void read(answer, path, maxBytes).then(resolve, reject);
      };
      const asked =
        url.protocol === "https:"
          ? requestTls(
              url,
              { ...options, ...(ca === undefined ? {} : { ca }), ...(servername === undefined ? {} : { servername }) },
              onAnswer,
            )
          : requestPlain(url, options, onAnswer);
      asked.on("error", reject);
      asked.end();
    });
  }
}

/** @throws Error where the connection ended before the answer did */
async function read(
  answer: IncomingMessage,
  path: string,
  maxBytes: number,
): Promise<Fetched<Uint8Array<ArrayBuffer>>> {
  if (answer.statusCode !== 200) {
    answer.destroy();
    return failure("not-reachable", `${path}: HTTP ${answer.statusCode}`);
  }
  const chunks: Uint8Array[] = [];
  let bytes = Number(answer.headers["content-length"] ?? 0);
  if (bytes <= maxBytes) {
    bytes = 0;
    for await (const chunk of answer) {
      if (!(chunk instanceof Uint8Array)) continue;
      bytes += chunk.length;
      if (bytes > maxBytes) break;
      chunks.push(chunk);
    }
  }
  if (bytes > maxBytes) {
    answer.destroy();
    return failure("too-large", `${path}: more than ${maxBytes} bytes`);
  }
  return { ok: true, value: new Uint8Array(Buffer.concat(chunks)) };
}

export function failure(error: ShelfError, detail: string): ShelfFailure {
  return { ok: false, error, detail: detail.slice(0, 200) };
}
