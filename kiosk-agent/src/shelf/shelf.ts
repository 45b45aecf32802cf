// The shelf of this terminal: what it can offer, kept on disk and in step with the server. agent.ts builds it; the citizen's
// session and the apps' server read it.
import { Nearby, pemOctets, readPublicKey, type ShelfAppliedEvent, sha256Hex, type TrustedKeys } from "@kiosk/contract";
import { z } from "zod";
import type { Shelf, ShelfSnapshot } from "../citizen/ports.ts";
import type { Clock, Log } from "../ports.ts";
import { type Placed, readPlaced, snapshotOf } from "./placed.ts";
import { type Refreshed, refreshShelf, sweep } from "./refresh.ts";
import { nextLookMs } from "./refresh-pace.ts";
import { ShelfFiles } from "./shelf-files.ts";
import { TerminalApi, type TerminalApiOptions } from "./terminal-api.ts";

export interface ShelfOptions extends Omit<TerminalApiOptions, "clock"> {
  readonly dataDir: string;
  /** PEM texts of the public keys whose packages are taken */
  readonly publishers: readonly string[];
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
  /** durable when it resolves */
  readonly tell: (event: ShelfAppliedEvent) => Promise<void>;
}

export interface RunningShelf extends Shelf {
  /** Begins to look by itself: at once, every 15 minutes, and sooner after what may pass. Does not wait. */
  start(): void;
  /** Afterwards nothing is fetched or written any more. Idempotent. */
  stop(): Promise<void>;
  /**
   * Looks now. Resolves when a look that began after this call is over, whatever came of it; never rejects.
   * @param revision the server has told of this one: what came of it is told again even where nothing changed
   */
  refresh(revision?: number): Promise<void>;
}

/** After a start the neighbours may be coming up as well: asked again so soon, then after twice as long each time. */
const nearbySoonMs = 15_000;
const nearbyMs = 5 * 60_000;
const maxNearbyBytes = 200_000;
const NearbyFile = z.strictObject({ said: Nearby, receivedAt: z.int() });

/** Reads what is in place; asks nobody before start(). @throws the file system's error; Error for a key that is none */
export async function openShelf(options: ShelfOptions): Promise<RunningShelf> {
  const keys = await readKeys(options.publishers);
  const files = await ShelfFiles.open(options.dataDir);
  const placed = await readPlaced(files, keys, options.log);
  const nearby = NearbyFile.safeParse(parseJson(await files.readDocument("nearby")));
  return new TerminalShelf(options, keys, files, placed, nearby.success ? nearby.data : null);
}

class TerminalShelf implements RunningShelf {
  readonly #options: ShelfOptions;
  readonly #keys: TrustedKeys;
  readonly #files: ShelfFiles;
  readonly #api: TerminalApi;
  readonly #listeners = new Set<() => void>();
  readonly #stopping = new AbortController();
  #placed: Placed | undefined;
  /** still readable, for whoever has a page of it open; its files go with the next change */
  #before: Placed | undefined;
  #nearby: ShelfSnapshot["nearby"];
  #snapshot: ShelfSnapshot;
  /** what was told last, so that it is not told every 15 minutes */
  #told = "";
  #failures = 0;
  #nextMs = 0;
  #look: Promise<void> | undefined;
  #queued: Promise<void> | undefined;
  #asked = false;
  #wake = new AbortController();
  #loops: Promise<unknown>[] = [];

  constructor(
    options: ShelfOptions,
    keys: TrustedKeys,
    files: ShelfFiles,
    placed: Placed | undefined,
    nearby: ShelfSnapshot["nearby"],
  ) {
    this.#options = options;
    this.#keys = keys;
    this.#files = files;
    this.#api = new TerminalApi(options);
    this.#placed = placed;
    this.#nearby = nearby;
    this.#snapshot = snapshotOf(placed, nearby);
  }

