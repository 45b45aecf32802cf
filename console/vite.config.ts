import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

// The fleet server serves dist at "/", under a CSP that allows no inline script: hence no inlined assets but small images.
export default defineConfig({
  base: "/",
  plugins: [react()],
  build: { outDir: "dist", emptyOutDir: true, target: "es2022", sourcemap: false, chunkSizeWarningLimit: 1600 },
  server: { proxy: { "/api": { target: "http://127.0.0.1:8080", changeOrigin: false } } },
});
