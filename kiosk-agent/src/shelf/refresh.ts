// One look at what the server wants on this shelf: fetched wholly, then changed over in one step. Whatever fails leaves what
// is in place.
import { type PackageIndex, type ShelfAppliedEvent, TerminalShelf } from "@kiosk/contract";
import type { Clock } from "../ports.ts";
import { inPlace, type Placed, writePlaced } from "./placed.ts";
import type { ShelfFiles } from "./shelf-files.ts";
import { type TakeOptions, takePackage, type WantedPackage } from "./take-package.ts";
import { type Fetched, failure, type ShelfFailure, type TerminalApi } from "./terminal-api.ts";

export type RefreshOptions = TakeOptions & { readonly kioskId: string; readonly clock: Clock };

export interface Refreshed {
  /** what is in place now; the very one that was, where nothing changed */
  readonly placed: Placed;
  readonly event: ShelfAppliedEvent;
}

/** A hundred places with a long reason each. */
const maxShelfBytes = 1_000_000;

/** Rejects with the reason of `signal` alone. @param before what is in place */
export async function refreshShelf(before: Placed | undefined, options: RefreshOptions): Promise<Fetched<Refreshed>> {
  const said = await fetchShelf(options);
  if (!said.ok) return said;
  const packages = new Map<string, PackageIndex>();
  const places: ShelfAppliedEvent["places"] = [];
  for (const wanted of wantedPackages(said.value)) {
    const taken = await takePackage(wanted, options);
    const old = inPlace(before, wanted.kind, wanted.id);
    if (taken.ok) packages.set(wanted.digest, taken.value);
    else if (old !== undefined) packages.set(old.digest, old.index);
    places.push(placeOf(wanted, taken, old?.index));
  }
  const revision = said.value.revision;
  const applied = (failed?: ShelfFailure): ShelfAppliedEvent => ({
    type: "shelf-applied",
    revision,
    complete: failed === undefined && places.every(({ error }) => error === null),
    places: failed === undefined ? places : places.map((place) => undone(place, before, failed)),
  });
  const placed: Placed = { said: said.value, receivedAt: options.clock.now(), packages };
  try {
    await options.files.settle();
    await writePlaced(options.files, placed);
  } catch (error) {
    options.signal.throwIfAborted();
    const failed = failure("disk", error instanceof Error ? error.message : String(error));
    return before === undefined ? failed : { ok: true, value: { placed: before, event: applied(failed) } };
  }
  return { ok: true, value: { placed, event: applied() } };
}

/** Removes the files that neither of the two has. To be called when `now` is durable. */
export async function sweep(files: ShelfFiles, now: Placed, before: Placed | undefined): Promise<void> {
  const kept = [...now.packages, ...(before?.packages ?? [])];
  await files.keepOnly({
    packages: new Set(kept.map(([digest]) => digest)),
    files: new Set(kept.flatMap(([, index]) => index.files.map(({ sha256 }) => sha256))),
  });
}

async function fetchShelf({ api, kioskId, signal }: { api: TerminalApi; kioskId: string; signal: AbortSignal }) {
  const got = await api.get("/terminal/v1/shelf", maxShelfBytes, signal);
  if (!got.ok) return got;
  const parsed = TerminalShelf.safeParse(parseJson(got.value));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return failure("malformed", `shelf: ${issue?.path.join(".") ?? ""}: ${issue?.message ?? ""}`);
  }
  if (parsed.data.kioskId !== kioskId) return failure("malformed", `the shelf of ${parsed.data.kioskId}`);
  return { ok: true, value: parsed.data } as const;
}

function wantedPackages({ theme, places }: TerminalShelf): WantedPackage[] {
  const apps = places.map(({ appId, version, digest }) => ({ id: appId, kind: "app", version, digest }) as const);
  return theme === null ? apps : [...apps, { ...theme, kind: "theme" }];
}

function placeOf(
  wanted: WantedPackage,
  taken: Fetched<PackageIndex>,
  old: PackageIndex | undefined,
): ShelfAppliedEvent["places"][number] {
  const now = taken.ok ? taken.value : old;
  return {
    id: wanted.id,
    kind: wanted.kind,
    wanted: wanted.version,
    inPlace: now?.manifest.version ?? null,
    error: taken.ok ? null : taken.error,
    detail: taken.ok ? "" : taken.detail,
  };
}

function undone(
  place: ShelfAppliedEvent["places"][number],
  before: Placed | undefined,
  { error, detail }: ShelfFailure,
): ShelfAppliedEvent["places"][number] {
  const old = inPlace(before, place.kind, place.id)?.index.manifest.version ?? null;
  return { ...place, inPlace: old, error: place.error ?? error, detail: place.error === null ? detail : place.detail };
}

function parseJson(octets: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(octets));
  } catch {
    // not UTF-8 or no JSON: the schema then refuses undefined
    return undefined;
  }
}
