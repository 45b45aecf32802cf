import { constants } from "node:fs";
import { open as openFile, stat } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import { isatty } from "node:tty";
import type { SerialPort } from "serialport";
import { type LineSpeed, type StreamTransport, TransportError } from "../ports.ts";
import { unlessAborted, writeWhole } from "./transport-abort.ts";
import { ChunkFan, failedReader } from "./transport-chunks.ts";
import { endedBySignal, errnoOf, toTransportError } from "./transport-errno.ts";
import { failedWrite, notOpen, type TransportState } from "./transport-state.ts";
import { decodePath, numberIn, oneOf, readQuery, TransportUrlError } from "./transport-url.ts";

export interface SerialAddress {
  readonly kind: "serial";
  readonly path: string;
  readonly baudRate: number;
  readonly dataBits: 5 | 6 | 7 | 8;
  readonly parity: "none" | "even" | "odd";
  readonly stopBits: 1 | 2;
}

/** How a serial device wants its line where the URL does not say; a profile's `serial` has this shape. */
export interface LineDefaults {
  readonly baud: number;
  readonly dataBits: SerialAddress["dataBits"];
  readonly parity: SerialAddress["parity"];
  readonly stopBits: SerialAddress["stopBits"];
}

/** That of SDT readers as they leave the factory. */
export const plainLine: LineDefaults = { baud: 115200, dataBits: 8, parity: "none", stopBits: 1 };

/** `serial:///dev/ttyUSB0?baud=115200&data=8&parity=none&stop=1`. @throws TransportUrlError */
export function serialAddress(url: URL, line: LineDefaults): SerialAddress {
  const query = readQuery(url, ["baud", "data", "parity", "stop"]);
  if (url.host !== "") {
    throw new TransportUrlError(`serial needs three slashes before the path: serial:///${url.host}${url.pathname}`);
  }
  const path = decodePath(url.pathname);
  if (path === "" || path === "/")
    throw new TransportUrlError("serial needs the path of a port: serial:///dev/ttyUSB0");
  return {
    kind: "serial",
    path: /^\/COM\d+$/i.test(path) ? path.slice(1) : path,
    baudRate: numberIn(query, "baud", line.baud, 50, 4_000_000),
    dataBits: oneOf(query, "data", { "5": 5, "6": 6, "7": 7, "8": 8 }, line.dataBits),
    parity: oneOf(query, "parity", { none: "none", even: "even", odd: "odd" }, line.parity),
    stopBits: oneOf(query, "stop", { "1": 1, "2": 2 }, line.stopBits),
  };
}

type State = TransportState<{ readonly port: SerialPort }>;

/** The kernel may hold a close back while unsent bytes wait for a dead line (Linux closing_wait: 30 s). */
const closeLimitMs = 2000;

/** How often the port's entry in /dev is looked at, see `#watch`. */
const watchEveryMs = 1000;

/**
 * A serial port or PTY. May be opened again after it was closed or lost. Modem lines are never touched: PTYs have none
 * and some CDC-ACM devices refuse them.
 */
export class SerialTransport implements StreamTransport {
  readonly kind = "stream";
  readonly url: string;
  readonly #address: SerialAddress;
  readonly #fan = new ChunkFan();
  #state: State = { name: "closed" };
  /** An open that was given up but still hangs in the driver: a second one would only hang beside it. */
  #hanging = false;

  constructor(address: SerialAddress, url: string) {
    this.#address = address;
    this.url = url;
  }

