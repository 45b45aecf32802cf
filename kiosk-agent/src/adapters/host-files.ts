// The small files in which Linux tells of itself. What cannot be read is undefined: unknown, and no error.
import { access, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { errnoOf } from "./transport-errno.ts";

/** Where those files hang; elsewhere in tests. */
export interface HostRoots {
  readonly proc: string;
  readonly sys: string;
  readonly run: string;
}

/** Undefined where it cannot be read, "" where it does not exist. */
export async function textOf(...path: readonly string[]): Promise<string | undefined> {
  try {
    return (await readFile(join(...path), "utf8")).trim();
  } catch (error) {
    return errnoOf(error) === "ENOENT" ? "" : undefined;
  }
}

export async function isThere(...path: readonly string[]): Promise<boolean> {
  return access(join(...path)).then(
    () => true,
    () => false,
  );
}

/** The names in a folder that match; none where there is no such folder, undefined where it cannot be read. */
export async function namesIn(folder: string, pattern: RegExp): Promise<readonly string[] | undefined> {
  try {
    return (await readdir(folder)).filter((name) => pattern.test(name)).sort();
  } catch (error) {
    return errnoOf(error) === "ENOENT" ? [] : undefined;
  }
}
