// How a contract plans its routes: who drives and from where, how long things take, how far places are apart, and where
// calendars are read.
import { Millis } from "@kiosk/firmware-profiles";
import { z } from "zod";
import { ContractId, UserId } from "../ids.ts";
import { inspectionKinds } from "./inspections.ts";

/** How somebody works; a version each time it changes. Minutes after local midnight. */
export const TechnicianProfile = z.object({
  userId: UserId,
  name: z.string(),
  contractId: ContractId,
  skills: z.array(z.string()),
  startLon: z.number(),
  startLat: z.number(),
  startName: z.string(),
  fromMin: z.int(),
  toMin: z.int(),
  lunchFromMin: z.int(),
  /** 0: none */
  lunchMinutes: z.int(),
  maxOvertimeMin: z.int(),
  /** how many pieces fit into the van; null: enough */
  vanPieces: z.int().nullable(),
  /** the stock place that is this person's van */
  vanPlace: z.string().nullable(),
  /** 0: nobody has entered anything, these are the defaults */
  version: z.int(),
  /** takes part in plans; false for who has the role and does not drive */
  active: z.boolean(),
});
export type TechnicianProfile = z.infer<typeof TechnicianProfile>;

const minuteOfDay = z.int().min(0).max(1440);
export const TechnicianProfileChange = z.strictObject({
  skills: z.array(z.string().trim().min(1).max(40)).max(20),
  startLon: z.number().min(-180).max(180),
  startLat: z.number().min(-90).max(90),
  startName: z.string().trim().min(1).max(60),
  fromMin: minuteOfDay,
  toMin: minuteOfDay,
  lunchFromMin: minuteOfDay,
  lunchMinutes: z.int().min(0).max(180),
  maxOvertimeMin: z.int().min(0).max(360),
  vanPieces: z.int().min(0).max(1000).nullable(),
  vanPlace: z.string().trim().min(1).max(60).nullable(),
  active: z.boolean(),
  seenVersion: z.int().min(0),
});
export type TechnicianProfileChange = z.input<typeof TechnicianProfileChange>;
export const TechnicianProfileList = z.object({ at: Millis, technicians: z.array(TechnicianProfile) });
export type TechnicianProfileList = z.infer<typeof TechnicianProfileList>;

/** What tasks of a visit take, in whole minutes; a visit's times add up. */
export const ServiceMinutes = z.strictObject({
  hardware: z.int().min(1).max(480),
  system: z.int().min(1).max(480),
  app: z.int().min(1).max(480),
  guarantee: z.int().min(1).max(480),
  order: z.int().min(1).max(480),
  replacement: z.int().min(1).max(480),
  /** once a visit: finding the door, the host, the machine */
  arrival: z.int().min(0).max(120),
});
export type ServiceMinutes = z.infer<typeof ServiceMinutes>;

/** How a contract plans; a version each time it changes. */
export const RouteSettings = z.object({
  at: Millis,
  contractId: ContractId,
  /** 0: nobody has entered anything, these are the defaults */
  version: z.int(),
  /** a road is so many times the straight line */
  detour: z.number(),
  speedKmh: z.number(),
  minutes: ServiceMinutes,
  /** inspections somebody has to come for; the others are done from afar and make no visit */
  onSite: z.array(z.enum(inspectionKinds)),
  /** assumed where nobody has entered when a point is open */
  officeFromMin: z.int(),
  officeToMin: z.int(),
  by: z.string().nullable(),
  changedAt: Millis.nullable(),
  /** the road matrix; null: none was imported */
  matrix: z.object({ importedAt: Millis, by: z.string(), places: z.int(), pairs: z.int() }).nullable(),
});
export type RouteSettings = z.infer<typeof RouteSettings>;
export const RouteSettingsChange = z.strictObject({
  detour: z.number().min(1).max(5),
  speedKmh: z.number().min(3).max(120),
  minutes: ServiceMinutes,
  onSite: z.array(z.enum(inspectionKinds)).max(4),
  officeFromMin: minuteOfDay,
  officeToMin: minuteOfDay,
  seenVersion: z.int().min(0),
});
export type RouteSettingsChange = z.input<typeof RouteSettingsChange>;

/** Road times as CSV with the head `from,to,metres,seconds`; places are terminal ids or names of starting points. */
export const travelLimitBytes = 5 * 1024 * 1024;
export const TravelImportQuery = z.object({
  /** without: only what it would do */
  commit: z.enum(["true", "false"]).default("false"),
});
export const TravelImport = z.object({
  at: Millis,
  rows: z.int(),
  taken: z.int(),
  /** of the places there are now, ways that the file does not have */
  missingPairs: z.int(),
  /** the first hundred */
  errors: z.array(z.object({ line: z.int(), zh: z.string(), en: z.string() })),
  errorCount: z.int(),
  /** null: a preview, or refused for its errors */
  importedAt: Millis.nullable(),
});
export type TravelImport = z.infer<typeof TravelImport>;

/** An address at which a calendar program reads one person's days. Whoever has it can read them: it is shown once. */
export const RouteFeed = z.object({
  id: z.string(),
  contractId: ContractId,
  technicianId: UserId,
  name: z.string(),
  createdAt: Millis,
  createdBy: z.string(),
  revokedAt: Millis.nullable(),
});
export type RouteFeed = z.infer<typeof RouteFeed>;
export const RouteFeedList = z.object({ at: Millis, feeds: z.array(RouteFeed) });
export type RouteFeedList = z.infer<typeof RouteFeedList>;
export const NewRouteFeed = z.strictObject({ technicianId: UserId });
export const RouteFeedMade = z.object({ feed: RouteFeed, /** of this server, with the secret */ path: z.string() });
export type RouteFeedMade = z.infer<typeof RouteFeedMade>;
