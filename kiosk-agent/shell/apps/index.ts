// The service apps of this package, for the build, the demo and the tests. On the side of Node; the apps themselves are pages.
import { cp, mkdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { AppManifest } from "@kiosk/contract";

export const appIds = ["medical-booklet", "print-documents", "endorsement", "guides"] as const;
export type ExampleAppId = (typeof appIds)[number];

const source = fileURLToPath(new URL(".", import.meta.url));

/** Where `npm run build` puts them: a folder for each, with its built files. */
export const builtApps = fileURLToPath(new URL("../dist-apps/", import.meta.url));

export async function readAppManifest(id: ExampleAppId): Promise<AppManifest> {
  return AppManifest.parse(JSON.parse(await readFile(join(source, id, "manifest.json"), "utf8")));
}

/**
 * Builds every app to `outDir/<id>/`: manifest.json, index.html, main.js, style.css. One classic script each, by a relative address: a frame
 * of opaque origin loads it whatever cross-origin headers it is served with.
 */
export async function buildApps(outDir: string): Promise<void> {
  // Whoever only asks for a manifest needs no bundler.
  const { build } = await import("vite");
  await rm(outDir, { recursive: true, force: true });
  for (const id of appIds) {
    const { id: named } = await readAppManifest(id);
    if (named !== id) throw new Error(`${id}: its manifest calls it ${named}`);
    const to = join(outDir, id);
    await mkdir(to, { recursive: true });
    await build({
      configFile: false,
      root: join(source, id),
      logLevel: "warn",
      publicDir: false,
      build: {
        outDir: to,
        emptyOutDir: false,
        target: "es2022",
        sourcemap: false,
        assetsInlineLimit: 0,
        cssCodeSplit: false,
        modulePreload: false,
        rolldownOptions: {
          input: join(source, id, "main.ts"),
          output: { format: "iife", entryFileNames: "main.js", assetFileNames: "style.css" },
        },
      },
    });
    for (const file of ["index.html", "manifest.json"]) await cp(join(source, id, file), join(to, file));
  }
}
