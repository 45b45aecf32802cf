// Cameras and scanners that type like keyboards: whether they are there and open. No picture is taken and no key is
// kept: of a keyboard's events it is learnt that there were some.
import { constants } from "node:fs";
import { type FileHandle, open as openFile, stat } from "node:fs/promises";
import { type Clock, type Presence, type PresenceTransport, TransportError } from "../ports.ts";
import { createSystemClock } from "./clock.ts";
import { cameraNode, keyboardNode, type NodeAddress, nodeAddress, type SystemRoots } from "./presence-node.ts";
import { endedBySignal, errnoOf, toTransportError } from "./transport-errno.ts";
import { readQuery } from "./transport-url.ts";

export interface PresenceAddress {
  readonly kind: "presence";
  readonly of: "camera" | "keyboard";
  readonly node: NodeAddress;
}

/** `camera:///dev/v4l/by-id/...`, `camera:///dev/video0`, `camera://usb/0ac8:3420`. @throws TransportUrlError */
export function cameraAddress(url: URL): PresenceAddress {
  readQuery(url, []);
  return { kind: "presence", of: "camera", node: nodeAddress(url, "camera:///dev/video0 or camera://usb/0ac8:3420") };
}

/** `wedge:///dev/input/by-id/...-event-kbd`, `wedge://usb/0c2e:0b61`. @throws TransportUrlError */
export function wedgeAddress(url: URL): PresenceAddress {
  readQuery(url, []);
  const example = "wedge:///dev/input/by-id/usb-...-event-kbd or wedge://usb/0c2e:0b61";
  return { kind: "presence", of: "keyboard", node: nodeAddress(url, example) };
}

/** What the transport needs of the system; tests have their own. */
export interface PresenceSystem {
  readonly roots: SystemRoots;
  readonly clock: Pick<Clock, "monotonic">;
  open(path: string, flags: number): Promise<FileHandle>;
}

const thisSystem: PresenceSystem = {
  roots: { dev: "/dev", sys: "/sys" },
  clock: createSystemClock(),
  open: openFile,
};

/** linux/input.h struct input_event, 64 bit: one look takes what the kernel holds for a listener, 64 events or more. */
const eventOctets = 24;
/** A device that floods the node does not hold the look. */
const readsAtMost = 64;

interface Listening {
  readonly path: string;
  /** of the node: a device that was plugged in again has another one */
  readonly identity: string;
  readonly handle: FileHandle;
}

export class NodePresence implements PresenceTransport {
  readonly kind = "presence";
  readonly url: string;
  readonly #address: PresenceAddress;
  readonly #system: PresenceSystem;
  #listening: Listening | undefined;
  #heardAt: number | undefined;
  /** An open that was given up but still hangs in the driver: a second one would only hang beside it. */
  #hanging = false;

  constructor(address: PresenceAddress, url: string, system: PresenceSystem = thisSystem) {
    this.#address = address;
    this.#system = system;
    this.url = url;
  }

  async look(signal: AbortSignal): Promise<Presence> {
    if (signal.aborted) throw endedBySignal(signal, `looking at ${this.url}`);
    try {
      return await (this.#address.of === "camera" ? this.#lookAtCamera(signal) : this.#lookAtKeyboard(signal));
    } catch (error) {
      throw toTransportError(error, `looking at ${this.url}`, "lost");
    }
  }

  async close(): Promise<void> {
    const { handle } = this.#listening ?? {};
    this.#listening = undefined;
    await handle?.close();
  }

  async #lookAtCamera(signal: AbortSignal): Promise<Presence> {
    const { path, name } = await cameraNode(this.#address.node, this.#system.roots);
    try {
      // V4L2 open(): nothing streams until it is asked to. A UVC camera opens beside the program that uses it.
      const handle = await this.#open(path, constants.O_RDWR | constants.O_NONBLOCK, signal);
      await handle.close();
    } catch (error) {
      // V4L2 open(): the driver takes one program at a time and has one
      if (errnoOf(error) !== "EBUSY") throw error;
      return { of: "camera", name, opens: false };
    }
    return { of: "camera", name, opens: true };
  }

  async #lookAtKeyboard(signal: AbortSignal): Promise<Presence> {
    try {
      const { path, name } = await keyboardNode(this.#address.node, this.#system.roots);
      if (await this.#hears(path, signal)) this.#heardAt = this.#system.clock.monotonic();
      const seen = { of: "keyboard", name, opens: true } as const;
      if (this.#heardAt === undefined) return seen;
      return { ...seen, silentMs: this.#system.clock.monotonic() - this.#heardAt };
    } catch (error) {
      await this.close().catch(() => undefined); // what cannot be read is opened anew at the next look
      throw error;
    }
  }

  /** True: something came since the look before. Not grabbed: the program that the scanner types for hears it all. */
  async #hears(path: string, signal: AbortSignal): Promise<boolean> {
    const { handle } = await this.#listen(path, signal);
    const content = new Uint8Array(eventOctets * 64);
    let isHeard = false;
    for (let reads = 0; reads < readsAtMost; reads += 1) {
      const { bytesRead } = await handle.read(content, 0, content.length, null).catch(nothingToRead);
      content.fill(0); // it may be a citizen's code
      if (bytesRead === 0) return isHeard;
      isHeard = true;
    }
    return isHeard;
  }

  async #listen(path: string, signal: AbortSignal): Promise<Listening> {
    const before = this.#listening;
    const now = await this.#open(path, constants.O_RDONLY | constants.O_NONBLOCK, signal);
    const { dev, ino, rdev } = await now.stat();
    const identity = `${dev} ${ino} ${rdev}`;
    if (before?.path === path && before.identity === identity) {
      await now.close();
      return before;
    }
    await this.close();
    this.#listening = { path, identity, handle: now };
    return this.#listening;
  }

  /** Of a node only: what is configured by mistake, a file or a folder, is not opened. */
  async #open(path: string, flags: number, signal: AbortSignal): Promise<FileHandle> {
    const entry = await stat(path);
    if (entry.isFile() || entry.isDirectory()) throw new TransportError("invalid", `${path} is no device`);
    if (this.#hanging) throw new TransportError("timeout", `${path}: the open before this one has not come back`);
    this.#hanging = true;
    const opened = this.#system.open(path, flags).finally(() => {
      this.#hanging = false;
    });
    const givenUp = Promise.withResolvers<never>();
    const onAbort = () => {
      // The driver's open cannot be called off: when it comes back after all, the handle is given back.
      void opened.then((handle) => handle.close()).catch(() => undefined); // it failed: nothing is held
      givenUp.reject(endedBySignal(signal, `opening ${path}`));
    };
    signal.addEventListener("abort", onAbort, { once: true });
    if (signal.aborted) onAbort();
    return await Promise.race([opened, givenUp.promise]).finally(() => {
      signal.removeEventListener("abort", onAbort);
    });
  }
}

/** A node that does not block says EAGAIN where it has nothing. */
function nothingToRead(error: unknown): { readonly bytesRead: number } {
  if (errnoOf(error) === "EAGAIN") return { bytesRead: 0 };
  throw error;
}
