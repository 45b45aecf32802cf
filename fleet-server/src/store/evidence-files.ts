// Evidence and the files of packages on the disk: each under the digest of its content (SM3; SHA-256 for packages),
// `ab/abcdef…`, in a folder that belongs to the data. A file has its name only once it is whole and synced, so a crash leaves
// all of it or nothing.
import { createHash, randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { EvidenceStore } from "../ports.ts";
import { asStoreError, guarded } from "./store-failure.ts";

export type DigestAlgorithm = "sm3" | "sha256";

/** Where files are written until they are whole. */
const draftFolder = "incoming";

/**
 * Opens the folder, makes it where there is none (its parent must be there), and removes what an interrupted write left.
 * @throws StoreError
 */
export function openEvidenceFiles(dir: string, algorithm: DigestAlgorithm = "sm3"): EvidenceStore {
  const drafts = join(dir, draftFolder);
  try {
    for (const folder of [dir, drafts]) if (!existsSync(folder)) mkdirSync(folder);
    for (const leftover of readdirSync(drafts)) rmSync(join(drafts, leftover), { recursive: true, force: true });
  } catch (error) {
    throw asStoreError(error);
  }

  return {
    put: (bytes) =>
      guarded(async () => {
        const digest = digestOf(bytes, algorithm);
        const file = evidencePath(dir, digest);
        // an altered file is put right: what its name promises has just come in again
        if ((await readWhole(file, digest, algorithm)) === undefined) await write(bytes, file, dir, drafts);
        // also for a file that is there: another request may have named it and not yet synced the name
        await syncFolder(join(file, ".."));
        return digest;
      }),
    get: (digest) =>
      guarded(async () =>
        isDigest(digest) ? await readWhole(evidencePath(dir, digest), digest, algorithm) : undefined,
      ),
  };
}

/** Where the file of a digest lies within the evidence folder. */
export function evidencePath(dir: string, digest: string): string {
  return join(dir, digest.slice(0, 2), digest);
}

function digestOf(bytes: Uint8Array, algorithm: DigestAlgorithm): string {
  return createHash(algorithm).update(bytes).digest("hex");
}

/** Digests come in requests too: nothing else may become part of a path. */
function isDigest(text: string): boolean {
  return /^[0-9a-f]{64}$/.test(text);
}

/** undefined when there is no file, or not this one. */
async function readWhole(file: string, digest: string, algorithm: DigestAlgorithm): Promise<Uint8Array | undefined> {
  try {
    const bytes = await readFile(file);
    return digestOf(bytes, algorithm) === digest ? bytes : undefined;
  } catch (error) {
    if (["ENOENT", "ENOTDIR", "EISDIR"].includes(asStoreError(error).code)) return undefined;
    throw error;
  }
}

async function write(bytes: Uint8Array, file: string, dir: string, drafts: string): Promise<void> {
  const folder = join(file, "..");
  if ((await mkdir(folder, { recursive: true })) !== undefined) await syncFolder(dir);
  for (const lastTry of [false, true]) {
    const draft = join(drafts, randomUUID());
    try {
      await writeSynced(draft, bytes);
      await rename(draft, file);
      return;
    } catch (error) {
      await discard(draft);
      // a second server that opened the folder meanwhile took the draft for a leftover
      if (lastTry || asStoreError(error).code !== "ENOENT") throw error;
    }
  }
}

async function writeSynced(file: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(file, "wx");
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The failure of the write is what people must hear of; a draft that cannot be removed goes at the next start. */
async function discard(draft: string): Promise<void> {
  await rm(draft, { force: true }).catch(() => undefined);
}

/** So that the new name itself survives a power cut. Windows has no such call and does not need it. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
