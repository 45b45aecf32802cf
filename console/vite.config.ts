import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

// The fleet server serves dist at "/", under a CSP that allows no inline script: hence no inlined assets but small images.
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
