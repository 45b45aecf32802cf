// A vendor's helper program as a byte stream: its stdin and stdout are the line, its life is the connection. The contract
// with its authors is kiosk-agent/helper/README.md.
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { stat } from "node:fs/promises";
import { dirname } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { type StreamTransport, TransportError } from "../ports.ts";
import { writeWhole } from "./transport-abort.ts";
import { ChunkFan, failedReader } from "./transport-chunks.ts";
import { endedBySignal, toTransportError } from "./transport-errno.ts";
import { failedWrite, notOpen, type TransportState } from "./transport-state.ts";
import { decodePath, TransportUrlError } from "./transport-url.ts";

export interface HelperAddress {
  readonly kind: "helper";
  /** absolute path */
  readonly program: string;
  readonly args: readonly string[];
}

const mostArgs = 32;

/** `helper:///absolute/path?arg=...&arg=...`. @throws TransportUrlError */
export function helperAddress(url: URL): HelperAddress {
  if (url.host !== "") {
    throw new TransportUrlError(`helper needs three slashes before the path: helper:///${url.host}${url.pathname}`);
  }
  const path = decodePath(url.pathname);
  if (path === "" || path.endsWith("/")) {
    throw new TransportUrlError("helper needs the path of a program: helper:///opt/vendor/helper");
  }
  const foreign = [...url.searchParams.keys()].find((name) => name !== "arg");
  if (foreign !== undefined) throw new TransportUrlError(`unknown parameter "${foreign}": known are arg`);
  const args = url.searchParams.getAll("arg");
  if (args.length > mostArgs) throw new TransportUrlError(`${args.length} arguments are more than ${mostArgs}`);
  if ([path, ...args].some((text) => text.includes("\0"))) throw new TransportUrlError("%00 has no place here");
  return { kind: "helper", program: /^\/[A-Za-z]:\//.test(path) ? path.slice(1) : path, args };
}

type Child = ChildProcessWithoutNullStreams;

type State = TransportState<{ readonly child: Child }>;

/** What a helper has to end by itself when its stdin ends, and again when it was asked by SIGTERM. */
const patienceMs = 250;
/** What the last lines of stderr may fill. */
const mostSaid = 2048;

/** May be opened again after it was closed or lost: each time it is a new process, never two at once. */
export class HelperTransport implements StreamTransport {
  readonly kind = "stream";
  readonly url: string;
  readonly #address: HelperAddress;
  readonly #fan = new ChunkFan();
  #state: State = { name: "closed" };
  /** the process before this one, until it is gone */
  #ending: Promise<void> = Promise.resolve();

  constructor(address: HelperAddress, url: string) {
    this.#address = address;
    this.url = url;
  }

  async open(signal: AbortSignal): Promise<void> {
    if (this.#state.name === "open") return;
    if (this.#state.name === "opening") throw new TransportError("busy", `${this.url} is being opened already`);
    if (signal.aborted) throw endedBySignal(signal, `starting ${this.#address.program}`);
    const opening: State = { name: "opening" };
    this.#state = opening;
    try {
      // Two of them would fight for the device: the second one starts when the first one is gone.
      await this.#ending;
      await this.#checkProgram();
      if (this.#state !== opening || signal.aborted) throw endedBySignal(signal, `starting ${this.#address.program}`);
      const child = await this.#start();
      if (this.#state !== opening || signal.aborted) {
        this.#ending = end(child);
        throw endedBySignal(signal, `starting ${this.#address.program}`);
      }
      this.#state = { name: "open", child };
      this.#listen(child);
    } catch (error) {
      const failure = toTransportError(error, `starting ${this.#address.program}`, "refused");
      if (this.#state === opening) this.#state = { name: "lost", error: failure };
      throw failure;
    }
  }

  async write(bytes: Uint8Array, signal: AbortSignal): Promise<void> {
    if (this.#state.name !== "open") throw notOpen(this.#state, this.url);
    const { child } = this.#state;
    const lose = (error: TransportError) => this.#lose(child, error);
    const doing = `writing to ${this.#address.program}`;
    try {
      await writeWhole((done) => child.stdin.write(bytes, done), { signal, doing, lose });
    } catch (error) {
      throw failedWrite(error, this.#state, this.url);
    }
  }

  chunks(signal: AbortSignal): AsyncIterableIterator<Uint8Array> {
    if (this.#state.name === "open") return this.#fan.reader(signal);
    return failedReader(notOpen(this.#state, this.url), signal);
  }

  /** Resolves when the process, and all that it started, is gone: within twice `patienceMs` and a little. */
  async close(): Promise<void> {
    const before = this.#state;
    this.#state = { name: "closed" };
    this.#fan.end(undefined);
    if (before.name === "open") this.#ending = end(before.child);
    await this.#ending;
  }

  /** A program that anybody may write is one that anybody may put something else in the place of. */
  async #checkProgram(): Promise<void> {
    const { program } = this.#address;
    const entry = await stat(program);
    if (!entry.isFile()) throw new TransportError("refused", `${program} is no program`);
    if (process.platform !== "win32" && (entry.mode & 0o002) !== 0) {
      throw new TransportError("refused", `${program} may be written by everybody: not started`);
    }
  }

  async #start(): Promise<Child> {
    const { program, args } = this.#address;
    const child = spawn(program, args, {
      cwd: dirname(program),
      env: helperEnvironment(),
      shell: false,
      // a group of its own, so that what it starts can be ended with it
      detached: process.platform !== "win32",
      windowsHide: true,
      stdio: "pipe",
    });
    const { promise, resolve, reject } = Promise.withResolvers<Child>();
    child.once("spawn", () => resolve(child));
    child.on("error", reject); // also a signal that could not be sent: end() waits and goes on to the next
    child.stdin.on("error", () => undefined); // told to the writer; `exit` follows
    child.once("exit", () => killGroup(child, "SIGKILL")); // what it started holds the pipes open, and the device
    return promise;
  }

  #listen(child: Child): void {
    const said = new LastWords();
    const killNow = () => killGroup(child, "SIGKILL");
    process.once("exit", killNow); // an agent that ends leaves nobody behind
    child.stdout.on("data", (chunk: Buffer) => this.#fan.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => said.push(chunk));
    child.once("exit", (code, signal) => {
      process.off("exit", killNow);
      const how = signal === null ? `ended with code ${code}` : `was ended by ${signal}`;
      const tell = () => this.#lose(child, lost(child, `${how}${said.text}`));
      child.once("close", tell); // what it wrote last may still be on its way
      setTimeout(tell, patienceMs).unref();
    });
    // Whoever hung up cannot answer any more; how it ended is told when it has.
    child.stdout.once("end", () => void end(child)); // never rejects
  }

  #lose(child: Child, error: TransportError): void {
    if (this.#state.name !== "open" || this.#state.child !== child) return;
    this.#state = { name: "lost", error };
    this.#ending = end(child);
    this.#fan.end(error);
  }
}

/** What a helper may count on; whatever else it needs stands in its arguments. */
function helperEnvironment(): NodeJS.ProcessEnv {
  if (process.platform === "win32") return { SystemRoot: process.env.SystemRoot, PATH: process.env.PATH };
  return { PATH: "/usr/local/bin:/usr/bin:/bin", LANG: "C.UTF-8" };
}

function lost(child: Child, how: string): TransportError {
  return new TransportError("lost", `${child.spawnfile} ${how}`);
}

/** Ends stdin, asks, kills, and lets what was written last arrive. Never rejects. */
async function end(child: Child): Promise<void> {
  const isGone = () => child.exitCode !== null || child.signalCode !== null;
  const isSilent = () => isGone() && child.stdout.closed && child.stderr.closed;
  const closed = Promise.withResolvers<void>();
  child.once("close", () => closed.resolve());
  child.stdin.end();
  for (const signal of ["SIGTERM", "SIGKILL", undefined] as const) {
    const waited = new AbortController();
    const patience = delay(patienceMs, undefined, { signal: waited.signal }).catch(() => undefined); // it came sooner
    if (!isSilent()) await Promise.race([closed.promise, patience]);
    waited.abort();
    if (signal !== undefined && !isGone()) killGroup(child, signal);
  }
  for (const pipe of child.stdio) pipe?.destroy(); // somebody who left the group may still hold the other end
}

function killGroup(child: Child, signal: "SIGTERM" | "SIGKILL"): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === "win32") child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {
    // Nobody of the group is left.
  }
}

/** The end of what a helper wrote to stderr: its last line is told with its death. */
class LastWords {
  #tail = "";

  push(chunk: Buffer): void {
    this.#tail = (this.#tail + chunk.toString("utf8")).slice(-mostSaid);
  }

  /** `: last line`, or nothing */
  get text(): string {
    const last = this.#tail
      .split("\n")
      .map((line) => line.replace(/[\s\p{Cc}]+/gu, " ").trim())
      .findLast((line) => line !== "");
    return last === undefined ? "" : `: ${last.slice(0, 160)}`;
  }
}
