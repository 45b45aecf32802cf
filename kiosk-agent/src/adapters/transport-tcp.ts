import { connect, type Socket } from "node:net";
import { type StreamTransport, TransportError } from "../ports.ts";
import { writeWhole } from "./transport-abort.ts";
import { ChunkFan, failedReader } from "./transport-chunks.ts";
import { endedBySignal, toTransportError } from "./transport-errno.ts";
import { failedWrite, notOpen, type TransportState } from "./transport-state.ts";
import { hostOf, portOf, readQuery, TransportUrlError } from "./transport-url.ts";

export interface TcpAddress {
  readonly kind: "tcp";
  readonly host: string;
  readonly port: number;
}

/** `tcp://host:port`. @throws TransportUrlError */
export function tcpAddress(url: URL): TcpAddress {
  readQuery(url, []);
  if (url.port === "") throw new TransportUrlError("tcp needs a port: tcp://host:port");
  return { kind: "tcp", host: hostOf(url), port: portOf(url) };
}

interface Connection {
  readonly socket: Socket;
}

/** Bytes of a serial line behind a device server (raw TCP). May be opened again after it was closed or lost. */
export class TcpTransport implements StreamTransport {
  readonly kind = "stream";
  readonly url: string;
  readonly #address: TcpAddress;
  readonly #fan = new ChunkFan();
  #state: TransportState<Connection, Connection> = { name: "closed" };

  constructor(address: TcpAddress, url: string) {
    this.#address = address;
    this.url = url;
  }

  async open(signal: AbortSignal): Promise<void> {
    if (this.#state.name === "open") return;
    if (this.#state.name === "opening") throw new TransportError("busy", `${this.url} is being opened already`);
    if (signal.aborted) throw endedBySignal(signal, `opening ${this.url}`);
    const socket = connect({ host: this.#address.host, port: this.#address.port, noDelay: true, keepAlive: true });
    this.#state = { name: "opening", socket };
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const onAbort = () => this.#lose(socket, endedBySignal(signal, `opening ${this.url}`));
    const refuse = (error: TransportError) => reject(error);
    signal.addEventListener("abort", onAbort, { once: true });
    socket.once("connect", () => {
      if (this.#state.name !== "opening" || this.#state.socket !== socket) return;
      this.#state = { name: "open", socket };
      resolve();
    });
    socket.on("data", (chunk) => this.#fan.push(chunk));
    // `error` is always followed by `close`; both listeners stay for the socket's whole life.
    socket.on("error", (error) => this.#lose(socket, toTransportError(error, this.url, "lost")));
    socket.on("end", () => this.#lose(socket, new TransportError("lost", `${this.url}: the other side hung up`)));
    socket.on("close", () => {
      this.#lose(socket, new TransportError("lost", `${this.url}: the connection is gone`));
      refuse(this.#state.name === "lost" ? this.#state.error : new TransportError("lost", `${this.url} was closed`));
    });
    try {
      await promise;
    } finally {
      signal.removeEventListener("abort", onAbort);
    }
  }

  async write(bytes: Uint8Array, signal: AbortSignal): Promise<void> {
    if (this.#state.name !== "open") throw notOpen(this.#state, this.url);
    const { socket } = this.#state;
    const lose = (error: TransportError) => this.#lose(socket, error);
    try {
      await writeWhole((done) => socket.write(bytes, done), { signal, doing: `writing to ${this.url}`, lose });
    } catch (error) {
      throw failedWrite(error, this.#state, this.url);
    }
  }

  chunks(signal: AbortSignal): AsyncIterableIterator<Uint8Array> {
    if (this.#state.name === "open") return this.#fan.reader(signal);
    return failedReader(notOpen(this.#state, this.url), signal);
  }

  async close(): Promise<void> {
    const before = this.#state;
    if (before.name === "opening" || before.name === "open") {
      this.#state = { name: "closed" };
      this.#fan.end(undefined);
      const { socket } = before;
      if (socket.closed) return;
      const { promise, resolve } = Promise.withResolvers<void>();
      socket.once("close", () => resolve());
      socket.destroy();
      await promise;
      return;
    }
    this.#state = { name: "closed" };
  }

  #lose(socket: Socket, error: TransportError): void {
    if ((this.#state.name !== "open" && this.#state.name !== "opening") || this.#state.socket !== socket) return;
    this.#state = { name: "lost", error };
    socket.destroy();
    this.#fan.end(error);
  }
}
