// One row of a sheet as far as it can be read by itself: every cell to its field, every cell's fault named.
import {
  DutyPhone,
  type ImportCell,
  type ImportField,
  type ImportProblem,
  KioskId,
  type Mac,
  normaliseMac,
  type OpeningHours,
} from "@kiosk/contract";
import type { KioskMaster } from "../kiosk/kiosk.ts";
import { fromGcj02 } from "./crs.ts";
import { parseHours } from "./hours-text.ts";
import { type ImportProblemCode, importProblem } from "./problem.ts";

/** A cell as the file has it. */
export interface SheetCell {
  /** `A7` */
  readonly cell: string;
  readonly text: string;
  readonly kind: "value" | "formula" | "error";
}

export interface SheetLine {
  /** as the sheet numbers it */
  readonly line: number;
  readonly cells: ReadonlyMap<ImportField, SheetCell>;
}

export type Crs = "wgs84" | "gcj02";

/** What the row says; what it does not say is not there. */
export interface DraftFields {
  readonly id?: KioskId;
  readonly contract?: string;
  readonly seq?: number;
  readonly name?: string;
  readonly district?: string;
  readonly street?: string;
  readonly address?: string;
  readonly macs?: readonly Mac[];
  /** WGS-84 */
  readonly place?: { readonly lon: number; readonly lat: number };
  readonly confidence?: KioskMaster["confidence"];
  readonly coordinateMethod?: string;
  readonly note?: string;
  readonly openingHours?: OpeningHours;
  readonly dutyPhone?: string;
}

export interface DraftRow {
  readonly line: number;
  readonly cells: readonly ImportCell[];
  readonly fields: DraftFields;
  readonly problems: readonly ImportProblem[];
  /** address of a field's cell; null where the row has none */
  readonly cellOf: (field: ImportField) => string | null;
}

const lengths = {
  name: 120,
  district: 60,
  street: 60,
  address: 200,
  coordinateMethod: 200,
  note: 500,
  contract: 40,
} as const;
const maxMacs = 16;
const confidences: Readonly<Record<string, KioskMaster["confidence"]>> = {
  高: "high",
  中: "medium",
  低: "low",
  high: "high",
  medium: "medium",
  low: "low",
};
/** About a decimetre: what no map tells apart, and what a round trip through GCJ-02 keeps. */
const placeDigits = 6;

class Reading {
  readonly problems: ImportProblem[] = [];
  readonly #line: SheetLine;

  constructor(line: SheetLine) {
    this.#line = line;
  }

  cellOf(field: ImportField): string | null {
    return this.#line.cells.get(field)?.cell ?? null;
  }

  blame(field: ImportField, code: ImportProblemCode, n = "", level: ImportProblem["level"] = "error"): void {
    this.problems.push(importProblem(this.cellOf(field), code, n, level));
  }

  /** undefined: empty, or not to be used */
  text(field: ImportField): string | undefined {
    const cell = this.#line.cells.get(field);
    if (cell === undefined) return undefined;
    if (cell.kind !== "value") {
      this.blame(field, cell.kind === "formula" ? "cell.formula" : "cell.error");
      return undefined;
    }
    const text = cell.text.trim();
    return text === "" ? undefined : text;
  }

  bounded(field: keyof typeof lengths): string | undefined {
    const text = this.text(field);
    if (text === undefined || text.length <= lengths[field]) return text;
    this.blame(field, "cell.too-long", String(lengths[field]));
    return undefined;
  }

  number(field: "lon" | "lat"): number | undefined {
    const text = this.text(field);
    if (text === undefined) return undefined;
    const limit = 180;
    const value = /^[+-]?\d+(\.\d+)?$/.test(text.normalize("NFKC")) ? Number(text.normalize("NFKC")) : Number.NaN;
    if (Math.abs(value) <= limit) return value;
    this.blame(field, field === "lon" ? "lon.form" : "lat.form");
    return undefined;
  }
}

function readMacs(reading: Reading): readonly Mac[] | undefined {
  const text = reading.text("macs");
  if (text === undefined) return undefined;
  const words = text
    .normalize("NFKC")
    .split(/[\s,;、，；/]+/)
    .filter((word) => word !== "");
  const macs: Mac[] = [];
  for (const word of words) {
    const mac = /^[0-9a-fA-F]{2}([:-]?[0-9a-fA-F]{2}){5}$/.test(word) ? normaliseMac(word) : undefined;
    if (mac === undefined) reading.blame("macs", "mac.form", word.slice(0, 40));
    else if (macs.includes(mac)) reading.blame("macs", "mac.twice", mac);
    else macs.push(mac);
  }
  if (macs.length > maxMacs) reading.blame("macs", "mac.many");
  return macs;
}

