import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

// The agent serves dist at "/", under a CSP that allows no inline script and no inline style.
export default defineConfig(({ command }) => {
  // A build is always the product, also when it is started from a test run that has set another environment.
  if (command === "build") process.env.NODE_ENV = "production";
  return {
    base: "/",
    plugins: [react()],
    build: {
      outDir: "dist",
      emptyOutDir: true,
      target: "es2022",
      sourcemap: false,
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rolldownOptions: {
        // The contract only declares: of its many schemas a page takes those that it names.
        treeshake: { moduleSideEffects: [{ test: /fleet-server[\\/]contract|firmware-profiles/, sideEffects: false }] },
        output: {
          // zod and the module that configures it are one chunk, evaluated before any chunk that makes a schema
          codeSplitting: { groups: [{ name: "zod", test: /node_modules[\\/]zod[\\/]|src[\\/]app[\\/]no-eval\.ts/ }] },
        },
      },
    },
  };
});
