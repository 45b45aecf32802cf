import { Millis } from "@kiosk/firmware-profiles";
import { z } from "zod";
import { ContractId } from "../ids.ts";
import { OrderRow } from "./work-orders.ts";

export const OverviewQuery = z.object({ contract: ContractId.optional() });

export const Overview = z.object({
  at: Millis,
  kiosks: z.object({ total: z.int(), online: z.int(), offline: z.int(), unverified: z.int(), never: z.int() }),
  /** of terminals whose point is open now; `hoursUnknown` of them count as open because nobody entered their hours */
  open: z.object({ open: z.int(), online: z.int(), closed: z.int(), hoursUnknown: z.int(), unverified: z.int() }),
  health: z.object({ ok: z.int(), warning: z.int(), fault: z.int(), unknown: z.int(), offline: z.int() }),
  /** `unacknowledged`: causes nobody has taken note of, as the alarm page lists them */
  faults: z.object({ open: z.int(), critical: z.int(), flapping: z.int(), unacknowledged: z.int() }),
  orders: z.object({ open: z.int(), unacknowledged: z.int(), overdue: z.int(), dueToday: z.int() }),
  /** measured or counted at 10 % or below */
  consumables: z.object({ low: z.int(), out: z.int(), unknown: z.int() }),
  /** of this period; null: no plan of inspections has been entered, and 0 would say that none is due */
  inspections: z.object({ done: z.int(), due: z.int() }).nullable(),
  /** in the caller's reach; 0 for whoever may not read it */
  quarantine: z.object({ kept: z.int(), last24h: z.int() }),
  /** overdue first, then the soonest, at most 12 */
  nextDue: z.array(OrderRow),
});
export type Overview = z.infer<typeof Overview>;

/** The state of the server itself, so that a full disk is seen before the reports stop. */
/** A certificate that is shown to terminals or to browsers. */
export const CertificateHealth = z.object({
  use: z.enum(["mqtt", "https"]),
  endsAt: Millis,
  /** whole days; negative once it has ended */
  daysLeft: z.int(),
});
export type CertificateHealth = z.infer<typeof CertificateHealth>;

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
  /** left out where nothing is served over TLS */
  certificates: z.array(CertificateHealth).optional(),
  demo: z.boolean(),
});
export type ServerHealth = z.infer<typeof ServerHealth>;
