// Printer-MIB (RFC 3805) and hrPrinter (RFC 2790): which objects to ask for, and how the answer becomes fields.
import type { Cell, Field } from "./field.ts";
import { decodeText } from "./text.ts";

/** One variable of an answer, as the agent's SNMP port hands it over. */
export interface MibVariable {
  readonly oid: string;
  readonly value: number | bigint | string | Uint8Array | null;
  readonly raw: Uint8Array;
}

const hr = "1.3.6.1.2.1.25.3";
const prt = "1.3.6.1.2.1.43";

/** The column whose rows are the printers among the host's devices; its index is the device index of everything else. */
export const printerIndexColumn = `${hr}.5.1.1`;

/** Single objects: each has the device index behind it, and the life count the number of the marker behind that. */
const scalars = [
  { column: `${hr}.2.1.3`, name: "hrDeviceDescr" },
  { column: `${hr}.2.1.5`, name: "hrDeviceStatus" },
  { column: printerIndexColumn, name: "hrPrinterStatus" },
  { column: `${hr}.5.1.2`, name: "hrPrinterDetectedErrorState" },
  { column: `${prt}.5.1.1.17`, name: "prtGeneralSerialNumber" },
  { column: `${prt}.10.2.1.4`, name: "prtMarkerLifeCount", marker: 1 },
] as const;

/** Tables by the OID of their entry; columns by number. */
const tables = [
  { name: "prtCover", entry: `${prt}.6.1.1`, columns: { 2: "description", 3: "status" } },
  {
    name: "prtInput",
    entry: `${prt}.8.2.1`,
    columns: { 2: "type", 8: "unit", 9: "max", 10: "level", 11: "status", 12: "media", 13: "name" },
  },
  { name: "prtOutput", entry: `${prt}.9.2.1`, columns: { 6: "status", 7: "name" } },
  {
    name: "prtMarkerSupplies",
    entry: `${prt}.11.1.1`,
    columns: {
      3: "colorantIndex",
      4: "class",
      5: "type",
      6: "description",
      7: "unit",
      8: "max",
      9: "level",
    },
  },
  { name: "prtMarkerColorant", entry: `${prt}.12.1.1`, columns: { 4: "value" } },
  {
    name: "prtAlert",
    entry: `${prt}.18.1.1`,
    columns: {
      2: "severity",
      3: "training",
      4: "group",
      5: "groupIndex",
      6: "location",
      7: "code",
      8: "description",
      9: "time",
    },
  },
] as const;

/** The objects of one GET. `deviceIndex`: which of the host's devices is the printer. */
export function printerScalars(deviceIndex: number): string[] {
  return scalars.map((scalar) => scalarOid(scalar, deviceIndex));
}

function scalarOid(scalar: (typeof scalars)[number], deviceIndex: number): string {
  return `${scalar.column}.${deviceIndex}${"marker" in scalar ? `.${scalar.marker}` : ""}`;
}

/**
 * Which of the host's devices is the printer: where a processor is device 1, its status is no printer's. The first
 * printer of several; undefined where none of a printer's objects is there.
 */
export function printerIndex(variables: readonly MibVariable[]): number | undefined {
  const below = (column: string) =>
    variables.flatMap(({ oid, value }) => {
      if (value === null || !oid.startsWith(`${column}.`)) return [];
      const index = Number(oid.slice(column.length + 1).split(".")[0]);
      return Number.isSafeInteger(index) ? [index] : [];
    });
  const printers = below(printerIndexColumn);
  const found = printers.length > 0 ? printers : printerTables.flat().flatMap(below);
  return found.length === 0 ? undefined : Math.min(...found);
}

/** The columns of the walks, table by table, in the order in which they are asked. */
export const printerTables: readonly (readonly string[])[] = tables.map((table) =>
  Object.keys(table.columns).map((column) => `${table.entry}.${column}`),
);

interface Row {
  readonly index: string;
  readonly columns: Record<string, Cell>;
}

