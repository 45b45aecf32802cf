// The IEEE 1284 device id: what a printer says it is, as `KEY:value;` pairs behind a length. Printers take liberties
// with all of it; what CUPS (backend/ieee1284.c) lets pass is let pass here.

export interface DeviceId {
  /** MFG, MDL, CMD, CLS, DES, SN: the octets of their values, for values may be GBK */
  readonly values: ReadonlyMap<DeviceIdKey, Uint8Array>;
  /** the device sent less than the length it told */
  readonly isCut: boolean;
}

const synonyms = {
  MFG: "MFG",
  MANUFACTURER: "MFG",
  MDL: "MDL",
  MODEL: "MDL",
  CMD: "CMD",
  "COMMAND SET": "CMD",
  CLS: "CLS",
  CLASS: "CLS",
  DES: "DES",
  DESCRIPTION: "DES",
  SN: "SN",
  SERN: "SN",
  SERIALNUMBER: "SN",
} as const;
export type DeviceIdKey = (typeof synonyms)[keyof typeof synonyms];

/** A shorter one cannot even name maker and model. */
const shortest = 14;
const colon = 0x3a;
const semicolon = 0x3b;

/** @param answer of GET_DEVICE_ID: two octets of length, themselves counted, and text. Undefined: this is no device id */
export function parseDeviceId(answer: Uint8Array): DeviceId | undefined {
  const told = lengthOf(answer);
  if (told === undefined) return undefined;
  const text = trimmed(answer.subarray(2, told));
  // The standard has printable characters only. From 80 on they are Chinese; below 20 the answer is something else.
  if (text.some((octet) => (octet < 0x20 && !blanks.includes(octet)) || octet === 0x7f)) return undefined;
  const isCut = told > answer.length;
  const values = new Map<DeviceIdKey, Uint8Array>();
  for (const pair of pairsOf(text, isCut)) {
    const at = pair.indexOf(colon);
    const key = keyOf(pair.subarray(0, Math.max(at, 0)));
    if (key !== undefined && !values.has(key)) values.set(key, trimmed(pair.subarray(at + 1)));
  }
  return values.size === 0 ? undefined : { values, isCut };
}

/** The languages of CMD, upper case. */
export function commandSets(id: DeviceId): string[] {
  const list = latin(id.values.get("CMD") ?? new Uint8Array());
  return list.split(",").map((one) => one.trim().toUpperCase());
}

/** True unless the device says that it is something else than a printer of pages: a modem, a receipt printer. */
export function isPagePrinter(id: DeviceId): boolean {
  const said = latin(id.values.get("CLS") ?? new Uint8Array()).toUpperCase();
  const isPrinter = said === "" || said.startsWith("PRINTER");
  return isPrinter && !commandSets(id).some((set) => /^ESC\/?POS$/.test(set));
}

/** Big-endian by the standard. Some printers send it little-endian: then the standard order makes no sense. */
function lengthOf(answer: Uint8Array): number | undefined {
  const [high = 0, low = 0] = answer;
  const standard = high * 256 + low;
  const reversed = low * 256 + high;
  const told = [standard, reversed].find((length) => length >= shortest && length <= answer.length);
  if (told === undefined) return answer.length >= shortest && standard > answer.length ? standard : undefined;
  // Some tell the length of the text alone; what fills up a buffer would be zeros.
  const isTextAlone = answer.length === told + 2 && answer.at(-1) !== 0;
  return isTextAlone ? answer.length : told;
}

function pairsOf(text: Uint8Array, isCut: boolean): Uint8Array[] {
  const pairs: Uint8Array[] = [];
  let from = 0;
  text.forEach((octet, at) => {
    if (octet !== semicolon) return;
    pairs.push(text.subarray(from, at));
    from = at + 1;
  });
  // The last pair of a cut text may lack half its value.
  return isCut ? pairs : [...pairs, text.subarray(from)];
}

function keyOf(octets: Uint8Array): DeviceIdKey | undefined {
  const name = latin(octets).trim().toUpperCase();
  return isKnown(name) ? synonyms[name] : undefined;
}

function isKnown(name: string): name is keyof typeof synonyms {
  return Object.hasOwn(synonyms, name);
}

const blanks: readonly number[] = [0x09, 0x0a, 0x0d];

/** Without blanks and the zeros with which buffers are filled up. */
function trimmed(octets: Uint8Array): Uint8Array {
  const isBlank = (octet: number | undefined) => octet === 0 || octet === 0x20 || blanks.includes(octet ?? -1);
  let from = 0;
  let to = octets.length;
  while (to > from && isBlank(octets[to - 1])) to -= 1;
  while (from < to && isBlank(octets[from])) from += 1;
  return octets.subarray(from, to);
}

function latin(octets: Uint8Array): string {
  return new TextDecoder("latin1").decode(octets);
}