  snapshot(): ShelfSnapshot {
    return this.#snapshot;
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async read(digest: string, path: string): Promise<Uint8Array | undefined> {
    const index = this.#placed?.packages.get(digest) ?? this.#before?.packages.get(digest);
    const file = index?.files.find((f) => f.path === path);
    if (index === undefined || file === undefined) return undefined;
    const octets = await this.#files.read("files", file.sha256);
    if (octets !== undefined && (await sha256Hex(octets)) === file.sha256) return octets;
    await this.#foundDamaged(digest, file.sha256, path);
    return undefined;
  }

  start(): void {
    this.#loops = [this.#lookOnAndOn(), this.#askNeighboursOnAndOn()];
  }

  async stop(): Promise<void> {
    this.#stopping.abort(new Error("the shelf is closed"));
    await Promise.allSettled([...this.#loops, this.#look, this.#queued]);
  }

  refresh(revision?: number): Promise<void> {
    if (revision !== undefined) this.#asked = true;
    if (this.#look === undefined) return this.#begin();
    // The one under way may have asked the server before the change: one more, for all who come meanwhile.
    this.#queued ??= this.#look.then(() => {
      this.#queued = undefined;
      return this.#begin();
    });
    return this.#queued;
  }

  #begin(): Promise<void> {
    this.#look = this.#lookOnce().finally(() => {
      this.#look = undefined;
      this.#wake.abort();
    });
    return this.#look;
  }

  async #lookOnce(): Promise<void> {
    const { kioskId, clock, random, log } = this.#options;
    const { signal } = this.#stopping;
    if (signal.aborted) return;
    const asked = this.#asked;
    this.#asked = false;
    this.#nextMs = nextLookMs(["disk"], this.#failures + 1, random());
    try {
      const options = { kioskId, clock, api: this.#api, files: this.#files, keys: this.#keys, signal };
      const result = await refreshShelf(this.#placed, options);
      const errors = result.ok
        ? result.value.event.places.flatMap(({ error }) => (error === null ? [] : [error]))
        : [result.error];
      this.#failures = errors.length === 0 ? 0 : this.#failures + 1;
      this.#nextMs = nextLookMs(errors, this.#failures, random());
      if (!result.ok) return log.warn("shelf.not-refreshed", { error: result.error, detail: result.detail });
      await this.#changeOver(result.value);
      this.#tell(result.value.event, asked);
    } catch (error) {
      // stopped, or the disk would not let go of what is not needed any more: the next look tries again
      if (!signal.aborted) log.warn("shelf.not-refreshed", { error: String(error) });
    }
  }

  async #changeOver({ placed }: Refreshed): Promise<void> {
    const old = this.#placed;
    if (placed === old) return;
    this.#placed = placed;
    const changed = !sameKeys(placed.packages, old?.packages);
    if (changed) this.#before = old;
    this.#publish();
    if (changed) await sweep(this.#files, placed, this.#before);
  }

  /** Not waited for: while the disk is full the queue does not answer, and the shelf goes on. */
  #tell(event: ShelfAppliedEvent, asked: boolean): void {
    const { tell, log } = this.#options;
    const text = JSON.stringify(event);
    if (text === this.#told && !asked) return;
    this.#told = text;
    log.info("shelf.applied", { revision: event.revision, complete: event.complete });
    tell(event).catch((error: unknown) => {
      this.#told = "";
      log.warn("shelf.not-told", { error: String(error) });
    });
  }

  /** What the disk gives back is not what was written: gone from it, told, and fetched anew. */
  async #foundDamaged(digest: string, sha256: string, path: string): Promise<void> {
    const { log } = this.#options;
    await this.#files.remove("files", sha256);
    log.warn("shelf.damaged", { digest, path });
    const placed = this.#placed;
    const index = placed?.packages.get(digest);
    if (placed === undefined || index === undefined) return;
    const places: ShelfAppliedEvent["places"] = [...placed.packages].map(([name, { manifest }]) => ({
      id: manifest.id,
      kind: manifest.kind,
      wanted: manifest.version,
      inPlace: manifest.version,
      error: name === digest ? "digest" : null,
      detail: name === digest ? `${path}: damaged on the disk, fetched anew` : "",
    }));
    this.#tell({ type: "shelf-applied", revision: placed.said.revision, complete: false, places }, true);
    if (!this.#stopping.signal.aborted) void this.refresh(); // never rejects
  }

  async #lookOnAndOn(): Promise<void> {
    const { signal } = this.#stopping;
    await this.refresh();
    while (!signal.aborted) {
      this.#wake = new AbortController();
      const until = AbortSignal.any([signal, this.#wake.signal]);
      // woken by a look that somebody asked for: the time until the next begins anew
      const slept = await this.#options.clock.sleep(this.#nextMs, until).then(
        () => true,
        () => false,
      );
      if (slept) await this.refresh();
    }
  }

  async #askNeighboursOnAndOn(): Promise<void> {
    const { clock, log } = this.#options;
    const { signal } = this.#stopping;
    for (let waitMs = nearbySoonMs; !signal.aborted; waitMs = Math.min(waitMs * 2, nearbyMs)) {
      try {
        await this.#askNeighbours(signal);
      } catch (error) {
        if (!signal.aborted) log.warn("shelf.no-neighbours", { error: String(error) });
      }
      await clock.sleep(waitMs, signal).catch(() => undefined); // stopped: the loop ends
    }
  }

  async #askNeighbours(signal: AbortSignal): Promise<void> {
    const { log, clock } = this.#options;
    const got = await this.#api.get("/terminal/v1/nearby", maxNearbyBytes, signal);
    if (!got.ok) return log.warn("shelf.no-neighbours", { error: got.error, detail: got.detail });
    const said = Nearby.safeParse(parseJson(new TextDecoder().decode(got.value)));
    if (!said.success) return log.warn("shelf.no-neighbours", { error: "malformed" });
    this.#nearby = { said: said.data, receivedAt: clock.now() };
    this.#publish();
    await this.#files.writeDocument("nearby", JSON.stringify(this.#nearby));
  }

  #publish(): void {
    this.#snapshot = snapshotOf(this.#placed, this.#nearby);
    for (const listener of this.#listeners) listener();
  }
}

async function readKeys(publishers: readonly string[]): Promise<TrustedKeys> {
  const keys = await Promise.all(
    publishers.map(async (pem, index) => {
      const octets = pemOctets(pem, "PUBLIC KEY");
      if (octets === undefined) throw new Error(`shell.publishers[${index}]: 不是 PEM 公钥 / is not a PEM public key`);
      const { keyId, key } = await readPublicKey(octets).catch(() => {
        throw new Error(`shell.publishers[${index}]: 不是 ECDSA P-256 公钥 / is not an ECDSA P-256 public key`);
      });
      return [keyId, key] as const;
    }),
  );
  return new Map(keys);
}

function sameKeys(one: ReadonlyMap<string, unknown>, other: ReadonlyMap<string, unknown> | undefined): boolean {
  return other !== undefined && one.size === other.size && [...one.keys()].every((key) => other.has(key));
}

function parseJson(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    // no JSON: the schema then refuses undefined
    return undefined;
  }
}
