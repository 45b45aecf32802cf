// A program of its own that looks at the readers of the PC/SC service once, says what it saw as one line of JSON, and
// dies. Started by pcsc-process.ts. It exists because of what the library does in the process that uses it:
// start() and stop() wait on the calling thread, for ever where the service hangs; stop() also waits for a thread that
// may have missed its end (libpcsclite sleeps 400 ms over a mute card, deaf to SCardCancel); and while a reader is
// UNAVAILABLE that thread goes round without a pause. Each look has a context of its own, so none outlives the service.
// JavaScript, because it starts anew with every look, and half of the start would be spent on stripping types.

/** Readers are told all at once: when nothing more comes for this long, they were told. */
const quietMs = 100;
/** "No reader" is told by silence alone; over a mute card libpcsclite takes 400 ms a reader, on a slow machine longer. */
const noneMs = 1500;

/** One look. It is kept until the process ends: a client that is collected ends its thread's call with an error. */
class Look {
  #clients = [];

  /** @returns {Promise<import("./pcsc-process.ts").Seen>} */
  async seen() {
    let addon;
    try {
      addon = (await import("pcsc-mini/build/addon.node.js")).default;
    } catch (error) {
      return { name: "unloadable", detail: textOf(error) };
    }
    try {
      const states = await this.#states(addon);
      // Silence is "no reader" only if it was not the service's: a second context says that it still answers.
      if (states.size === 0) this.#start(addon, ignore, ignore);
      return { name: "readers", readers: [...states].map(([name, state]) => ({ name, state: state >>> 0 })) };
    } catch (error) {
      return { name: "refused", code: String(error?.code ?? "none"), detail: textOf(error) };
    }
  }

  /** The state words by reader. Rejects with what the library throws, the name of the PC/SC code as `code`. */
  async #states(addon) {
    const states = new Map();
    const { promise: told, resolve, reject } = Promise.withResolvers();
    let timer = setTimeout(resolve, noneMs);
    const onState = (name, state) => {
      // The second round begins: the first told of all.
      if (states.has(name)) return resolve();
      states.set(name, state);
      clearTimeout(timer);
      timer = setTimeout(resolve, quietMs);
    };
    const onError = (error) => {
      // The library's own queue ran over in the rounds that follow; the first is still to come.
      if (error.code !== "StatusEventBufferOverflow") reject(error);
    };
    this.#start(addon, onState, onError);
    await told;
    return states;
  }

  #start({ newClient }, onState, onError) {
    const client = newClient();
    this.#clients.push(client);
    client.start(onState, onError);
  }
}

function ignore() {
  // What the second context is told, nobody asked.
}

function textOf(error) {
  return error instanceof Error ? error.message : String(error);
}

const look = new Look();
const line = `${JSON.stringify(await look.seen())}\n`;
// An orderly end would wait for the library's threads.
process.stdout.write(line, () => process.kill(process.pid, "SIGKILL"));
