// The built pages as they lie in their folder. What is not in the list that was made at the start does not exist: no address
// leads out of the folder.
import { readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";

export class PageFiles {
  readonly #files: ReadonlyMap<string, string>;

  /** @throws Error that names the folder and what to do where it holds no pages */
  constructor(folder: string) {
    try {
      const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
      const files = entries.map((entry) => join(entry.parentPath, entry.name));
      this.#files = new Map(files.map((file) => [`/${relative(folder, file).split(sep).join("/")}`, file]));
    } catch (error) {
      throw noPages(folder, error instanceof Error ? error.message : String(error));
    }
    if (!this.#files.has("/index.html")) throw noPages(folder, "index.html");
  }

  /** Undefined: no such page. @throws the file system's error */
  async read(path: string): Promise<{ readonly name: string; readonly octets: Uint8Array } | undefined> {
    const name = path === "/" ? "/index.html" : path;
    const file = this.#files.get(name);
    return file === undefined ? undefined : { name, octets: await readFile(file) };
  }
}

/** The builder puts a digest of their octets into the names of these. */
export function isHashed(name: string): boolean {
  return /^\/assets\/.+-[A-Za-z0-9_-]{8,}\.\w+$/.test(name);
}

function noPages(folder: string, reason: string): Error {
  return new Error(
    `shell.pages: ${folder} 中没有已构建的页面（${reason}），请先运行 npm run build` +
      ` / holds no built pages (${reason}); run npm run build first`,
  );
}
