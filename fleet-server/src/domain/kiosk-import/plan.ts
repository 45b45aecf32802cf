// What a sheet would do to the fleet: every row compared with the terminals that are there and with the other rows.
import {
  type ContractId,
  type ImportField,
  type ImportProblem,
  type ImportRow,
  KioskId,
  type Mac,
} from "@kiosk/contract";
import type { KioskMaster } from "../kiosk/kiosk.ts";
import { indexMacs, neighbourMacs } from "../kiosk/search.ts";
import { distanceM, type Position } from "./crs.ts";
import type { DraftRow } from "./draft-row.ts";
import { formatHours } from "./hours-text.ts";
import { importProblem } from "./problem.ts";

/** What the sheet is compared with. */
export interface PlanContext {
  readonly contractId: ContractId;
  /** every terminal there is, of whichever contract */
  readonly kiosks: readonly KioskMaster[];
  /** contracts the author may enter terminals into; another one is as good as none */
  readonly mayEnter: (contractId: string) => ContractId | undefined;
}

/** A terminal as it would be. `pinyin` and `createdAt` are whoever writes it to give. */
export type PlannedMaster = Omit<KioskMaster, "pinyin" | "createdAt">;

export interface PlannedRow extends ImportRow {
  /** null where there is nothing to write */
  readonly after: PlannedMaster | null;
}

interface Work {
  readonly draft: DraftRow;
  readonly before: KioskMaster | undefined;
  readonly after: PlannedMaster | undefined;
  readonly problems: ImportProblem[];
}

/** Further from the contract's terminals than this is worth a look … */
const farM = 5_000;
/** … and than this another city. */
const tooFarM = 30_000;

const failed = (work: Work) => work.problems.some((p) => p.level === "error");

export function planImport(drafts: readonly DraftRow[], context: PlanContext): PlannedRow[] {
  const known = indexKiosks(context.kiosks);
  const works = drafts.map((draft) => begin(draft, context, known));
  blameDoubles(works);
  // a row that fails keeps its terminal as it is, which may in turn be in another row's way
  for (let found = true; found; ) {
    const standing = standingMasters(works, context.kiosks);
    found = works.filter((work) => !failed(work) && blameTaken(work, standing, context)).length > 0;
  }
  warnNeighbours(works, context);
  return works.map(finish);
}

function begin(draft: DraftRow, context: PlanContext, known: Known): Work {
  const { fields, cellOf } = draft;
  const problems = [...draft.problems];
  const blame = (field: ImportField, ...rest: Tail<Parameters<typeof importProblem>>) =>
    problems.push(importProblem(cellOf(field), ...rest));
  const contractId = fields.contract === undefined ? context.contractId : context.mayEnter(fields.contract);
  if (contractId === undefined) {
    blame("contract", "contract.unknown");
    return { draft, before: undefined, after: undefined, problems };
  }
  const before = findBefore(draft, contractId, known);
  if (fields.id !== undefined && before === undefined && known.byId.has(fields.id)) {
    blame("id", "id.taken");
    return { draft, before: undefined, after: undefined, problems };
  }
  for (const field of before === undefined ? neededAnew : []) {
    // of a pair it is enough to say once what is wrong
    const near = field === "lon" || field === "lat" ? [cellOf("lon"), cellOf("lat")] : [cellOf(field)];
    const isSaid = draft.problems.some((p) => p.cell !== null && near.includes(p.cell));
    if (!says(fields, field) && !isSaid) blame(field, "cell.required");
  }
  const ground = known.grounds.get(contractId);
  if (fields.place !== undefined && ground !== undefined) {
    const offM = ground.distanceM(fields.place);
    if (offM > farM) {
      blame("lon", "place.outside", String(Math.round(offM / 1000)), offM > tooFarM ? "error" : "warning");
    }
  }
  if (fields.district !== undefined && ground !== undefined && !ground.districts.has(fields.district)) {
    blame("district", "district.new", "", "warning");
  }
  return { draft, before, after: masterOf(draft, contractId, before, known), problems };
}

/** What a terminal that is not there yet cannot do without. */
const neededAnew = ["seq", "name", "address", "lon", "lat"] as const;

function says(fields: DraftRow["fields"], field: (typeof neededAnew)[number]): boolean {
  return (field === "lon" || field === "lat" ? fields.place : fields[field]) !== undefined;
}

type Tail<T extends readonly unknown[]> = T extends readonly [unknown, ...infer Rest] ? Rest : never;

/** By the terminal's own id, else by the contract's number. Never by a MAC: those are not unique secrets. */
function findBefore({ fields }: DraftRow, contractId: ContractId, known: Known): KioskMaster | undefined {
  if (fields.id === undefined) return known.bySeq.get(seqKey({ contractId, seq: fields.seq ?? 0 }));
  const found = known.byId.get(fields.id);
  return found?.contractId === contractId ? found : undefined;
}

