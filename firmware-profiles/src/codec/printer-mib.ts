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

/** Single objects, device index 1 as all printers seen have it. */
const scalars = [
  { oid: `${hr}.2.1.3.1`, name: "hrDeviceDescr" },
  { oid: `${hr}.2.1.5.1`, name: "hrDeviceStatus" },
  { oid: `${hr}.5.1.1.1`, name: "hrPrinterStatus" },
  { oid: `${hr}.5.1.2.1`, name: "hrPrinterDetectedErrorState" },
  { oid: `${prt}.5.1.1.17.1`, name: "prtGeneralSerialNumber" },
  { oid: `${prt}.10.2.1.4.1.1`, name: "prtMarkerLifeCount" },
] as const;

/** Tables by the OID of their entry; columns by number. */
const tables = [
  { name: "prtCover", entry: `${prt}.6.1.1`, columns: { 2: "description", 3: "status" } },
  {
    name: "prtInput",
    entry: `${prt}.8.2.1`,
    columns: { 2: "type", 8: "unit", 9: "max", 10: "level", 11: "status", 12: "media", 13: "name" },
  },
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

/** The objects of one GET. */
export const printerScalars: readonly string[] = scalars.map((scalar) => scalar.oid);

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
  for (const { oid, name } of scalars) {
    const found = variables.find((variable) => variable.oid === oid);
    if (found && found.value !== null) fields.push({ shape: "value", name, part: "", ...cellOf(found) });
  }
  const standby = standbyOf(fields);
  if (standby) fields.push(standby);
  const rows = new Map(tables.map((table) => [table.name, rowsOf(table, variables)] as const));
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

function rowsOf(table: (typeof tables)[number], variables: readonly MibVariable[]): Row[] {
  const names: Readonly<Record<string, string>> = table.columns;
  const rows = new Map<string, Row>();
  for (const variable of variables) {
    if (!variable.oid.startsWith(`${table.entry}.`) || variable.value === null) continue;
    const [column = "", , ...rest] = variable.oid.slice(table.entry.length + 1).split(".");
    const name = names[column];
    const index = rest.join(".");
    if (!name || !index) continue;
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
