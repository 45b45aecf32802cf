import type { Kysely } from "kysely";
import { closedStates } from "../domain/work-order/work-order.ts";
import type { FleetSnapshot } from "../tables.ts";
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
  const acknowledgements = await db
    .selectFrom("faultAcknowledgement")
    .selectAll()
    .where("endedAt", "is", null)
    .execute();
  const suppressions = await db.selectFrom("suppression").selectAll().where("endedAt", "is", null).execute();
  const wallTokens = await db.selectFrom("wallToken").selectAll().where("revokedAt", "is", null).execute();
  const openOrders = await db
    .selectFrom("workOrder")
    .selectAll()
    .where("state", "not in", closedStates)
    .orderBy("reportedAt")
    .execute();
  const openOrderEvents = await db
    .selectFrom("workOrderEvent")
    .innerJoin("workOrder", "workOrder.id", "workOrderEvent.orderId")
    .where("workOrder.state", "not in", closedStates)
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
  const alarms = await db
    .selectFrom("alarm")
    .innerJoin("workOrder", "workOrder.id", "alarm.orderId")
    .where("workOrder.state", "not in", closedStates)
    .selectAll("alarm")
    .execute();
  const waitingNotices = await db
    .selectFrom("notice")
    .selectAll()
    .where("state", "=", "waiting")
    .orderBy("createdAt")
    .execute();
  const policies = await db.selectFrom("policy").selectAll().orderBy("id").orderBy("version").execute();
  const calendars = await db.selectFrom("calendar").selectAll().orderBy("recordedAt").orderBy("id").execute();
  const terms = await db.selectFrom("contractTerms").selectAll().orderBy("contractId").orderBy("version").execute();
  const movements = await db.selectFrom("partMovement").selectAll().orderBy("recordedAt").orderBy("id").execute();
  const credentials = await db.selectFrom("credential").selectAll().execute();
  const users = await db.selectFrom("user").selectAll().execute();
  const sessions = await db.selectFrom("session").selectAll().where("endedAt", "is", null).execute();
  const organisations = await db.selectFrom("organisation").selectAll().orderBy("id").execute();
  const organisationContracts = await db
    .selectFrom("organisationContract")
    .selectAll()
    .orderBy("contractId")
    .orderBy("organisationId")
    .execute();
  // one that ended before is refused by the end its token names
  const orderLinks = await db.selectFrom("orderLink").selectAll().where("expiresAt", ">", clearedSince).execute();
  const meta = await db.selectFrom("meta").selectAll().execute();
  return {
    contracts: contracts.map((row) => decodeRow("contract", row)),
    kiosks: kiosks.map((row) => decodeRow("kiosk", row)),
    statuses: statuses.map((row) => decodeRow("kioskStatus", row)),
    boots: boots.map((row) => decodeRow("boot", row)),
    devices: devices.map((row) => decodeRow("device", row)),
    consumables: consumables.map((row) => decodeRow("consumable", row)),
    faults: faults.map((row) => decodeRow("fault", row)),
    acknowledgements: acknowledgements.map((row) => decodeRow("faultAcknowledgement", row)),
    suppressions: suppressions.map((row) => decodeRow("suppression", row)),
    wallTokens: wallTokens.map((row) => decodeRow("wallToken", row)),
    openOrders: openOrders.map((row) => decodeRow("workOrder", row)),
    openOrderEvents: openOrderEvents.map((row) => decodeRow("workOrderEvent", row)),
    alarms: alarms.map((row) => decodeRow("alarm", row)),
    waitingNotices: waitingNotices.map((row) => decodeRow("notice", row)),
    policies: policies.map((row) => decodeRow("policy", row)),
    calendars: calendars.map((row) => decodeRow("calendar", row)),
    terms: terms.map((row) => decodeRow("contractTerms", row)),
    movements: movements.map((row) => decodeRow("partMovement", row)),
    waitingCommands: waitingCommands.map((row) => decodeRow("command", row)),
    credentials: credentials.map((row) => decodeRow("credential", row)),
    users: users.map((row) => decodeRow("user", row)),
    sessions: sessions.map((row) => decodeRow("session", row)),
    organisations: organisations.map((row) => decodeRow("organisation", row)),
    organisationContracts: organisationContracts.map((row) => decodeRow("organisationContract", row)),
    orderLinks: orderLinks.map((row) => decodeRow("orderLink", row)),
    meta: meta.map((row) => decodeRow("meta", row)),
  };
}
