// The shelf on disk: <dataDir>/shelf/files/<sha256>, packages/<digest>.json, current.json and nearby.json. What is written
// is whole and durable before anything names it; current.json alone says what is in place, and it is replaced in one step.
import { randomBytes } from "node:crypto";
import { mkdir, open, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";

const kinds = ["files", "packages"] as const;
type Kind = (typeof kinds)[number];

export class ShelfFiles {
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /** Makes the folders and removes what a power cut left half-written. @throws the file system's error */
  static async open(dataDir: string): Promise<ShelfFiles> {
    const files = new ShelfFiles(join(dataDir, "shelf"));
    for (const folder of [files.#folder, ...kinds.map((kind) => join(files.#folder, kind))]) {
      await mkdir(folder, { recursive: true });
      const drafts = (await readdir(folder)).filter((name) => name.endsWith(draft));
      for (const name of drafts) await rm(join(folder, name), { force: true });
    }
    await syncFolder(files.#folder);
    await syncFolder(dataDir);
    return files;
  }

  /** Undefined: not there. @throws the file system's error */
  read(kind: Kind, name: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
    return readIfThere(this.#path(kind, name));
  }

  /** Its size; undefined: not there. */
  async size(kind: Kind, name: string): Promise<number | undefined> {
    try {
      return (await stat(this.#path(kind, name))).size;
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  }

  /** Its octets are durable when this resolves, its name only after `settle`. @throws the file system's error */
  write(kind: Kind, name: string, octets: Uint8Array): Promise<void> {
    return replace(this.#path(kind, name), octets);
  }

  async remove(kind: Kind, name: string): Promise<void> {
    await rm(this.#path(kind, name), { force: true });
  }

  /** The names of all that was written are durable when this resolves. */
  async settle(): Promise<void> {
    for (const kind of kinds) await syncFolder(join(this.#folder, kind));
  }

  /** Text of current.json or nearby.json; undefined: never written. */
  async readDocument(name: "current" | "nearby"): Promise<string | undefined> {
    const octets = await readIfThere(join(this.#folder, `${name}.json`));
    return octets === undefined ? undefined : new TextDecoder().decode(octets);
  }

  /** The old one or the new one, whole, whenever the power goes; the new one when this resolves. */
  async writeDocument(name: "current" | "nearby", text: string): Promise<void> {
    await replace(join(this.#folder, `${name}.json`), new TextEncoder().encode(text));
    await syncFolder(this.#folder);
  }

  /** Removes what is not named. To be called when what names the rest is durable. */
  async keepOnly(keep: Readonly<Record<Kind, ReadonlySet<string>>>): Promise<void> {
    for (const kind of kinds) {
      const folder = join(this.#folder, kind);
      const names = kind === "packages" ? new Set([...keep[kind]].map((digest) => `${digest}.json`)) : keep[kind];
      for (const name of await readdir(folder)) if (!names.has(name)) await rm(join(folder, name), { force: true });
    }
  }

  #path(kind: Kind, name: string): string {
    return join(this.#folder, kind, kind === "packages" ? `${name}.json` : name);
  }
}

const draft = ".part";

async function replace(file: string, octets: Uint8Array): Promise<void> {
  const part = `${file}.${randomBytes(6).toString("hex")}${draft}`;
  try {
    const handle = await open(part, "w", 0o600);
    try {
      await handle.writeFile(octets);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(part, file);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

/** A rename is durable only once the folder is. Windows cannot open one; NTFS journals the rename. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function readIfThere(file: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    return new Uint8Array(await readFile(file));
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}
