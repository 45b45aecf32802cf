// This machine, as Linux tells of it without root. Reads only, and each fact for itself: one that cannot be had is
// missing, and the rest is told. Nothing is written, so that a full disk stops no report of it.
import { statfs } from "node:fs/promises";
import { dirname, isAbsolute, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { HostTransport } from "../ports.ts";
import { agentVersion } from "../version.ts";
import { type ClockQuery, clockFact, timedatectl } from "./host-clock.ts";
import { type HostRoots, textOf } from "./host-files.ts";
import { loadFacts, memoryFacts } from "./host-memory.ts";
import { networkFacts } from "./host-network.ts";
import { screensFact, touchscreensFact } from "./host-panels.ts";
import { temperatureFact } from "./host-temperature.ts";
import { endedBySignal, errnoOf } from "./transport-errno.ts";
import { readQuery, TransportUrlError } from "./transport-url.ts";

export interface HostAddress {
  readonly kind: "host";
  /** the folder whose file system must not fill up */
  readonly data: string;
}

/** `host://local?data=/var/lib/kiosk-agent`; without `data` the file system of `/`. @throws TransportUrlError */
export function hostAddress(url: URL): HostAddress {
  if (url.hostname !== "local" || url.port !== "" || (url.pathname !== "" && url.pathname !== "/")) {
    throw new TransportUrlError(`only this machine can be asked: host://local, not "${url.href}"`);
  }
  const data = readQuery(url, ["data"]).get("data") ?? "/";
  if (!isAbsolute(data)) throw new TransportUrlError(`data="${data}" is not an absolute path`);
  return { kind: "host", data };
}

/** `host://local` watches the disk of the agent's own data where the configuration names no other folder. */
export function withDataFolder(url: string, dataDir: string): string {
  const parsed = URL.parse(url);
  if (parsed?.protocol !== "host:" || parsed.searchParams.has("data")) return url;
  parsed.searchParams.set("data", dataDir);
  return parsed.href;
}

/** The shell writes its version here, beside the agent's own files. */
const shellVersionFile = "shell-version";

/** For one fact; the driver waits longer for all of them. */
const factLimitMs = 2000;

export interface HostOptions {
  readonly address: HostAddress;
  readonly url: string;
  readonly roots?: HostRoots;
  readonly clockQuery?: ClockQuery;
  readonly limitMs?: number;
}

export class LocalHost implements HostTransport {
  readonly kind = "host";
  readonly url: string;
  readonly #address: HostAddress;
  readonly #roots: HostRoots;
  readonly #clockQuery: ClockQuery;
  readonly #limitMs: number;
  /** what is still being asked: a file system that hangs is not asked once more by each poll */
  readonly #pending = new Map<string, Promise<unknown>>();
  #closing = new AbortController();

  constructor({ address, url, roots, clockQuery, limitMs }: HostOptions) {
    this.url = url;
    this.#address = address;
    this.#roots = roots ?? { proc: "/proc", sys: "/sys", run: "/run" };
    this.#clockQuery = clockQuery ?? timedatectl;
    this.#limitMs = limitMs ?? factLimitMs;
  }

  async facts(signal: AbortSignal): Promise<ReadonlyMap<string, number | string>> {
    const roots = this.#roots;
    const ended = AbortSignal.any([signal, this.#closing.signal]);
    if (ended.aborted) throw endedBySignal(ended, `asking ${this.url}`);
    const { data } = this.#address;
    const [disk, memory, load, network, temperature, clock, screens, touchscreens, shell] = await Promise.all([
      this.#told("disk", () => diskFacts(data)),
      this.#told("memory", () => memoryFacts(roots)),
      this.#told("load", () => loadFacts(roots)),
      this.#told("network", () => networkFacts(roots)),
      this.#told("temperature", () => temperatureFact(roots)),
      this.#told("clock", () => clockFact(roots, this.#clockQuery, this.#limitMs, ended)),
      this.#told("screens", () => screensFact(roots)),
      this.#told("touchscreens", () => touchscreensFact(roots)),
      this.#told("shell", () => textOf(join(data, shellVersionFile))),
    ]);
    const single = { temperatureCelsius: temperature, clockSynchronised: clock, screens, touchscreens };
    const facts = new Map<string, number | string>([disk, memory, load, network].flatMap((some) => [...(some ?? [])]));
    for (const [name, value] of Object.entries(single)) if (value !== undefined) facts.set(name, value);
    facts.set("agentVersion", agentVersion);
    if (shell) facts.set("shellVersion", shell);
    return facts;
  }

  close(): Promise<void> {
    this.#closing.abort();
    this.#closing = new AbortController();
    return Promise.resolve();
  }

  /** Undefined where it does not come in time. */
  async #told<T>(name: string, ask: () => Promise<T>): Promise<T | undefined> {
    if (this.#pending.has(name)) return undefined;
    const asked = ask().finally(() => this.#pending.delete(name));
    this.#pending.set(name, asked);
    const late = new AbortController();
    try {
      const tooLate = sleep(this.#limitMs, undefined, { signal: late.signal }).catch(() => undefined);
      return await Promise.race([asked, tooLate]);
    } finally {
      late.abort();
    }
  }
}

/** As `df` counts: of what the system keeps for itself nothing is free to us. */
async function diskFacts(folder: string): Promise<Map<string, number>> {
  const facts = new Map<string, number>();
  try {
    const { bsize, blocks, bfree, bavail } = await statfs(folder);
    facts.set("diskFreeBytes", bavail * bsize);
    facts.set("diskTotalBytes", (blocks - bfree + bavail) * bsize);
  } catch (error) {
    // The folder is made when the agent first starts: until then the one above it has the same file system.
    if (errnoOf(error) === "ENOENT" && dirname(folder) !== folder) return diskFacts(dirname(folder));
  }
  return facts;
}
