// IPP over HTTP: one POST, one answer, over a connection of its own. A printer's certificate must be signed by a CA that
// this machine trusts, or by the one that the URL names; it is never let through unchecked.
import { readFile } from "node:fs/promises";
import { type ClientRequest, request as httpRequest, type IncomingMessage, type RequestOptions } from "node:http";
import { request as httpsRequest } from "node:https";
import { type IppTransport, TransportError, type TransportErrorCode } from "../ports.ts";
import { endedBySignal, errnoOf, toTransportError } from "./transport-errno.ts";
import { decodePath, portOf, readQuery, TransportUrlError } from "./transport-url.ts";

export interface IppAddress {
  readonly kind: "ipp";
  readonly isSecure: boolean;
  readonly host: string;
  readonly port: number;
  /** with its leading slash */
  readonly path: string;
  /** ipps: PEM file of the CA, or of the printer's own certificate; absent: the CAs of this machine */
  readonly caFile?: string;
  /** ipps: the name in the printer's certificate, where it is not the host */
  readonly servername?: string;
}

const defaultPort = 631;
const defaultPath = "/ipp/print";
/** Attributes of a printer are a few thousand octets; beyond this somebody sends us something else. */
const longestAnswer = 256 * 1024;

/** `ipp://host:631/ipp/print`, `ipps://host:631/ipp/print?ca=/etc/kiosk/printer.pem&servername=printer`. @throws TransportUrlError */
export function ippAddress(url: URL): IppAddress {
  const isSecure = url.protocol === "ipps:";
  const query = readQuery(url, isSecure ? ["ca", "servername"] : []);
  if (url.hostname === "") throw new TransportUrlError("the host is missing");
  const caFile = query.get("ca");
  const servername = query.get("servername");
  if (caFile === "") throw new TransportUrlError("the ca file is missing");
  decodePath(url.pathname);
  return {
    kind: "ipp",
    isSecure,
    host: url.hostname.replace(/^\[(.*)\]$/, "$1"),
    port: url.port === "" ? defaultPort : portOf(url),
    path: url.pathname === "" || url.pathname === "/" ? defaultPath : url.pathname,
    ...(caFile === undefined ? {} : { caFile }),
    ...(servername === undefined ? {} : { servername }),
  };
}

export class IppHttpTransport implements IppTransport {
  readonly kind = "ipp";
  readonly url: string;
  readonly printerUri: string;
  readonly #address: IppAddress;
  #closing = new AbortController();

  constructor(address: IppAddress, url: string) {
    this.#address = address;
    this.url = url;
    const { isSecure, host, port, path } = address;
    const named = host.includes(":") ? `[${host}]` : host;
    this.printerUri = `${isSecure ? "ipps" : "ipp"}://${named}:${port}${path}`;
  }

  async exchange(request: Uint8Array, signal: AbortSignal): Promise<Uint8Array> {
    const doing = `asking ${this.url}`;
    if (signal.aborted) throw endedBySignal(signal, doing);
    const closing = this.#closing.signal;
    const options = await this.#options(request);
    const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>();
    const sent = this.#address.isSecure ? httpsRequest(options) : httpRequest(options);
    const onAbort = () => reject(endedBySignal(signal, doing));
    const onClose = () => reject(new TransportError("lost", `${this.url} was closed`));
    signal.addEventListener("abort", onAbort, { once: true });
    closing.addEventListener("abort", onClose, { once: true });
    // Either may have happened while the CA was read.
    if (signal.aborted) onAbort();
    if (closing.aborted) onClose();
    sent.on("error", (error) => reject(this.#failure(error)));
    sent.on("response", (response) => {
      response.on("error", (error) => reject(this.#failure(error)));
      this.#body(response).then(resolve, reject);
    });
    sent.end(request);
    try {
      return await promise;
    } finally {
      signal.removeEventListener("abort", onAbort);
      closing.removeEventListener("abort", onClose);
      done(sent);
    }
  }

  close(): Promise<void> {
    this.#closing.abort();
    this.#closing = new AbortController();
    return Promise.resolve();
  }

  async #options(request: Uint8Array): Promise<RequestOptions & { ca?: Buffer; servername?: string }> {
    const { host, port, path, caFile, servername } = this.#address;
    const options = {
      method: "POST",
      host,
      port,
      path,
      agent: false as const,
      headers: { "content-type": "application/ipp", "content-length": request.length, connection: "close" },
      ...(servername === undefined ? {} : { servername }),
    };
    if (caFile === undefined) return options;
    const ca = await readFile(caFile).catch((error: unknown) => {
      throw new TransportError("refused", `${this.url}: the CA cannot be read`, { cause: error });
    });
    return { ...options, ca };
  }

  async #body(response: IncomingMessage): Promise<Uint8Array> {
    const status = response.statusCode ?? 0;
    if (status !== 200) throw new TransportError(codeOfStatus(status), `${this.url} answers HTTP ${status}`);
    const type = response.headers["content-type"] ?? "";
    if (!/^application\/ipp\s*(?:;|$)/i.test(type)) {
      throw new TransportError("invalid", `${this.url} answers ${JSON.stringify(type.slice(0, 60))}, which is not IPP`);
    }
    const pieces: Buffer[] = [];
    let length = 0;
    try {
      for await (const piece of response) {
        if (!(piece instanceof Buffer)) continue;
        pieces.push(piece);
        length += piece.length;
        if (length > longestAnswer) throw new TransportError("invalid", `${this.url} answers without end`);
      }
    } catch (error) {
      throw this.#failure(error);
    }
    return Buffer.concat(pieces);
  }

  #failure(error: unknown): TransportError {
    const errno = errnoOf(error) ?? "";
    if (errno.startsWith("HPE_")) {
      return new TransportError("invalid", `${this.url} answers what is not HTTP`, { cause: error });
    }
    const isDistrusted = /CERT|TLS|SSL|UNABLE_TO/.test(errno);
    return toTransportError(error, this.url, isDistrusted ? "refused" : "lost");
  }
}

/** Also after an answer: what is still on its way belongs to nothing. */
function done(sent: ClientRequest): void {
  sent.on("error", () => undefined);
  sent.destroy();
}

/** What an HTTP status means for who asks a printer (RFC 9110 section 15). */
function codeOfStatus(status: number): TransportErrorCode {
  if (status === 503 || status === 429) return "busy";
  if (status === 408 || status === 504) return "timeout";
  // not here, not you, not this way: a matter of configuration, as is a page that is somewhere else
  if ((status >= 300 && status < 500) || status === 505) return "refused";
  return "invalid";
}
