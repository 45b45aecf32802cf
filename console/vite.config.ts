import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

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

// The fleet server serves dist at "/", under a CSP that allows no inline script: hence no inlined assets but small images.
export default defineConfig(({ command }) => {
  // A build is always the product, also when it is started from a test run that has set another environment.
  if (command === "build") process.env.NODE_ENV = "production";
  return {
    base: "/",
    plugins: [react(), precompressed()],
    build: {
      outDir: "dist",
      emptyOutDir: true,
      target: "es2022",
      sourcemap: false,
      chunkSizeWarningLimit: 1600,
      rolldownOptions: {
        output: {
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
