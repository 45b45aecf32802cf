// The frame of a vendor helper, contract kiosk-helper/1 (see README.md beside this file): lines, one request at a time,
// errors, an orderly end. Vendors copy this file; it needs Node alone.
import type { Readable, Writable } from "node:stream";

/** The contract's own limit for a line, octets. */
const maxLine = 64 * 1024;

export interface HelperIdentity {
  readonly helper: string;
  readonly version: string;
  /** what this helper speaks, e.g. `libprx`: the protocol of the profiles that it is made for */
  readonly protocol: string;
  /** name and version of the vendor's library, where there is one */
  readonly vendorLibrary?: string;
}

/** A number, a text, or octets as hex. */
export type HelperValue = number | string | { readonly hex: string };

/** Why the device could not be asked. `absent`: not there; `lost`: it was, a moment ago; `noAnswer`: it is there and silent. */
export type HelperErrorCode = "absent" | "refused" | "busy" | "noAnswer" | "lost";

/** To be thrown by `status` and `print`: what the agent is told. Never put a citizen's data into the text. */
export class HelperError extends Error {
  readonly code: HelperErrorCode;
  constructor(code: HelperErrorCode, text: string) {
    super(text);
    this.name = "HelperError";
    this.code = code;
  }
}

export interface HelperDevice {
  /** How the device is, now: nothing remembered. `signal` aborts when the agent hangs up. @throws HelperError */
  status(signal: AbortSignal): Promise<Readonly<Record<string, HelperValue>>>;
  /** Has lines printed; resolves when the library took them, not when the paper is out. Absent where the device has no such job. @throws HelperError */
  print?(lines: readonly string[], signal: AbortSignal): Promise<void>;
  /** The agent hung up: give the device back. The agent waits for a quarter of a second. */
  close?(): Promise<void>;
}

interface Request {
  readonly id: number;
  readonly ask: string;
  readonly lines: readonly string[];
}

/** Serves until the agent hangs up. Resolves when the device was given back; the program should then end. */
export async function serve(
  identity: HelperIdentity,
  device: HelperDevice,
  input: Readable = process.stdin,
  output: Writable = process.stdout,
): Promise<void> {
  const hungUp = new AbortController();
  const hangUp = () => hungUp.abort(new Error("the agent hung up"));
  process.once("SIGTERM", () => {
    hangUp();
    input.destroy();
  });
  output.on("error", hangUp); // the agent is gone: its end of the pipe says so too
  const queue = new RequestQueue(input, hangUp);
  for (let request = await queue.next(); request !== undefined; request = await queue.next()) {
    const answer = await answerTo(request, identity, device, hungUp.signal);
    if (!hungUp.signal.aborted) output.write(`${JSON.stringify({ id: request.id, ...answer })}\n`);
  }
  await device.close?.();
}

async function answerTo(
  request: Request,
  identity: HelperIdentity,
  device: HelperDevice,
  signal: AbortSignal,
): Promise<Readonly<Record<string, unknown>>> {
  try {
    if (request.ask === "hello") return { contract: "kiosk-helper/1", ...identity };
    if (request.ask === "status") return { fields: await device.status(signal) };
    if (request.ask === "print" && device.print) {
      await device.print(request.lines, signal);
      return { printed: true };
    }
    return { error: { code: "refused", text: `does not know how to ${request.ask.slice(0, 20)}` } };
  } catch (error) {
    const code = error instanceof HelperError ? error.code : "lost";
    return { error: { code, text: (error instanceof Error ? error.message : String(error)).slice(0, 200) } };
  }
}

/** One request at a time. Of several that wait, only the last one has somebody who still waits for it; printing is kept. */
class RequestQueue {
  #waiting: Request[] = [];
  #rest = "";
  #hasEnded = false;
  #wake: () => void = () => undefined;

  constructor(input: Readable, hangUp: () => void) {
    const end = () => {
      this.#hasEnded = true;
      hangUp();
      this.#wake();
    };
    input.setEncoding("utf8");
    input.on("data", (text: string) => this.#take(text));
    input.once("end", end);
    input.once("close", end);
    input.on("error", end);
  }

  /** undefined: the agent hung up. */
  async next(): Promise<Request | undefined> {
    while (this.#waiting.length === 0 && !this.#hasEnded) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    return this.#hasEnded ? undefined : this.#waiting.shift();
  }

  #take(text: string): void {
    const lines = `${this.#rest}${text}`.split("\n");
    this.#rest = lines.pop() ?? "";
    if (this.#rest.length > maxLine) this.#rest = "";
    for (const line of lines) {
      const request = requestOf(line);
      if (request) this.#waiting = [...this.#waiting.filter(({ ask }) => ask === "print"), request];
    }
    this.#wake();
  }
}

/** undefined: nothing that could be answered, for it has no id. */
function requestOf(line: string): Request | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (typeof value !== "object" || value === null) return undefined;
  if (!("id" in value) || typeof value.id !== "number" || !("ask" in value) || typeof value.ask !== "string") {
    return undefined;
  }
  const lines = "lines" in value && Array.isArray(value.lines) ? value.lines : [];
  return { id: value.id, ask: value.ask, lines: lines.filter((one) => typeof one === "string") };
}
