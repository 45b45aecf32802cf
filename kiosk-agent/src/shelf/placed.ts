// What is in place: read from current.json and the packages it names, or made of a change that has just been fetched.
import { type PackageIndex, Sha256, TerminalShelf, type TrustedKeys } from "@kiosk/contract";
import { z } from "zod";
import type { PlacedApp, ShelfSnapshot } from "../citizen/ports.ts";
import type { Log, Millis } from "../ports.ts";
import type { ShelfFiles } from "./shelf-files.ts";
import { isWhole, placedIndex } from "./take-package.ts";

const CurrentFile = z.strictObject({
  v: z.literal(1),
  said: TerminalShelf,
  receivedAt: z.int(),
  /** digests of the packages in place */
  packages: z.array(Sha256),
});

/** One state of the shelf: what the server said, and what of it is in place. */
export interface Placed {
  readonly said: TerminalShelf;
  /** kiosk clock */
  readonly receivedAt: Millis;
  /** by digest */
  readonly packages: ReadonlyMap<string, PackageIndex>;
}

/** What was in place when the power went; undefined: nothing. A package that is not whole any more is left out, and logged. */
export async function readPlaced(files: ShelfFiles, keys: TrustedKeys, log: Log): Promise<Placed | undefined> {
  const text = await files.readDocument("current");
  if (text === undefined) return undefined;
  const current = CurrentFile.safeParse(parseJson(text));
  if (!current.success) {
    log.warn("shelf.damaged", { file: "current.json" });
    return undefined;
  }
  const packages = new Map<string, PackageIndex>();
  for (const digest of current.data.packages) {
    const index = await placedIndex(digest, { files, keys });
    if (!index.ok) log.warn("shelf.damaged", { digest, error: index.error, detail: index.detail });
    else if (!(await isWhole(index.value, files))) log.warn("shelf.damaged", { digest, error: "file" });
    else packages.set(digest, index.value);
  }
  return { said: current.data.said, receivedAt: current.data.receivedAt, packages };
}

/** Durable when it resolves. */
export async function writePlaced(files: ShelfFiles, { said, receivedAt, packages }: Placed): Promise<void> {
  const current = { v: 1, said, receivedAt, packages: [...packages.keys()] } satisfies z.input<typeof CurrentFile>;
  await files.writeDocument("current", JSON.stringify(current));
}

/** The package of an app or style that is in place; undefined: none. */
export function inPlace(placed: Placed | undefined, kind: "app" | "theme", id: string) {
  if (placed === undefined) return undefined;
  for (const [digest, index] of placed.packages) {
    if (index.manifest.kind === kind && index.manifest.id === id) return { digest, index };
  }
  return undefined;
}

export function snapshotOf(placed: Placed | undefined, nearby: ShelfSnapshot["nearby"]): ShelfSnapshot {
  const apps: [PlacedApp["manifest"]["id"], PlacedApp][] = [];
  let theme: ShelfSnapshot["theme"] = null;
  for (const [digest, { manifest, files }] of placed?.packages ?? []) {
    if (manifest.kind === "theme") theme = { digest, manifest };
    else apps.push([manifest.id, { digest, manifest, files: files.map(({ path }) => path) }]);
  }
  const shelf = placed === undefined ? null : { said: placed.said, receivedAt: placed.receivedAt };
  return { shelf, apps: new Map(apps), theme, nearby };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // no JSON: the schema then refuses undefined
    return undefined;
  }
}
