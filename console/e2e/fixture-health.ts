// The state of the server itself, as the fixture server tells it.
import { ServerHealth } from "@kiosk/contract";

export function buildHealth(now: number, { storeOk, demo }: { storeOk: boolean; demo: boolean }): ServerHealth {
  return ServerHealth.parse({
    at: now,
    startedAt: now - 3_600_000,
    version: "0.1.0",
    store: {
      ok: storeOk,
      code: storeOk ? null : "SQLITE_FULL",
      since: storeOk ? null : now - 60_000,
      dialect: "sqlite",
    },
    clock: { wentBackMs: 0, at: null },
    mqtt: { connected: 42, acceptedReports: 9_000, replays: 2, quarantined: 5 },
    demo: demo,
  });
}
