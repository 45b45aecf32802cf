// The form for a new terminal as it is typed: what it suggests, what is wrong with it, and the request it becomes.
import { type ContractId, type KioskId, type KioskRow, type Mac, NewKiosk, normaliseMac } from "@kiosk/contract";

/** Undefined: not touched, the suggestion holds. Everything else is as typed. */
export interface TerminalDraft {
  contractId: ContractId | undefined;
  id: string | undefined;
  seq: string | undefined;
  name: string;
  district: string | undefined;
  street: string;
  address: string;
  /** one MAC a line */
  macs: string;
  lon: string;
  lat: string;
  confidence: NewKiosk["confidence"];
  dutyPhone: string;
}

/** In the order in which they stand in the form. */
export const terminalFields = [
  "contractId",
  "seq",
  "id",
  "name",
  "district",
  "street",
  "address",
  "macs",
  "lon",
  "lat",
  "confidence",
  "dutyPhone",
] as const satisfies readonly (keyof TerminalDraft)[];
export type TerminalField = (typeof terminalFields)[number];

/** What is wrong with a field, as a key of the dictionary with the values of its sentence. */
export type Fault =
  | { name: "required" | "id" | "seq" | "lon" | "lat" | "phone" | "tooManyMacs" }
  | { name: "wrongMacs"; list: string }
  | { name: "idTaken" | "seqTaken"; by: KioskId }
  | { name: "macTaken"; mac: Mac; by: KioskId };
export type Faults = Partial<Record<TerminalField, Fault>>;

export interface Suggestion {
  id: string;
  seq: string;
  district: string;
}

const highestSeq = NewKiosk.shape.seq.maxValue ?? Number.MAX_SAFE_INTEGER;
const idMaxLength = 40;
const macLimit = 16;
/** as the server counts neighbours: boxes of one batch */
const neighbourDistance = 3;

type Known = Pick<KioskRow, "id" | "contractId" | "seq" | "district" | "macs">;

function mostFrequent(values: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
}

/** After the highest number of the contract, as numbers of removed terminals stay theirs; a gap only when there is no after. */
function nextSeq(rows: readonly Known[]): number {
  const used = new Set(rows.map((k) => k.seq));
  const after = Math.max(0, ...used) + 1;
  if (after <= highestSeq) return after;
  let gap = 1;
  while (used.has(gap)) gap += 1;
  return gap;
}

/** Ids of a contract have one shape (`cn-014`); a contract without terminals starts with its own id. */
function idFor(contractId: ContractId, rows: readonly Known[], seq: string): string {
  const shapes = rows.flatMap((k) => {
    const match = /^(.*-)(\d+)$/.exec(k.id);
    return match?.[1] === undefined || match[2] === undefined ? [] : [`${match[1]} ${match[2].length}`];
  });
  const [prefix = "", width = ""] = (mostFrequent(shapes) ?? `${contractId}- 3`).split(" ");
  const number = seq.padStart(Number(width), "0");
  return `${prefix.slice(0, idMaxLength - number.length - 1).replace(/-+$/, "")}-${number}`;
}

/** What the contract's other terminals let one expect. `all` are those of every contract. */
export function suggest(draft: Pick<TerminalDraft, "contractId" | "seq">, all: readonly Known[]): Suggestion {
  const { contractId } = draft;
  if (contractId === undefined) return { id: "", seq: "", district: "" };
  const rows = all.filter((k) => k.contractId === contractId);
  const seq = String(nextSeq(rows));
  const number = parseSeq(draft.seq ?? seq);
  return {
    seq,
    id: number === undefined ? "" : idFor(contractId, rows, String(number)),
    district: mostFrequent(rows.map((k) => k.district)) ?? "",
  };
}

const plain = (text: string) => text.normalize("NFKC").trim();

function parseSeq(text: string): number | undefined {
  const typed = plain(text);
  const parsed = NewKiosk.shape.seq.safeParse(/^\d+$/.test(typed) ? Number(typed) : undefined);
  return parsed.success ? parsed.data : undefined;
}

