// `npm run build:host`: the host as Electron runs it, in host/dist/. Two CommonJS files, because a sandboxed preload can only
// be one CommonJS file and because nobody has shown that Electron's Node takes TypeScript from an asar; the local page beside.
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const here = fileURLToPath(new URL(".", import.meta.url));

/** Writes main.cjs, preload.cjs, package.json and recovering/ into `folder`. @throws where a file cannot be built */
export async function bundleHost(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  for (const name of ["main", "preload"]) {
    await build({
      configFile: false,
      root: here,
      logLevel: "warn",
      // Electron brings its own module; everything else is in the file
      ssr: { noExternal: true, external: ["electron"], target: "node" },
      build: {
        ssr: join(here, `${name}.ts`),
        outDir: folder,
        emptyOutDir: false,
        target: "node24",
        minify: false,
        sourcemap: false,
        rolldownOptions: {
          external: ["electron"],
          output: { format: "cjs", entryFileNames: `${name}.cjs`, codeSplitting: false },
        },
      },
    });
  }
  cpSync(join(here, "recovering"), join(folder, "recovering"), { recursive: true });
  writeFileSync(join(folder, "package.json"), `${JSON.stringify(hostPackage, null, 2)}\n`);
}

/** Of the packaged host alone: it has no dependency left. */
const hostPackage = {
  name: "kiosk-shell",
  version: "0.1.0",
  description: "Citizen's pages of a self-service kiosk, full screen",
  license: "Apache-2.0",
  main: "main.cjs",
};

if (import.meta.main) await bundleHost(fileURLToPath(new URL("./dist/", import.meta.url)));