  get speed(): LineSpeed {
    const { baudRate } = this.#address;
    return { baud: baudRate, at: (baud) => new SerialTransport({ ...this.#address, baudRate: baud }, this.url) };
  }

  async open(signal: AbortSignal): Promise<void> {
    if (this.#state.name === "open") return;
    if (this.#state.name === "opening") throw new TransportError("busy", `${this.url} is being opened already`);
    // Nobody else holds it: the device does not let itself be opened.
    if (this.#hanging) throw new TransportError("timeout", `${this.url}: the last open still hangs in the driver`);
    const opening: State = { name: "opening" };
    this.#state = opening;
    try {
      const port = await this.#openPort(signal);
      if (this.#state !== opening) {
        await release(port);
        throw new TransportError("lost", `${this.url} was closed`);
      }
      this.#state = { name: "open", port };
      this.#listen(port);
      void this.#watch(port); // ends with the port and never rejects
    } catch (error) {
      const failure = toTransportError(error, `opening ${this.url}`, "invalid");
      if (this.#state === opening) this.#state = { name: "lost", error: failure };
      throw failure;
    }
  }

  async write(bytes: Uint8Array, signal: AbortSignal): Promise<void> {
    if (this.#state.name !== "open") throw notOpen(this.#state, this.url);
    const { port } = this.#state;
    const lose = (error: TransportError) => this.#lose(port, error);
    const closed = Promise.withResolvers<never>();
    // The library tells some failed writes by `close` alone.
    const onClose = () => closed.reject(notOpen(this.#state, this.url));
    port.once("close", onClose);
    try {
      const write = (done: (error: Error | null | undefined) => void) => port.write(Buffer.from(bytes), done);
      const written = writeWhole(write, { signal, doing: `writing to ${this.url}`, lose });
      await Promise.race([written, closed.promise]);
    } catch (error) {
      throw failedWrite(error, this.#state, this.url);
    } finally {
      port.off("close", onClose);
    }
  }

  chunks(signal: AbortSignal): AsyncIterableIterator<Uint8Array> {
    if (this.#state.name === "open") return this.#fan.reader(signal);
    return failedReader(notOpen(this.#state, this.url), signal);
  }

  async close(): Promise<void> {
    const before = this.#state;
    this.#state = { name: "closed" };
    this.#fan.end(undefined);
    if (before.name === "open") await release(before.port);
  }

  async #openPort(signal: AbortSignal): Promise<SerialPort> {
    if (signal.aborted) throw endedBySignal(signal, `opening ${this.url}`);
    this.#hanging = true;
    // The driver's open cannot be called off: when it comes back after all, the port is given back.
    const opening = openSerialPort(this.#address)
      .then(async (port) => {
        if (signal.aborted) await release(port);
        return port;
      })
      .finally(() => {
        this.#hanging = false;
      });
    return await unlessAborted(opening, signal, `opening ${this.url}`);
  }

  #listen(port: SerialPort): void {
    port.on("data", (chunk: Buffer) => this.#fan.push(chunk));
    port.on("error", (error) => this.#lose(port, toTransportError(error, this.url, "lost")));
    // A line that was hung up reads as an end of file, or as a close with "bad file descriptor".
    port.on("end", () => this.#lose(port, new TransportError("lost", `${this.url}: the line was hung up`)));
    port.on("close", () => this.#lose(port, new TransportError("lost", `${this.url}: the port is gone`)));
  }

  /**
   * A hung-up terminal reads as zero bytes for ever, and bindings-cpp 13 reads it again at once: no event comes, and a
   * core is burnt. Adapters do vanish, so the entry in /dev is watched beside the library.
   */
  async #watch(port: SerialPort): Promise<void> {
    if (process.platform === "win32") return; // COM ports have no entry to look at, and no such loop
    const identity = () =>
      stat(this.#address.path).then(
        (entry) => `${entry.dev} ${entry.ino} ${entry.rdev}`,
        () => "gone",
      );
    const before = await identity();
    while (this.#state.name === "open" && this.#state.port === port) {
      if ((await identity()) !== before || before === "gone") {
        this.#lose(port, new TransportError("lost", `${this.url}: the adapter was unplugged`));
        return;
      }
      await delay(watchEveryMs, undefined, { ref: false });
    }
  }

  #lose(port: SerialPort, error: TransportError): void {
    if (this.#state.name !== "open" || this.#state.port !== port) return;
    this.#state = { name: "lost", error };
    this.#fan.end(error);
    void release(port); // nobody waits for a port that is gone; release() never rejects
  }
}

/** @throws TransportError, or the library's error when nothing better is known */
async function openSerialPort(address: SerialAddress): Promise<SerialPort> {
  // The library's errors carry no errno: what can be told beforehand is told by the file system.
  if (process.platform !== "win32") {
    const entry = await stat(address.path).catch((error: unknown) => {
      throw toTransportError(error, address.path, "absent");
    });
    if (!entry.isCharacterDevice()) {
      throw new TransportError("invalid", `${address.path} is not a serial port (not a character device)`);
    }
  }
  // Loaded late: an agent without serial devices does not need the native part.
  const { SerialPort: Port } = await import("serialport");
  const port = new Port({
    path: address.path,
    baudRate: address.baudRate,
    dataBits: address.dataBits,
    parity: address.parity,
    stopBits: address.stopBits,
    autoOpen: false,
  });
  port.on("error", () => undefined); // until the transport listens itself, an error is told by the callback below
  const { promise, resolve, reject } = Promise.withResolvers<SerialPort>();
  port.open((error) => (error ? reject(error) : resolve(port)));
  try {
    return await promise;
  } catch (error) {
    throw await explainOpenFailure(address.path, error);
  }
}

/** The library says why in text only; opening the file once more without touching the line gives the errno. */
async function explainOpenFailure(path: string, error: unknown): Promise<TransportError> {
  const text = error instanceof Error ? error.message : String(error);
  const failure = (code: TransportError["code"]) => new TransportError(code, `${path}: ${text}`, { cause: error });
  if (process.platform === "win32") {
    // Texts of the Windows binding: a COM port in use reads as "Access denied".
    if (/file not found/i.test(text)) return failure("absent");
    return failure(/access denied/i.test(text) ? "busy" : "invalid");
  }
  try {
    const file = await openFile(path, constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK);
    const isTerminal = isatty(file.fd);
    await file.close();
    if (!isTerminal) return failure("invalid");
  } catch (second) {
    if (errnoOf(second) !== undefined) return toTransportError(second, path, "invalid");
    return failure("invalid");
  }
  // It opens for us and is a terminal: then either another program holds the lock, or the speed is not possible.
  return failure(/lock/i.test(text) ? "busy" : "invalid");
}

/** Closes whatever state the port is in; never rejects, never takes longer than the limit. */
async function release(port: SerialPort): Promise<void> {
  if (!port.isOpen) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, closeLimitMs);
  port.on("error", () => resolve());
  // Without the flush, closing waits for bytes that a dead line will never take.
  port.flush(() => {
    if (port.isOpen) port.close(() => resolve());
    else resolve();
  });
  await promise;
  clearTimeout(timer);
}
