// Lists of terminals and their points on the map: filtered and counted here, one page at a time.
import {
  type ContractId,
  type KioskFilter,
  type KioskHealth,
  type KioskList,
  type KioskListQuery,
  type KioskPoints,
  kioskHealths,
  kioskListLimit,
  pointLetters,
} from "@kiosk/contract";
import type { z } from "zod";
import { type Caller, contractsOf } from "../domain/account/caller.ts";
import { kioskMatcher } from "../domain/kiosk/search.ts";
import type { Clock } from "../ports.ts";
import { AnswerMemo } from "./answer-memo.ts";
import { byPlace, type IndexedKiosk, type KioskIndex } from "./kiosk-index.ts";

/** What HTTP asks of the map. */
export interface KioskPointsApi {
  points(by: Caller, filter: KioskFilter): KioskPoints;
}

/** What a shift looks for first. */
const ranks: Readonly<Record<KioskHealth, number>> = { fault: 0, offline: 1, warning: 2, unknown: 3, ok: 4 };
const worstFirst = [...kioskHealths].sort((a, b) => ranks[a] - ranks[b]);

type FilterName = "q" | "health" | "street" | "box";
type Test = (entry: IndexedKiosk) => boolean;

export class KioskQueries implements KioskPointsApi {
  readonly #index: KioskIndex;
  readonly #clock: Clock;
  readonly #points = new AnswerMemo<KioskPoints>();

  constructor(options: { index: KioskIndex; clock: Clock }) {
    this.#index = options.index;
    this.#clock = options.clock;
  }

  list(by: Caller, query: z.infer<typeof KioskListQuery>): KioskList {
    const own = this.#inReach(by, query.contract);
    const tests = testsOf(query);
    const names = filterNames.filter((name) => tests[name] !== undefined);
    const healths = { ok: 0, warning: 0, fault: 0, unknown: 0, offline: 0 };
    const streets = new Map<string, number>();
    const without: KioskList["without"] = {};
    for (const name of names) without[name] = 0;
    const matched: IndexedKiosk[] = [];
    for (const entry of own) {
      const { street } = entry.kiosk.master;
      streets.set(street, (streets.get(street) ?? 0) + 1);
      let failed: FilterName | undefined;
      let failures = 0;
      for (const name of names) {
        if (tests[name]?.(entry) !== false) continue;
        failed = name;
        failures += 1;
        if (failures > 1) break;
      }
      if (failures === 0) matched.push(entry);
      if (failures === 0 || (failures === 1 && failed === "health")) healths[entry.figures.health] += 1;
      if (failures === 1 && failed !== undefined) without[failed] = (without[failed] ?? 0) + 1;
    }
    const worst = query.sort === "worst";
    const ordered = worst
      ? worstFirst.flatMap((health) => matched.filter((e) => e.figures.health === health))
      : matched;
    const page = pageAfter(ordered, query.after, worst, query.limit ?? kioskListLimit);
    return {
      at: this.#clock.now(),
      total: own.length,
      matched: matched.length,
      healths,
      streets: [...streets].map(([street, count]) => ({ street, count })).sort((a, b) => b.count - a.count),
      without,
      kiosks: page.entries.map((entry) => this.#index.row(entry)),
      next: page.next,
    };
  }

  points(by: Caller, filter: KioskFilter): KioskPoints {
    const reach = contractsOf(by, "kiosk.read");
    const key = JSON.stringify([reach === "all" ? reach : [...reach], filter]);
    const at = this.#clock.now();
    return this.#points.answer(key, String(this.#index.version), at, () => {
      const tests = Object.values(testsOf(filter));
      const chosen = this.#inReach(by, filter.contract).filter((entry) => tests.every((test) => test(entry)));
      const masters = chosen.map(({ kiosk }) => kiosk.master);
      return {
        at,
        ids: masters.map((m) => m.id),
        seqs: masters.map((m) => m.seq),
        names: masters.map((m) => m.name),
        lons: masters.map((m) => m.lon),
        lats: masters.map((m) => m.lat),
        healths: chosen.map(({ figures }) => pointLetters.health[figures.health]).join(""),
        confidences: masters.map((m) => pointLetters.confidence[m.confidence]).join(""),
      };
    });
  }

  #inReach(by: Caller, contract: ContractId | undefined): readonly IndexedKiosk[] {
    return this.#index.within(contractsOf(by, "kiosk.read"), contract);
  }
}

const filterNames: readonly FilterName[] = ["q", "health", "street", "box"];

/** A test for each filter that is set. */
function testsOf({ q, health, street, box }: KioskFilter): { [N in FilterName]?: Test } {
  const tests: { [N in FilterName]?: Test } = {};
  if (q !== undefined && q !== "") {
    const matches = kioskMatcher(q);
    tests.q = ({ forms }) => matches(forms);
  }
  if (health !== undefined) tests.health = ({ figures }) => figures.health === health;
  if (street !== undefined) tests.street = ({ kiosk }) => kiosk.master.street === street;
  if (box !== undefined) {
    const [west = 0, south = 0, east = 0, north = 0] = box.split(",").map(Number);
    tests.box = ({ kiosk: { master } }) =>
      master.lon >= west && master.lon <= east && master.lat >= south && master.lat <= north;
  }
  return tests;
}

interface Mark {
  readonly rank: number;
  readonly contractId: string;
  readonly seq: number;
  readonly id: string;
}

function rankOf({ figures }: IndexedKiosk, worst: boolean): number {
  return worst ? ranks[figures.health] : 0;
}

/** Those behind the mark. The mark is a place in the order and not a terminal: one that has moved away is not missed. */
function pageAfter(
  ordered: readonly IndexedKiosk[],
  after: string | undefined,
  worst: boolean,
  limit: number,
): { entries: readonly IndexedKiosk[]; next: string | null } {
  const mark = after === undefined ? undefined : parseMark(after);
  const from = mark === undefined ? 0 : ordered.findIndex((entry) => isBehind(entry, mark, worst));
  const entries = from < 0 ? [] : ordered.slice(from, from + limit);
  const last = entries.at(-1);
  const isLast = last === undefined || from + limit >= ordered.length;
  return { entries, next: isLast ? null : markOf(last, worst) };
}

function isBehind(entry: IndexedKiosk, mark: Mark, worst: boolean): boolean {
  const rank = rankOf(entry, worst);
  return rank > mark.rank || (rank === mark.rank && byPlace(entry.kiosk.master, mark) > 0);
}

function markOf(entry: IndexedKiosk, worst: boolean): string {
  const { contractId, seq, id } = entry.kiosk.master;
  return [rankOf(entry, worst), contractId, seq, id].join("~");
}

/** undefined for what no page of ours ended with: such a list begins anew. */
function parseMark(text: string): Mark | undefined {
  const [rank = "", contractId = "", seq = "", id = ""] = text.split("~");
  if (!/^\d+$/.test(rank) || !/^\d+$/.test(seq) || id === "") return undefined;
  return { rank: Number(rank), contractId, seq: Number(seq), id };
}
