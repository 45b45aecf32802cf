import { defineConfig } from "vitest/config";

// Projects so that each can be run alone: unit (beside the source), scenario (real broker, SQLite, PostgreSQL,
// emulators), browser (real Chromium). A fourth, lab, is for `npm run lab`: it boots a virtual machine.
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: [
            "{firmware-profiles,fleet-server,kiosk-agent,console,fixtures}/**/src/**/*.test.ts",
            "kiosk-agent/shell/{host,browser,apps,ime}/**/*.test.ts",
            "fixtures/{sim,seed,start,lab}/**/*.test.ts",
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
          include: ["{console,kiosk-agent/shell}/e2e/**/*.test.ts"],
          exclude: ["**/node_modules/**"],
          testTimeout: 90_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: "lab",
          include: ["fixtures/lab/**/*.lab.ts"],
          exclude: ["**/node_modules/**"],
          testTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
