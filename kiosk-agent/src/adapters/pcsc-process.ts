// Looks at the readers of the PC/SC service through a program of its own (pcsc-child.mjs), which is killed when it takes
// too long. A look costs the start of a small Node process.
import { type ChildProcessByStdio, spawn } from "node:child_process";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { TransportError } from "../ports.ts";
import { endedBySignal } from "./transport-errno.ts";

const Seen = z.discriminatedUnion("name", [
  z.object({
    name: z.literal("readers"),
    readers: z.array(z.object({ name: z.string(), state: z.int().min(0).max(0xffff_ffff) })),
  }),
  /** the service said no; `code`: the library's name of the PC/SC code */
  z.object({ name: z.literal("refused"), code: z.string(), detail: z.string() }),
  /** the library, or libpcsclite which it needs, is not on this machine */
  z.object({ name: z.literal("unloadable"), detail: z.string() }),
]);
export type Seen = z.infer<typeof Seen>;

/** Looks at all readers once. */
export interface PcscLooker {
  /** @throws TransportError */
  look(signal: AbortSignal): Promise<Seen>;
}

const program = fileURLToPath(new URL("pcsc-child.mjs", import.meta.url));
/** More than this of what a child says, or of why it died, is not kept. */
const mostHeard = 64_000;
const mostStderr = 500;

export class PcscProcess implements PcscLooker {
  readonly #environment: NodeJS.ProcessEnv;

  /** @param environment of the child, default ours */
  constructor(environment: NodeJS.ProcessEnv = process.env) {
    this.#environment = environment;
  }

  async look(signal: AbortSignal): Promise<Seen> {
    if (signal.aborted) throw endedBySignal(signal, "asking the PC/SC service");
    const child = spawn(process.execPath, ["--max-old-space-size=24", program], {
      env: this.#environment,
      stdio: ["ignore", "pipe", "pipe"],
    });
    const { promise: aborted, reject } = Promise.withResolvers<never>();
    const onAbort = () => reject(endedBySignal(signal, "asking the PC/SC service"));
    signal.addEventListener("abort", onAbort, { once: true });
    try {
      return await Promise.race([lineOf(child), aborted]);
    } finally {
      signal.removeEventListener("abort", onAbort);
      child.kill("SIGKILL");
    }
  }
}

async function lineOf(child: ChildProcessByStdio<null, Readable, Readable>): Promise<Seen> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  let heard = "";
  let died = "";
  child.stdout.on("data", (bytes: Buffer) => {
    heard += bytes.toString();
    if (heard.endsWith("\n") || heard.length > mostHeard) resolve(heard);
  });
  child.stderr.on("data", (bytes: Buffer) => {
    died = (died + bytes.toString()).slice(-mostStderr);
  });
  child.once("close", () =>
    reject(new TransportError("lost", `the program that asks the PC/SC service died: ${died}`)),
  );
  child.once("error", (error) => reject(new TransportError("lost", error.message, { cause: error })));
  const line = await promise;
  const seen = Seen.safeParse(json(line));
  if (seen.success) return seen.data;
  throw new TransportError("invalid", `the program that asks the PC/SC service said: ${line.slice(0, 200)}`);
}

function json(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined; // told as what was said
  }
}
