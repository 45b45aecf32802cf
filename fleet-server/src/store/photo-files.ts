// Pictures on their way from phones: one file each, as long as what has come of it. What was acknowledged is on the disk.
import { existsSync, mkdirSync } from "node:fs";
import { open, readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { PhotoFiles } from "../field-ports.ts";
import { asStoreError, guarded } from "./store-failure.ts";

/** Opens the folder, makes it where there is none (its parent must be there). @throws StoreError */
export function openPhotoFiles(dir: string): PhotoFiles {
  try {
    if (!existsSync(dir)) mkdirSync(dir);
  } catch (error) {
    throw asStoreError(error);
  }
  const fileOf = (photoId: string): string => {
    // ids come in requests: nothing else may become part of a path
    if (!/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(photoId)) throw new RangeError(`no photo id: ${photoId}`);
    return join(dir, `${photoId}.part`);
  };
  const sizeOf = async (file: string): Promise<number> => {
    try {
      return (await stat(file)).size;
    } catch (error) {
      if (asStoreError(error).code === "ENOENT") return 0;
      throw error;
    }
  };

  return {
    size: (photoId) => guarded(() => sizeOf(fileOf(photoId))),
    append: (photoId, offset, bytes) =>
      guarded(async () => {
        const file = fileOf(photoId);
        const before = await sizeOf(file);
        if (before !== offset || bytes.length === 0) return before;
        await appendSynced(file, offset, bytes);
        if (offset === 0) await syncFolder(dir);
        return offset + bytes.length;
      }),
    read: (photoId) =>
      guarded(async () => {
        try {
          return await readFile(fileOf(photoId));
        } catch (error) {
          if (asStoreError(error).code === "ENOENT") return undefined;
          throw error;
        }
      }),
    drop: (photoId) =>
      guarded(async () => {
        const file = fileOf(photoId);
        const size = await sizeOf(file);
        await rm(file, { force: true });
        return size;
      }),
  };
}

/** All of the bytes or none: what a full disk took of them is taken back. */
async function appendSynced(file: string, offset: number, bytes: Uint8Array): Promise<void> {
  const handle = await open(file, "a");
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } catch (error) {
    // what cannot be taken back is told to the phone as received bytes, and the whole is checked by its sum
    await handle.truncate(offset).catch(() => undefined);
    throw error;
  } finally {
    await handle.close();
  }
}

/** So that the name itself survives a power cut. Windows has no such call and does not need it. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
