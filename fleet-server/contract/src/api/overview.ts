import { Millis } from "@kiosk/firmware-profiles";
import { z } from "zod";
import { ContractId } from "../ids.ts";
import { OrderRow } from "./work-orders.ts";

export const OverviewQuery = z.object({ contract: ContractId.optional() });

export const Overview = z.object({
  at: Millis,
  kiosks: z.object({ total: z.int(), online: z.int(), offline: z.int(), unverified: z.int(), never: z.int() }),
  health: z.object({ ok: z.int(), warning: z.int(), fault: z.int(), unknown: z.int(), offline: z.int() }),
  faults: z.object({ open: z.int(), critical: z.int(), flapping: z.int() }),
  orders: z.object({ open: z.int(), unacknowledged: z.int(), overdue: z.int(), dueToday: z.int() }),
  /** measured or counted at 10 % or below */
  consumables: z.object({ low: z.int(), out: z.int(), unknown: z.int() }),
  quarantine: z.object({ kept: z.int(), last24h: z.int() }),
  /** overdue first, then the soonest, at most 12 */
  nextDue: z.array(OrderRow),
});
export type Overview = z.infer<typeof Overview>;

/** The state of the server itself, so that a full disk is seen before the reports stop. */
export const ServerHealth = z.object({
  at: Millis,
  startedAt: Millis,
  version: z.string(),
  store: z.object({
    ok: z.boolean(),
    code: z.string().nullable(),
    since: Millis.nullable(),
    dialect: z.enum(["sqlite", "postgres"]),
  }),
  clock: z.object({ wentBackMs: z.int(), at: Millis.nullable() }),
  mqtt: z.object({ connected: z.int(), acceptedReports: z.int(), replays: z.int(), quarantined: z.int() }),
  demo: z.boolean(),
});
export type ServerHealth = z.infer<typeof ServerHealth>;
