import type { Kysely } from "kysely";
import type { FleetSnapshot } from "../ports.ts";
import { decodeRow } from "./codec.ts";
import type { Database } from "./schema.ts";

/** Everything the fleet keeps in memory, read at start, before the first commit. */
export async function readFleet(db: Kysely<Database>, clearedSince: number): Promise<FleetSnapshot> {
  const contracts = await db.selectFrom("contract").selectAll().orderBy("id").execute();
  const kiosks = await db.selectFrom("kiosk").selectAll().orderBy("contractId").orderBy("seq").execute();
  const statuses = await db.selectFrom("kioskStatus").selectAll().execute();
  const boots = await db.selectFrom("boot").selectAll().orderBy("firstSeenAt").execute();
  const devices = await db.selectFrom("device").selectAll().execute();
  const consumables = await db.selectFrom("consumable").selectAll().execute();
  const faults = await db
    .selectFrom("fault")
    .selectAll()
    .where((eb) => eb.or([eb("state", "!=", "cleared"), eb("clearedAt", ">", clearedSince)]))
    .orderBy("firstAt")
    .execute();
  const openOrders = await db
    .selectFrom("workOrder")
    .selectAll()
    .where("state", "in", ["reported", "acknowledged"])
    .orderBy("reportedAt")
    .execute();
  const openOrderEvents = await db
    .selectFrom("workOrderEvent")
    .innerJoin("workOrder", "workOrder.id", "workOrderEvent.orderId")
    .where("workOrder.state", "in", ["reported", "acknowledged"])
    .selectAll("workOrderEvent")
    .orderBy("workOrderEvent.orderId")
    .orderBy("workOrderEvent.seq")
    .execute();
  const waitingCommands = await db
    .selectFrom("command")
    .selectAll()
    .where("state", "=", "waiting")
    .orderBy("createdAt")
    .execute();
  const credentials = await db.selectFrom("credential").selectAll().execute();
  const meta = await db.selectFrom("meta").selectAll().execute();
  return {
    contracts: contracts.map((row) => decodeRow("contract", row)),
    kiosks: kiosks.map((row) => decodeRow("kiosk", row)),
    statuses: statuses.map((row) => decodeRow("kioskStatus", row)),
    boots: boots.map((row) => decodeRow("boot", row)),
    devices: devices.map((row) => decodeRow("device", row)),
    consumables: consumables.map((row) => decodeRow("consumable", row)),
    faults: faults.map((row) => decodeRow("fault", row)),
    openOrders: openOrders.map((row) => decodeRow("workOrder", row)),
    openOrderEvents: openOrderEvents.map((row) => decodeRow("workOrderEvent", row)),
    waitingCommands: waitingCommands.map((row) => decodeRow("command", row)),
    credentials: credentials.map((row) => decodeRow("credential", row)),
    meta: meta.map((row) => decodeRow("meta", row)),
  };
}
