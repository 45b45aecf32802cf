// Terminals from a sheet (.xlsx or .csv): what a file would do, row by row, and doing exactly that.
import { Millis } from "@kiosk/firmware-profiles";
import { z } from "zod";
import { ContractId, KioskId } from "../ids.ts";

export const importLimitBytes = 5 * 1024 * 1024;
export const importLimitRows = 5000;

export const importFields = [
  "id",
  "contract",
  "seq",
  "name",
  "district",
  "street",
  "address",
  "macs",
  "lon",
  "lat",
  "confidence",
  "coordinateMethod",
  "note",
  "openingHours",
  "dutyPhone",
] as const;
export type ImportField = (typeof importFields)[number];

/** Coordinate system of the file; terminals are kept in WGS-84 whatever they came in. */
export const importCrs = ["wgs84", "gcj02"] as const;

/** `wgs84` where it is not said; whoever copies from a Chinese map has `gcj02`. */
export const KioskImportQuery = z.object({ contract: ContractId, crs: z.enum(importCrs).default("wgs84") });

export const ImportProblem = z.object({
  /** `A7`; null: the row as a whole */
  cell: z.string().nullable(),
  level: z.enum(["error", "warning"]),
  code: z.string(),
  zh: z.string(),
  en: z.string(),
});
export type ImportProblem = z.infer<typeof ImportProblem>;

export const ImportCell = z.object({ field: z.enum(importFields), cell: z.string(), text: z.string() });
export type ImportCell = z.infer<typeof ImportCell>;

export const ImportRow = z.object({
  /** as the sheet numbers it; the header is 1 */
  line: z.int(),
  does: z.enum(["create", "change", "same", "error"]),
  kioskId: KioskId.nullable(),
  /** every cell as it was read */
  cells: z.array(ImportCell),
  problems: z.array(ImportProblem),
  /** what would be written; null: nothing before */
  changes: z.array(z.object({ field: z.enum(importFields), before: z.string().nullable(), after: z.string() })),
});
export type ImportRow = z.infer<typeof ImportRow>;

export const KioskImportPreview = z.object({
  at: Millis,
  /** names exactly this preview: the file, the answers, and the fleet they were compared with */
  digest: z.string(),
  expiresAt: Millis,
  contractId: ContractId,
  crs: z.enum(importCrs),
  format: z.enum(["xlsx", "csv"]),
  /** utf-8, gb18030; empty for xlsx */
  encoding: z.string(),
  /** columns of the file that mean nothing here */
  ignored: z.array(z.object({ cell: z.string(), text: z.string() })),
  counts: z.object({ create: z.int(), change: z.int(), same: z.int(), error: z.int(), warning: z.int() }),
  rows: z.array(ImportRow),
});
export type KioskImportPreview = z.infer<typeof KioskImportPreview>;

/** `all` is refused while a row has an error; `error-free` leaves those rows out. */
export const KioskImportCommit = z.strictObject({ take: z.enum(["all", "error-free"]) });
export type KioskImportCommit = z.infer<typeof KioskImportCommit>;
export const KioskImported = z.object({
  at: Millis,
  created: z.array(KioskId),
  changed: z.array(KioskId),
  skipped: z.int(),
});
export type KioskImported = z.infer<typeof KioskImported>;
