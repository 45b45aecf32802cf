import { defineConfig } from "vitest/config";

// Three projects so that each can be run alone: unit (beside the source), scenario (real broker, SQLite, PostgreSQL,
// emulators), browser (real Chromium).
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: [
            "{firmware-profiles,fleet-server,kiosk-agent,console,fixtures}/**/src/**/*.test.ts",
            "fixtures/{sim,seed,start}/**/*.test.ts",
          ],
          exclude: ["**/node_modules/**"],
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: "scenario",
          include: ["fixtures/*.test.ts", "{fleet-server,kiosk-agent,firmware-profiles}/test/**/*.test.ts"],
          exclude: ["**/node_modules/**"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: "browser",
          include: ["console/e2e/**/*.test.ts"],
          exclude: ["**/node_modules/**"],
          testTimeout: 90_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
