import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin, type Rolldown } from "vite";

/** Smaller files gain less than the second header costs. */
const worthBytes = 1024;

/** Beside each file of assets its compressed forms, which the fleet server sends to browsers that take them. */
function precompressed(): Plugin {
  return {
    name: "precompressed",
    apply: "build",
    async writeBundle({ dir = "dist" }, bundle) {
      for (const file of Object.values(bundle)) {
        const content = Buffer.from(file.type === "chunk" ? file.code : file.source);
        if (!/^assets\/.*\.(?:js|css|svg)$/.test(file.fileName) || content.length < worthBytes) continue;
        const path = join(dir, file.fileName);
        const params = { [constants.BROTLI_PARAM_QUALITY]: 9 };
        await writeFile(`${path}.br`, brotliCompressSync(content, { params }));
        await writeFile(`${path}.gz`, gzipSync(content, { level: 9 }));
      }
    },
  };
}

const fieldPage = "field.html";
const fieldWorker = "field-worker.js";
/** of public/, what the phone's page names */
const fieldPublic = ["favicon.svg", "field-icon-192.png", "field-icon-512.png", "field.webmanifest", "theme.js"];

/** Every file that the phone's page may ask for, now or later: chunks by what they import, styles by what belongs to them. */
function filesOf(bundle: Rolldown.OutputBundle): string[] {
  const entry = Object.values(bundle).find((file) => file.type === "chunk" && file.facadeModuleId?.endsWith(fieldPage));
  const wanted = entry === undefined ? [] : [entry.fileName];
  // grows while it is read
  for (const name of wanted) {
    const file = bundle[name];
    if (file?.type !== "chunk") continue;
    const { importedCss = [], importedAssets = [] } = file.viteMetadata ?? {};
    const more = [...file.imports, ...file.dynamicImports, ...importedCss, ...importedAssets];
    wanted.push(...more.filter((each) => !wanted.includes(each)));
  }
  return wanted.sort();
}

/** Writes into the phone's service worker which files are of this build, and what must be in them. */
function precacheList(): Plugin {
  return {
    name: "precache-list",
    apply: "build",
    async writeBundle({ dir = "dist" }, bundle) {
      const hashed = async (path: string, file: string) => {
        const content = await readFile(join(dir, file));
        return { path, sha256: createHash("sha256").update(content).digest("hex") };
      };
      const rest = [...filesOf(bundle), ...fieldPublic].map((file) => hashed(`/${file}`, file));
      const files = await Promise.all([hashed("/field", fieldPage), ...rest]);
      const version = createHash("sha256").update(JSON.stringify(files)).digest("hex").slice(0, 16);
      const worker = await readFile(join(dir, fieldWorker), "utf8");
      const list = JSON.stringify(JSON.stringify({ version, files }));
      await writeFile(
        join(dir, fieldWorker),
        worker.replace(/["'`]__PRECACHE__["'`]/, () => list),
      );
    },
  };
}

// The fleet server serves dist at "/", under a CSP that allows no inline script: hence no inlined assets but small images.
export default defineConfig(({ command }) => {
  // A build is always the product, also when it is started from a test run that has set another environment.
  if (command === "build") process.env.NODE_ENV = "production";
  return {
    base: "/",
    plugins: [react(), precompressed(), precacheList()],
    build: {
      outDir: "dist",
      emptyOutDir: true,
      target: "es2022",
      sourcemap: false,
      chunkSizeWarningLimit: 1600,
      rolldownOptions: {
        input: { index: "index.html", field: fieldPage, "field-worker": "src/field/sw/worker.ts" },
        output: {
          // a worker's name must stay: its address is what a browser knows it by
          entryFileNames: ({ name }) => (name === "field-worker" ? fieldWorker : "assets/[name]-[hash].js"),
          // zod and the module that configures it are one chunk, evaluated before any chunk that makes a schema
          codeSplitting: { groups: [{ name: "zod", test: /node_modules[\\/]zod[\\/]|src[\\/]app[\\/]no-eval\.ts/ }] },
        },
      },
    },
    server: {
      proxy: { "/api": { target: `http://127.0.0.1:${process.env.KIOSK_PORT ?? 8080}`, changeOrigin: false } },
    },
  };
});
