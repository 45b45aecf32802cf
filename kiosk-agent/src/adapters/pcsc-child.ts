// A program of its own that looks at the readers of the PC/SC service once, says what it saw as one line of JSON, and
// dies. Started by pcsc-process.ts. It exists because of what the library does in the process that uses it:
// start() and stop() wait on the calling thread, for ever where the service hangs; stop() also waits for a thread that
// may have missed its end (libpcsclite sleeps 400 ms over a mute card, deaf to SCardCancel); and while a reader is
// UNAVAILABLE that thread goes round without a pause. Each look has a context of its own, so none outlives the service.
import type { Seen } from "./pcsc-process.ts";

/** Readers are told all at once: when nothing more comes for this long, they were told. */
const quietMs = 20;
/** "No reader" is told by silence alone; over a mute card libpcsclite takes 400 ms, a reader. */
const noneMs = 1200;

type Addon = Pick<typeof import("pcsc-mini/build/addon.node.js"), "newClient">;

async function look(): Promise<Seen> {
  let addon: Addon;
  try {
    addon = (await import("pcsc-mini/build/addon.node.js")).default;
  } catch (error) {
    return { name: "unloadable", detail: textOf(error) };
  }
  try {
    const states = await statesOf(addon);
    // Silence is "no reader" only if it was not the service's: a second context says that it still answers.
    if (states.size === 0) addon.newClient().start(ignore, ignore);
    return { name: "readers", readers: [...states].map(([name, state]) => ({ name, state: state >>> 0 })) };
  } catch (error) {
    return { name: "refused", code: codeOf(error), detail: textOf(error) };
  }
}

/** The state words by reader. @throws what the library throws, with the name of the PC/SC code as `code` */
async function statesOf({ newClient }: Addon): Promise<ReadonlyMap<string, number>> {
  const states = new Map<string, number>();
  const { promise: told, resolve, reject } = Promise.withResolvers<void>();
  let timer = setTimeout(resolve, noneMs);
  newClient().start(
    (name, state) => {
      // The second round begins: the first told of all.
      if (states.has(name)) return resolve();
      states.set(name, state);
      clearTimeout(timer);
      timer = setTimeout(resolve, quietMs);
    },
    // The library's own queue ran over, which takes more than one round.
    (error) => (error.code === "StatusEventBufferOverflow" ? resolve() : reject(error)),
  );
  await told;
  return states;
}

function ignore(): void {
  // What the second context is told, nobody asked.
}

function codeOf(error: unknown): string {
  if (typeof error !== "object" || error === null || !("code" in error)) return "none";
  return String(error.code);
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

const seen = await look();
// An orderly end would wait for the library's threads.
process.stdout.write(`${JSON.stringify(seen)}\n`, () => process.kill(process.pid, "SIGKILL"));
