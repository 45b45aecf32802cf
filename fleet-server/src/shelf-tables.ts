// What is stored of the shelf of services and of the citizens' screens: part of upkeep-tables.ts.
import type { StoredShelfChange, StoredShelfMark } from "./domain/shelf/change.ts";
import type { StoredPackage, StoredPublisher, StoredVersionStep } from "./domain/shelf/package-version.ts";
import type {
  KioskServices,
  KioskShelfApplied,
  KioskUse,
  ShellIncident,
  StaffCode,
  StaffExit,
  StoredCitizenReport,
  StoredRating,
  StoredTerminalShelf,
} from "./domain/shelf/use.ts";

export interface ShelfTables {
  publisher: StoredPublisher;
  package: StoredPackage;
  versionStep: StoredVersionStep;
  shelfChange: StoredShelfChange;
  shelfMark: StoredShelfMark;
  terminalShelf: StoredTerminalShelf;
  kioskServices: KioskServices;
  shelfApplied: KioskShelfApplied;
  kioskUse: KioskUse;
  rating: StoredRating;
  citizenReport: StoredCitizenReport;
  shellIncident: ShellIncident;
  staffExit: StaffExit;
  staffCode: StaffCode;
}

export const shelfKeys = {
  publisher: ["keyId"],
  package: ["digest"],
  versionStep: ["digest", "seq"],
  shelfChange: ["id"],
  shelfMark: ["changeId", "seq"],
  terminalShelf: ["kioskId"],
  kioskServices: ["kioskId"],
  shelfApplied: ["kioskId"],
  kioskUse: ["kioskId", "sessionId"],
  rating: ["kioskId", "ratingId"],
  citizenReport: ["kioskId", "reportId"],
  shellIncident: ["kioskId", "bootId", "seq"],
  staffExit: ["kioskId", "bootId", "seq"],
  staffCode: ["codeId"],
} as const;

export const shelfTableNames = [
  "publisher",
  "package",
  "versionStep",
  "shelfChange",
  "shelfMark",
  "terminalShelf",
  "kioskServices",
  "shelfApplied",
  "kioskUse",
  "rating",
  "citizenReport",
  "shellIncident",
  "staffExit",
  "staffCode",
] as const;

/**
 * Told again under the same id, the first stays: a power cut between the end of a use and the end of its trace tells the use once
 * more, as one that the power ended (kiosk-agent/src/citizen/uses.ts).
 */
export const toldOnce = ["kioskUse", "rating", "citizenReport"] as const;

export const shelfAppendOnly = ["versionStep", "shelfChange", "shelfMark", "staffCode"] as const;