function readPlace(reading: Reading, crs: Crs): DraftFields["place"] {
  const lon = reading.number("lon");
  const lat = reading.number("lat");
  const hasBoth = reading.cellOf("lon") !== null && reading.cellOf("lat") !== null;
  if (lon === undefined || lat === undefined) {
    const one = lon !== undefined || lat !== undefined;
    if (one && (!hasBoth || !reading.problems.some((p) => p.code === "lon.form" || p.code === "lat.form"))) {
      reading.blame(lon === undefined ? "lon" : "lat", "place.pair");
    }
    return undefined;
  }
  if (Math.abs(lat) > 90 || looksSwapped(lon, lat)) {
    reading.blame("lon", Math.abs(lon) <= 90 ? "place.swapped" : "lat.form");
    return undefined;
  }
  const place = crs === "gcj02" ? fromGcj02({ lon, lat }) : { lon, lat };
  return { lon: rounded(place.lon), lat: rounded(place.lat) };
}

/** China lies between 73 and 136 E and 3 and 54 N: the other way round it is nowhere there. */
function looksSwapped(lon: number, lat: number): boolean {
  return lon >= 3 && lon <= 54 && lat >= 73 && lat <= 136;
}

function rounded(degrees: number): number {
  return Number(degrees.toFixed(placeDigits));
}

function readSeq(reading: Reading): number | undefined {
  const text = reading.text("seq")?.normalize("NFKC");
  if (text === undefined) return undefined;
  const seq = /^\d{1,5}(\.0+)?$/.test(text) ? Number(text) : 0;
  if (seq >= 1) return seq;
  reading.blame("seq", "seq.form");
  return undefined;
}

function readId(reading: Reading): KioskId | undefined {
  const text = reading.text("id");
  if (text === undefined) return undefined;
  const id = KioskId.safeParse(text);
  if (id.success) return id.data;
  reading.blame("id", "id.form");
  return undefined;
}

function readConfidence(reading: Reading): KioskMaster["confidence"] | undefined {
  const text = reading.text("confidence");
  if (text === undefined) return undefined;
  const confidence = confidences[text.toLowerCase()];
  if (confidence === undefined) reading.blame("confidence", "confidence.form");
  return confidence;
}

function readHours(reading: Reading): OpeningHours | undefined {
  const text = reading.text("openingHours");
  if (text === undefined) return undefined;
  const hours = parseHours(text);
  if (hours === undefined) reading.blame("openingHours", "hours.form");
  return hours;
}

function readPhone(reading: Reading): string | undefined {
  const text = reading.text("dutyPhone");
  if (text === undefined) return undefined;
  const phone = DutyPhone.safeParse(text);
  if (phone.success) return phone.data;
  reading.blame("dutyPhone", "phone.form");
  return undefined;
}

type Present<T> = { [K in keyof T]: Exclude<T[K], undefined> };

/** Leaves out what is undefined, so that "says nothing" is the field's absence. */
function present<T extends object>(fields: T): Partial<Present<T>> {
  const kept: Partial<Present<T>> = {};
  Object.assign(kept, Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)));
  return kept;
}

export function readRow(line: SheetLine, crs: Crs): DraftRow {
  const reading = new Reading(line);
  const fields: DraftFields = present({
    id: readId(reading),
    contract: reading.bounded("contract"),
    seq: readSeq(reading),
    name: reading.bounded("name"),
    district: reading.bounded("district"),
    street: reading.bounded("street"),
    address: reading.bounded("address"),
    macs: readMacs(reading),
    place: readPlace(reading, crs),
    confidence: readConfidence(reading),
    coordinateMethod: reading.bounded("coordinateMethod"),
    note: reading.bounded("note"),
    openingHours: readHours(reading),
    dutyPhone: readPhone(reading),
  });
  const cells = [...line.cells].map(([field, { cell, text }]) => ({ field, cell, text }));
  return { line: line.line, cells, fields, problems: reading.problems, cellOf: (field) => reading.cellOf(field) };
}
