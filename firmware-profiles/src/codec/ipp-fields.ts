// What a printer's answer over IPP delivers to the decode rules. Supplies, trays and alerts come in the shape of the
// Printer-MIB tables whose encoding they are (PWG 5100.9, PWG 5100.13), so that both protocols share their rules.
import type { Cell, Field, RowField } from "./field.ts";
import type { IppAttribute, IppMessage, IppValue } from "./ipp.ts";
import { type IppWords, mibNumber } from "./ipp-words.ts";
import { decodeText } from "./text.ts";

const printerGroup = 4;
/** status-codes up to here say that the request was carried out (RFC 8011 appendix B.1.2) */
const lastSuccess = 0x00ff;
const tags = {
  firstValue: 0x20,
  textWithLanguage: 0x35,
  nameWithLanguage: 0x36,
  integer: 0x21,
  boolean: 0x22,
  enum: 0x23,
};
const percentUnit = 19;
const receptacleClass = 4;

/** The fields of a whole answer: its status where it is a refusal, else what the printer told of itself. */
export function ippFields(message: IppMessage): Field[] {
  const { code, attributes } = message;
  if (code > lastSuccess) {
    return [{ shape: "value", name: "refusal", part: "", raw: Uint8Array.of(code >> 8, code & 0xff), number: code }];
  }
  const told = new Told(attributes);
  return [...valueFields(told), ...trayRows(told), ...supplyRows(told), ...alertRows(told)];
}

/** The printer's attributes by name; out-of-band values (unknown, no-value) are none. */
class Told {
  readonly #attributes = new Map<string, readonly IppValue[]>();

