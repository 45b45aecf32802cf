// Tests that start the agent's programs many times: only the first start of each compiles it.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";

/** What to add to the environment of the programs; gone when the file's tests are over. */
export function compileCache(): { readonly NODE_COMPILE_CACHE: string } {
  const folder = mkdtempSync(join(tmpdir(), "compile-cache-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return { NODE_COMPILE_CACHE: folder };
}