function parseDegrees(text: string, of: "lon" | "lat"): number | undefined {
  const typed = plain(text);
  const parsed = NewKiosk.shape[of].safeParse(/^[-+]?\d+(\.\d+)?$/.test(typed) ? Number(typed) : undefined);
  return parsed.success ? parsed.data : undefined;
}

/** MACs of a text, one a line (or between commas), each once, in our spelling; lines that are none as they were typed. */
export function parseMacs(text: string): { macs: Mac[]; wrong: string[] } {
  const lines = text
    .split(/[\n,;，；、]/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const macs = new Set<Mac>();
  const wrong: string[] = [];
  for (const line of lines) {
    const mac = normaliseMac(line);
    if (mac === undefined) wrong.push(line);
    else macs.add(mac);
  }
  return { macs: [...macs], wrong };
}

const macNumber = (mac: Mac) => Number.parseInt(mac.replaceAll("-", ""), 16);

/** Existing terminals with a MAC at most three away from one of these, nearest first; the same MAC is no neighbour. */
export function neighboursOf(macs: readonly Mac[], all: readonly Pick<Known, "id" | "macs">[]) {
  const own = macs.map(macNumber);
  const found: KioskRow["neighbourMacs"] = all.flatMap((kiosk) =>
    kiosk.macs.flatMap((mac) => {
      const distance = Math.min(...own.map((n) => Math.abs(n - macNumber(mac))));
      return distance >= 1 && distance <= neighbourDistance ? [{ kioskId: kiosk.id, mac, distance }] : [];
    }),
  );
  return found.sort((a, b) => a.distance - b.distance);
}

function checkMacs(text: string, all: readonly Known[]): Mac[] | Fault {
  const { macs, wrong } = parseMacs(text);
  if (wrong.length > 0) return { name: "wrongMacs", list: wrong.join(", ") };
  if (macs.length > macLimit) return { name: "tooManyMacs" };
  for (const mac of macs) {
    const owner = all.find((k) => k.macs.includes(mac));
    if (owner !== undefined) return { name: "macTaken", mac, by: owner.id };
  }
  return macs;
}

/** The request for a draft, or what is wrong in it, field by field. `all` are the known terminals of every contract. */
export function terminalOf(
  draft: TerminalDraft,
  all: readonly Known[],
): { ok: true; kiosk: NewKiosk } | { ok: false; faults: Faults } {
  const hint = suggest(draft, all);
  const faults: Faults = {};
  const { contractId } = draft;
  if (contractId === undefined) faults.contractId = { name: "required" };

  const seq = parseSeq(draft.seq ?? hint.seq);
  const sameSeq = all.find((k) => k.contractId === contractId && k.seq === seq);
  if (seq === undefined) faults.seq = { name: "seq" };
  else if (sameSeq !== undefined) faults.seq = { name: "seqTaken", by: sameSeq.id };

  const id = NewKiosk.shape.id.safeParse(plain(draft.id ?? hint.id));
  const sameId = all.find((k) => k.id === id.data);
  if (!id.success) faults.id = { name: "id" };
  else if (sameId !== undefined) faults.id = { name: "idTaken", by: sameId.id };

  if (draft.name.trim() === "") faults.name = { name: "required" };
  if (draft.address.trim() === "") faults.address = { name: "required" };
  const macs = checkMacs(draft.macs, all);
  if (!Array.isArray(macs)) faults.macs = macs;
  const lon = parseDegrees(draft.lon, "lon");
  const lat = parseDegrees(draft.lat, "lat");
  if (lon === undefined) faults.lon = { name: "lon" };
  if (lat === undefined) faults.lat = { name: "lat" };
  const dutyPhone = draft.dutyPhone.trim() === "" ? null : draft.dutyPhone;
  if (!NewKiosk.shape.dutyPhone.safeParse(dutyPhone).success) faults.dutyPhone = { name: "phone" };
  if (Object.keys(faults).length > 0) return { ok: false, faults };

  const kiosk = NewKiosk.parse({
    id: id.data,
    contractId,
    seq,
    name: draft.name.trim(),
    district: (draft.district ?? hint.district).trim(),
    street: draft.street.trim(),
    address: draft.address.trim(),
    macs,
    lon,
    lat,
    confidence: draft.confidence,
    dutyPhone,
  });
  return { ok: true, kiosk };
}