  constructor(attributes: readonly IppAttribute[]) {
    for (const { group, name, values } of attributes) {
      if (group !== printerGroup || this.#attributes.has(name)) continue;
      this.#attributes.set(name, values.filter(({ tag }) => tag >= tags.firstValue).map(withoutLanguage));
    }
  }

  values(name: string): readonly IppValue[] {
    return this.#attributes.get(name) ?? [];
  }

  /** Texts as people read them: UTF-8 as the standard demands, GBK as some printers have it. */
  texts(name: string): string[] {
    return this.values(name).map(({ raw }) => decodeText(raw, "utf-8-or-gbk"));
  }

  numbers(name: string): (number | undefined)[] {
    return this.values(name).map(integer);
  }
}

/** textWithLanguage and nameWithLanguage carry the language before the text (RFC 8010 section 3.9). */
function withoutLanguage({ tag, raw }: IppValue): IppValue {
  if (tag !== tags.textWithLanguage && tag !== tags.nameWithLanguage) return { tag, raw };
  const language = (raw[0] ?? 0) * 256 + (raw[1] ?? 0);
  return { tag, raw: raw.slice(2 + language + 2) };
}

function integer({ tag, raw }: IppValue): number | undefined {
  if (tag === tags.boolean && raw.length === 1) return raw[0];
  if ((tag !== tags.integer && tag !== tags.enum) || raw.length !== 4) return undefined;
  return raw.reduce((sum, octet) => sum * 256 + octet, 0) | 0;
}

/** Fields of one value each: attribute, name of the field. A text of several values is told in one. */
const texts = [
  ["printer-state-message", "stateMessage"],
  ["printer-make-and-model", "makeAndModel"],
  ["printer-info", "info"],
  ["printer-firmware-string-version", "firmware"],
  ["marker-message", "markerMessage"],
] as const;

function valueFields(told: Told): Field[] {
  const fields: Field[] = [];
  const put = (name: string, raw: Uint8Array, number?: number) =>
    fields.push({ shape: "value", name, part: "", raw, ...(number === undefined ? {} : { number }) });

  const [state] = told.values("printer-state");
  if (state) put("printerState", state.raw, integer(state) ?? unreadable);
  const reasons = told.values("printer-state-reasons").map(({ raw }) => ({ raw, text: decodeText(raw, "ascii") }));
  // Real printers name a reason twice.
  const once = reasons.filter(({ text }, i) => reasons.findIndex((other) => other.text === text) === i);
  for (const { raw, text } of once) if (text !== "none" && text !== "") put("stateReason", raw);
  const [accepting] = told.values("printer-is-accepting-jobs");
  if (accepting) put("isAcceptingJobs", accepting.raw, integer(accepting) ?? unreadable);
  for (const [attribute, name] of texts) {
    const values = told.texts(attribute).filter((text) => text !== "");
    if (values.length > 0) put(name, octets([...new Set(values)].join("; ")));
  }
  const serial = deviceIdKey(told.texts("printer-device-id")[0] ?? "", ["SN", "SERN", "SERIALNUMBER"]);
  if (serial) put("serial", octets(serial));
  return fields;
}

/** No value of any table: what is there could not be read. */
const unreadable = -0x80000000;

/** A value of an IEEE 1284 device id, `MFG:HP;MDL:…;`. */
function deviceIdKey(id: string, keys: readonly string[]): string | undefined {
  const pairs = id.split(";").map((pair) => pair.split(":"));
  const found = pairs.find(([key = ""]) => keys.includes(key.trim().toUpperCase()));
  return found?.slice(1).join(":").trim() || undefined;
}

/** `key=value;` strings of printer-supply, printer-input-tray and printer-alert. */
function pairsOf(text: string): ReadonlyMap<string, string> {
  const pairs = new Map<string, string>();
  for (const piece of text.split(";")) {
    const at = piece.indexOf("=");
    const key = piece.slice(0, Math.max(0, at)).trim().toLowerCase();
    if (key !== "" && !pairs.has(key)) pairs.set(key, piece.slice(at + 1).trim());
  }
  return pairs;
}

type Column = readonly [column: string, key: string, words: IppWords | "number" | "text"];

const supplyColumns: readonly Column[] = [
  ["index", "index", "number"],
  ["class", "class", "supplyClass"],
  ["type", "type", "supplyType"],
  ["unit", "unit", "unit"],
  ["max", "maxcapacity", "number"],
  ["level", "level", "number"],
  ["colorant", "colorantname", "text"],
];

const trayColumns: readonly Column[] = [
  ["unit", "unit", "unit"],
  ["max", "maxcapacity", "number"],
  ["level", "level", "number"],
  ["name", "name", "text"],
];

const alertColumns: readonly Column[] = [
  ["severity", "severity", "severity"],
  ["training", "training", "training"],
  ["group", "group", "group"],
  ["groupIndex", "groupindex", "number"],
  ["location", "location", "number"],
  ["code", "code", "alertCode"],
];

function cellsOf(text: string, columns: readonly Column[]): Record<string, Cell> {
  const pairs = pairsOf(text);
  const cells: Record<string, Cell> = {};
  for (const [column, key, words] of columns) {
    const value = pairs.get(key);
    if (value === undefined || value === "") continue;
    const cell = words === "text" ? { raw: octets(value) } : numberCell(value, words);
    if (cell) cells[column] = cell;
  }
  return cells;
}

/** A word without a number is an unknown one and stays away: so it is not taken for a known one. */
function numberCell(value: string, words: IppWords | "number"): Cell | undefined {
  const number = words === "number" ? (/^-?\d{1,9}$/.test(value) ? Number(value) : undefined) : mibNumber(words, value);
  return number === undefined ? undefined : { raw: octets(value), number };
}

function rowsOf(name: string, cells: readonly Record<string, Cell>[]): RowField[] {
  return cells.flatMap((columns, i) =>
    Object.keys(columns).length === 0 ? [] : [{ shape: "row", name, index: String(i + 1), columns }],
  );
}

function trayRows(told: Told): RowField[] {
  const trays = told.texts("printer-input-tray").map((text) => cellsOf(text, trayColumns));
  return rowsOf("prtInput", trays);
}

/** printer-supply where the printer has it, because it names units and classes; else the older marker attributes. */
function supplyRows(told: Told): RowField[] {
  const descriptions = told.texts("printer-supply-description");
  const supplies = told.texts("printer-supply").map((text, i) => {
    const description = descriptions[i];
    return { ...cellsOf(text, supplyColumns), ...(description ? { description: { raw: octets(description) } } : {}) };
  });
  const rows = rowsOf("prtMarkerSupplies", supplies);
  if (rows.length === 0) return rowsOf("prtMarkerSupplies", markerCells(told));
  // Alerts point at a supply by its own index, where it has one.
  const own = rows.map((row) => row.columns.index?.number);
  const isOwn = own.every((index) => index !== undefined) && new Set(own).size === own.length;
  return isOwn ? rows.map((row, i) => ({ ...row, index: String(own[i]) })) : rows;
}

/** The marker attributes are lists side by side. Where one is shorter, the rest of it is not known. */
function markerCells(told: Told): Record<string, Cell>[] {
  const names = told.texts("marker-names");
  const colours = told.texts("marker-colors");
  const types = told.texts("marker-types");
  const levels = told.numbers("marker-levels");
  const lows = told.numbers("marker-low-levels");
  const count = Math.max(names.length, types.length, levels.length);
  return Array.from({ length: count }, (_, i) => {
    const cells: Record<string, Cell> = { unit: { raw: none, number: percentUnit }, max: { raw: none, number: 100 } };
    const type = mibNumber("supplyType", types[i] ?? "");
    const level = levels[i];
    const low = lows[i];
    if (names[i]) cells.description = { raw: octets(names[i] ?? "") };
    const colour = colourWords[(colours[i] ?? "").toUpperCase()];
    if (colour) cells.colorant = { raw: octets(colour) };
    if (type !== undefined) cells.type = { raw: octets(types[i] ?? ""), number: type };
    if (/^waste/i.test(types[i] ?? "")) cells.class = { raw: none, number: receptacleClass };
    if (level !== undefined) cells.level = { raw: octets(String(level)), number: level };
    if (low !== undefined) cells.low = { raw: octets(String(low)), number: low };
    return cells;
  });
}

/** marker-colors says sRGB. White and mixtures of several name no colour of ours. */
const colourWords: Readonly<Record<string, string>> = {
  "#000000": "black",
  "#00FFFF": "cyan",
  "#FF00FF": "magenta",
  "#FFFF00": "yellow",
};

/** printer-alert and its descriptions stand side by side; a printer may have but one of them. */
function alertRows(told: Told): RowField[] {
  const alerts = told.texts("printer-alert");
  const descriptions = told.texts("printer-alert-description");
  const count = Math.max(alerts.length, descriptions.length);
  const cells = Array.from({ length: count }, (_, i) => {
    const columns = cellsOf(alerts[i] ?? "", alertColumns);
    // A code that the register does not have is at least shown.
    const description = descriptions[i] || (columns.code ? undefined : pairsOf(alerts[i] ?? "").get("code"));
    return {
      ...columns,
      ...(description ? { description: { raw: octets(description) } } : {}),
    };
  });
  return rowsOf("prtAlert", cells);
}

const none = new Uint8Array(0);

function octets(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
