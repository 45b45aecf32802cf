import { faultStates, orderStates } from "@kiosk/contract";
import type { Kysely } from "kysely";
import { dayMs } from "../domain/time.ts";
import { isOrderOpen } from "../domain/work-order/work-order.ts";
import type { FleetSnapshot } from "../tables.ts";
import { decodeRow } from "./codec.ts";
import type { Database } from "./schema.ts";

const openStates = orderStates.filter(isOrderOpen);
const openFaultStates = faultStates.filter((state) => state !== "cleared");
/** A terminal keeps what it could not send for thirty days; older boots send nothing any more. */
const keptBootsMs = 40 * dayMs;
/** How many ids one query carries; SQLite allows 32,766 parameters, PostgreSQL 65,535. */
const idsPerQuery = 1000;

/** Everything the fleet keeps in memory, read at start, before the first commit. */
export async function readFleet(db: Kysely<Database>, clearedSince: number): Promise<FleetSnapshot> {
  const contracts = await db.selectFrom("contract").selectAll().orderBy("id").execute();
  const kiosks = await db.selectFrom("kiosk").selectAll().orderBy("contractId").orderBy("seq").execute();
  const statuses = await db.selectFrom("kioskStatus").selectAll().execute();
  const boots = await readBoots(db, clearedSince - keptBootsMs);
  const devices = await db.selectFrom("device").selectAll().execute();
  const consumables = await db.selectFrom("consumable").selectAll().execute();
  const faults = await db
    .selectFrom("fault")
    .selectAll()
    .where((eb) => eb.or([eb("state", "in", openFaultStates), eb("clearedAt", ">", clearedSince)]))
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
    .where("state", "in", openStates)
    .orderBy("reportedAt")
    .execute();
  const openIds = openOrders.map((order) => order.id);
  const openOrderEvents = await inPortions(openIds, (ids) =>
    db.selectFrom("workOrderEvent").selectAll().where("orderId", "in", ids).orderBy("orderId").orderBy("seq").execute(),
  );
  const waitingCommands = await db
    .selectFrom("command")
    .selectAll()
    .where("state", "=", "waiting")
    .orderBy("createdAt")
    .execute();
  const alarms = await inPortions(openIds, (ids) =>
    db.selectFrom("alarm").selectAll().where("orderId", "in", ids).execute(),
  );
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
  const thresholdVersions = await db.selectFrom("thresholdVersion").selectAll().orderBy("version").execute();
  const faultRuleVersions = await db.selectFrom("faultRuleVersion").selectAll().orderBy("version").execute();
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
    thresholdVersions: thresholdVersions.map((row) => decodeRow("thresholdVersion", row)),
    faultRuleVersions: faultRuleVersions.map((row) => decodeRow("faultRuleVersion", row)),
    meta: meta.map((row) => decodeRow("meta", row)),
  };
}

/** The boots that terminals may still send something of: the present ones, and those that lived lately. */
async function readBoots(db: Kysely<Database>, since: number): Promise<Database["boot"][]> {
  const lately = await db
    .selectFrom("boot")
    .selectAll()
    .where((eb) => eb.or([eb("firstSeenAt", ">", since), eb("diedAt", ">", since), eb("diedAt", "is", null)]))
    .execute();
  const present = await db
    .selectFrom("kioskStatus")
    .innerJoin("boot", (join) =>
      join.onRef("boot.kioskId", "=", "kioskStatus.kioskId").onRef("boot.bootId", "=", "kioskStatus.bootId"),
    )
    .selectAll("boot")
    .execute();
  const boots = new Map([...lately, ...present].map((boot) => [`${boot.kioskId}/${boot.bootId}`, boot]));
  return [...boots.values()].sort((a, b) => a.firstSeenAt - b.firstSeenAt);
}

async function inPortions<T>(ids: readonly string[], read: (portion: readonly string[]) => Promise<T[]>): Promise<T[]> {
  const rows: T[] = [];
  for (let from = 0; from < ids.length; from += idsPerQuery) {
    for (const row of await read(ids.slice(from, from + idsPerQuery))) rows.push(row);
  }
  return rows;
}