function masterOf(
  { fields }: DraftRow,
  contractId: ContractId,
  before: KioskMaster | undefined,
  known: Known,
): PlannedMaster | undefined {
  const seq = fields.seq ?? before?.seq;
  const name = fields.name ?? before?.name;
  const place = fields.place ?? before;
  if (seq === undefined || name === undefined || place === undefined) return undefined;
  return {
    id: before?.id ?? fields.id ?? newId(contractId, seq, known),
    contractId,
    seq,
    name,
    district: fields.district ?? before?.district ?? "",
    street: fields.street ?? before?.street ?? "",
    address: fields.address ?? before?.address ?? "",
    macs: [...(fields.macs ?? before?.macs ?? [])],
    lon: place.lon,
    lat: place.lat,
    confidence: fields.confidence ?? before?.confidence ?? "medium",
    coordinateMethod: fields.coordinateMethod ?? before?.coordinateMethod ?? "",
    note: fields.note ?? before?.note ?? "",
    openingHours: fields.openingHours ?? before?.openingHours ?? null,
    dutyPhone: fields.dutyPhone ?? before?.dutyPhone ?? null,
  };
}

/** As the contract's other terminals are named (`cn-014`), else by the contract itself. */
function newId(contractId: ContractId, seq: number, known: Known): KioskId {
  return KioskId.parse(`${known.prefixes.get(contractId) ?? contractId.slice(0, 30)}-${String(seq).padStart(3, "0")}`);
}

interface Known {
  readonly byId: ReadonlyMap<string, KioskMaster>;
  readonly bySeq: ReadonlyMap<string, KioskMaster>;
  readonly grounds: ReadonlyMap<string, Ground>;
  /** what the ids of a contract's terminals begin with */
  readonly prefixes: ReadonlyMap<string, string>;
}

function seqKey({ contractId, seq }: { contractId: string; seq: number }): string {
  return `${contractId} ${seq}`;
}

function indexKiosks(kiosks: readonly KioskMaster[]): Known {
  return {
    byId: new Map(kiosks.map((k) => [k.id, k])),
    bySeq: new Map(kiosks.map((k) => [seqKey(k), k])),
    grounds: groundsOf(kiosks),
    prefixes: new Map(kiosks.filter((k) => /.-\d+$/.test(k.id)).map((k) => [k.contractId, k.id.replace(/-\d+$/, "")])),
  };
}

interface Ground {
  readonly districts: ReadonlySet<string>;
  distanceM(place: Position): number;
}

/** Where each contract's terminals stand: the box around them. Nothing is known of a contract with fewer than three. */
function groundsOf(kiosks: readonly KioskMaster[]): ReadonlyMap<string, Ground> {
  const grounds = new Map<string, Ground>();
  for (const [contractId, own] of Map.groupBy(kiosks, (k) => k.contractId)) {
    if (own.length < 3) continue;
    const lons = own.map((k) => k.lon);
    const lats = own.map((k) => k.lat);
    const box = {
      west: Math.min(...lons),
      east: Math.max(...lons),
      south: Math.min(...lats),
      north: Math.max(...lats),
    };
    grounds.set(contractId, {
      districts: new Set(own.map((k) => k.district)),
      distanceM: (place) =>
        distanceM(place, {
          lon: Math.min(Math.max(place.lon, box.west), box.east),
          lat: Math.min(Math.max(place.lat, box.south), box.north),
        }),
    });
  }
  return grounds;
}

/** Two rows for one terminal, one number or one MAC: both are named, for nobody can say which is meant. */
function blameDoubles(works: readonly Work[]): void {
  blameSame(works, "id", "id.twice", ({ after }) => (after === undefined ? [] : [after.id]));
  blameSame(works, "seq", "seq.taken", ({ after }) => (after === undefined ? [] : [seqKey(after)]));
  const byMac = groupBy(works, ({ after }) => after?.macs ?? []);
  for (const [mac, same] of byMac) {
    // two rows for one terminal are told as that
    if (new Set(same.map((work) => work.after?.id)).size < 2) continue;
    for (const work of same)
      work.problems.push(
        importProblem(work.draft.cellOf("macs"), "mac.twice", `${mac} (${others(same, work, "macs")})`),
      );
  }
}

function blameSame(
  works: readonly Work[],
  field: ImportField,
  code: "id.twice" | "seq.taken",
  keysOf: (work: Work) => readonly string[],
): void {
  for (const same of groupBy(works, keysOf).values()) {
    if (same.length < 2) continue;
    for (const work of same) {
      const cell = work.draft.cellOf(field) ?? work.draft.cellOf("seq");
      if (!work.problems.some((p) => p.cell === cell && p.level === "error")) {
        work.problems.push(importProblem(cell, code, others(same, work, "seq")));
      }
    }
  }
}

function others(same: readonly Work[], than: Work, field: ImportField): string {
  return same
    .filter((work) => work !== than)
    .slice(0, 3)
    .map((work) => work.draft.cellOf(field) ?? String(work.draft.line))
    .join(", ");
}