/** Whatever of the printer's objects is among the variables, as fields; holes stay holes. */
export function printerFields(variables: readonly MibVariable[]): Field[] {
  const fields: Field[] = [];
  const device = printerIndex(variables) ?? 1;
  for (const scalar of scalars) {
    const found = variables.find((variable) => variable.oid === scalarOid(scalar, device));
    if (found && found.value !== null) fields.push({ shape: "value", name: scalar.name, part: "", ...cellOf(found) });
  }
  const standby = standbyOf(fields);
  if (standby) fields.push(standby);
  const rows = new Map(tables.map((table) => [table.name, rowsOf(table, device, variables)] as const));
  const colorants = new Map((rows.get("prtMarkerColorant") ?? []).map((row) => [row.index, row.columns.value]));

  for (const { index, columns } of rows.get("prtCover") ?? []) {
    const status = columns.status;
    const description = columns.description;
    const part = description ? decodeText(description.raw, "utf-8-or-gbk").slice(0, 40) : "";
    const isTaken = fields.some((field) => field.shape === "value" && field.part === part && part !== "");
    const named = part === "" ? `cover-${index}` : isTaken ? `${part}-${index}` : part;
    if (status) fields.push({ shape: "value", name: "prtCoverStatus", part: named, index, ...status });
  }
  for (const row of rows.get("prtInput") ?? []) fields.push({ shape: "row", name: "prtInput", ...row });
  fields.push(...subUnitStatuses("prtInputStatus", rows.get("prtInput") ?? [], "tray"));
  fields.push(...subUnitStatuses("prtOutputStatus", rows.get("prtOutput") ?? [], "bin"));
  for (const { index, columns } of rows.get("prtMarkerSupplies") ?? []) {
    const colorant = colorants.get(String(columns.colorantIndex?.number ?? ""));
    const joined = colorant ? { ...columns, colorant } : columns;
    fields.push({ shape: "row", name: "prtMarkerSupplies", index, columns: joined });
  }
  for (const row of rows.get("prtAlert") ?? []) fields.push({ shape: "row", name: "prtAlert", ...row });
  return fields;
}

// RFC 3805 section 2.2.13.2: hrDeviceStatus running with hrPrinterStatus other (1) is standby; with `down` it is not.
function standbyOf(fields: readonly Field[]): Field | undefined {
  const number = (name: string) => fields.find((field) => field.shape === "value" && field.name === name);
  const device = number("hrDeviceStatus");
  const printer = number("hrPrinterStatus");
  if (device?.shape !== "value" || printer?.shape !== "value" || printer.number !== 1) return undefined;
  return device.number === 2 || device.number === 3 ? { ...printer, name: "standby" } : undefined;
}

/** PrtSubUnitStatusTC: one number, the sum of availability (0 to 6) and bits for alerts, offline and transition. */
function subUnitStatuses(name: string, rows: readonly Row[], called: string): Field[] {
  return rows.flatMap(({ index, columns }) => {
    const { status, name: own } = columns;
    const part = own ? decodeText(own.raw, "utf-8-or-gbk").slice(0, 40) : "";
    return status ? [{ shape: "value", name, part: part || `${called}-${index}`, index, ...status }] : [];
  });
}

function rowsOf(table: (typeof tables)[number], device: number, variables: readonly MibVariable[]): Row[] {
  const names: Readonly<Record<string, string>> = table.columns;
  const rows = new Map<string, Row>();
  for (const variable of variables) {
    if (!variable.oid.startsWith(`${table.entry}.`) || variable.value === null) continue;
    const [column = "", deviceIndex, ...rest] = variable.oid.slice(table.entry.length + 1).split(".");
    const name = names[column];
    const index = rest.join(".");
    if (!name || !index || Number(deviceIndex) !== device) continue;
    const row = rows.get(index) ?? { index, columns: {} };
    row.columns[name] = cellOf(variable);
    rows.set(index, row);
  }
  return [...rows.values()];
}

function cellOf(variable: MibVariable): Cell {
  const { value, raw } = variable;
  if (typeof value === "number") return { raw, number: value };
  if (typeof value === "bigint") return { raw, number: Number(value) };
  return { raw: raw.length > 0 || typeof value !== "string" ? raw : new TextEncoder().encode(value) };
}
