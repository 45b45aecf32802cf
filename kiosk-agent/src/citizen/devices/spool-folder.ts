// The one folder where something of a citizen could lie as a file. Nothing of the agent puts anything there; what others
// put there goes at the end of each use.
import { chmod, mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";

const ownerOnly = 0o700;

/** Empties the folder and counts what is left; null where nobody can say. */
export async function emptySpool(folder: string): Promise<number | null> {
  try {
    await mkdir(folder, { recursive: true, mode: ownerOnly });
    await chmod(folder, ownerOnly);
    for (const name of await readdir(folder)) await rm(join(folder, name), { recursive: true, force: true });
    return (await readdir(folder)).length;
  } catch {
    return null; // no proof
  }
}