function groupBy(works: readonly Work[], keysOf: (work: Work) => readonly string[]): ReadonlyMap<string, Work[]> {
  const groups = new Map<string, Work[]>();
  for (const work of works) {
    for (const key of keysOf(work)) {
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [work]);
      else group.push(work);
    }
  }
  return groups;
}

interface Standing {
  readonly ids: ReadonlyMap<string, KioskMaster>;
  readonly seqs: ReadonlyMap<string, KioskMaster>;
  readonly macs: ReadonlyMap<Mac, KioskMaster>;
}

/** Terminals that stay as they are: not in the sheet, or in a row that fails. */
function standingMasters(works: readonly Work[], kiosks: readonly KioskMaster[]): Standing {
  const moving = new Set(works.flatMap((work) => (failed(work) ? [] : (work.before?.id ?? []))));
  const stay = kiosks.filter((k) => !moving.has(k.id));
  return {
    ids: new Map(stay.map((k) => [k.id, k])),
    seqs: new Map(stay.map((k) => [seqKey(k), k])),
    macs: new Map(stay.flatMap((k) => k.macs.map((mac) => [mac, k] as const))),
  };
}

/** Whether something new was found. */
function blameTaken(work: Work, standing: Standing, context: PlanContext): boolean {
  const { after, draft } = work;
  if (after === undefined) return false;
  const id = standing.ids.get(after.id);
  if (id !== undefined) work.problems.push(importProblem(draft.cellOf("id") ?? draft.cellOf("seq"), "id.taken"));
  const seq = standing.seqs.get(seqKey(after));
  if (seq !== undefined && seq !== id) {
    work.problems.push(importProblem(draft.cellOf("seq"), "seq.taken", named(seq, context)));
  }
  for (const mac of after.macs) {
    const owner = standing.macs.get(mac);
    if (owner !== undefined && owner !== id) {
      work.problems.push(importProblem(draft.cellOf("macs"), "mac.taken", named(owner, context)));
    }
  }
  return failed(work);
}

/** A terminal of another contract is none of the author's business beyond that there is one. */
function named(kiosk: KioskMaster, { mayEnter }: PlanContext): { zh: string; en: string } {
  if (mayEnter(kiosk.contractId) === undefined) return { zh: "其他合同的终端", en: "a terminal of another contract" };
  return { zh: `${kiosk.seq}号 ${kiosk.name}`, en: `${kiosk.id} ${kiosk.name}` };
}

function warnNeighbours(works: readonly Work[], context: PlanContext): void {
  const planned = works.flatMap((work) => (failed(work) ? [] : (work.after ?? [])));
  const ids = new Set(planned.map((k) => k.id));
  const reach = context.kiosks.filter((k) => !ids.has(k.id) && context.mayEnter(k.contractId) !== undefined);
  const names = new Map([...reach, ...planned].map((k) => [k.id, `${k.seq}号 ${k.name}`]));
  const index = indexMacs([...reach, ...planned]);
  for (const { after, before, draft, problems } of works) {
    if (after === undefined || draft.fields.macs === undefined || sameList(before?.macs, after.macs)) continue;
    const [nearest] = neighbourMacs(after, index).filter((n) => n.distance > 0);
    if (nearest === undefined) continue;
    const name = names.get(nearest.kioskId) ?? nearest.kioskId;
    problems.push(importProblem(draft.cellOf("macs"), "mac.neighbour", `${name} ${nearest.mac}`, "warning"));
  }
}

function sameList(a: readonly string[] | undefined, b: readonly string[]): boolean {
  return a !== undefined && a.join() === b.join();
}

/** What is written, as people compare it. */
const written: readonly (readonly [ImportField, (master: PlannedMaster) => string])[] = [
  ["seq", (k) => String(k.seq)],
  ["name", (k) => k.name],
  ["district", (k) => k.district],
  ["street", (k) => k.street],
  ["address", (k) => k.address],
  ["macs", (k) => k.macs.join(" ")],
  ["lon", (k) => k.lon.toFixed(6)],
  ["lat", (k) => k.lat.toFixed(6)],
  ["confidence", (k) => k.confidence],
  ["coordinateMethod", (k) => k.coordinateMethod],
  ["note", (k) => k.note],
  ["openingHours", (k) => formatHours(k.openingHours)],
  ["dutyPhone", (k) => k.dutyPhone ?? ""],
];

function finish({ draft, before, after, problems }: Work): PlannedRow {
  const row = { line: draft.line, cells: [...draft.cells], problems };
  if (after === undefined || problems.some((p) => p.level === "error")) {
    return { ...row, does: "error", kioskId: before?.id ?? null, changes: [], after: null };
  }
  const changes = written
    .map(([field, textOf]) => ({ field, before: before === undefined ? null : textOf(before), after: textOf(after) }))
    .filter((change) => change.before !== change.after && (change.before !== null || change.after !== ""));
  const does = before === undefined ? "create" : changes.length === 0 ? "same" : "change";
  return { ...row, does, kioskId: after.id, changes, after: does === "same" ? null : after };
}
