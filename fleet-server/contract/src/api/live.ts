import { Millis } from "@kiosk/firmware-profiles";
import { z } from "zod";
import { KioskId } from "../ids.ts";

/**
 * One server-sent event. `id:` of the SSE frame is `<serverRun>-<n>`; a client that comes back with a Last-Event-ID that the server
 * no longer has gets `resync` first and must reload. The feed says what changed, not the new value: clients refetch what they show.
 */
export const LiveEvent = z.discriminatedUnion("type", [
  z.object({ type: z.literal("hello"), at: Millis }),
  z.object({ type: z.literal("resync"), at: Millis }),
  z.object({
    type: z.literal("changed"),
    at: Millis,
    kiosks: z.array(KioskId),
    orders: z.array(z.string()),
    quarantine: z.boolean(),
    /** an alarm was told, or a message about one was delivered or given up */
    alarms: z.boolean(),
    /** terms of a contract, calendars or the parts ledger */
    terms: z.boolean(),
    /** inspections, routes, replacement tasks and stock, guarantees, problems, reports, or what phones brought */
    upkeep: z.boolean(),
  }),
  /** every 15 s, so that a silent proxy or a dead server shows as stale */
  z.object({ type: z.literal("tick"), at: Millis }),
]);
export type LiveEvent = z.infer<typeof LiveEvent>;

/** How long a client may go without any event before it must say that its data stands still. */
export const liveStaleAfterMs = 35_000;
