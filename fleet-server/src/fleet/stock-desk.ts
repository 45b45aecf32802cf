// Depots and vans: what lies where, moving it, counting it. The ledger itself is the contract's one ledger of parts.
import {
  type ContractId,
  type ErrorCode,
  type MovementPage,
  type MovementQuery,
  mainDepot,
  type NewStockPlace,
  type StockCount,
  type StockItemChange,
  type StockMinimum,
  type StockMove,
  type StockPlace,
  type StockPlaceChange,
  type StockView,
  type UserId,
  type VanContents,
} from "@kiosk/contract";
import type { z } from "zod";
import type { Caller } from "../domain/account/caller.ts";
import { linesAt } from "../domain/part/ledger.ts";
import type { Movement } from "../domain/part/movement.ts";
import { inStock } from "../domain/part/stock.ts";
import { countMovements } from "../domain/part/stock-taking.ts";
import type { Answer } from "../fleet-api.ts";
import { audit } from "../ingest/audit-log.ts";
import type { FleetState } from "../ingest/fleet-state.ts";
import type { GroupCommit } from "../ingest/group-commit.ts";
import { moveParts } from "../ingest/move-parts.ts";
import type { Unit } from "../ingest/unit.ts";
import type { Clock } from "../ports.ts";
import type { StockApi } from "../supply-api.ts";
import type { StockHistory } from "../supply-ports.ts";
import type { InTurn } from "./in-turn.ts";
import type { OrderNumbers } from "./order-numbers.ts";
import type { SupplyCatalogue } from "./supply-catalogue.ts";
import { cursorOf, markOf } from "./supply-cursor.ts";

type Refusal = { readonly ok: false; readonly code: ErrorCode; readonly detail: string };

export interface StockDeskParts {
  readonly state: FleetState;
  readonly history: StockHistory;
  readonly commit: GroupCommit;
  readonly clock: Clock;
  readonly catalogue: SupplyCatalogue;
  /** everything that reads a contract's stock and then changes it */
  readonly turns: InTurn;
  readonly orderNumbers: OrderNumbers;
}

export class StockDesk implements StockApi {
  readonly #o: StockDeskParts;

  constructor(parts: StockDeskParts) {
    this.#o = parts;
  }

  async stock(_by: Caller, contractId: ContractId): Promise<Answer<StockView>> {
    const { state, history, clock, catalogue } = this.#o;
    if (state.contract(contractId) === undefined) return missing(contractId);
    const [places, minimums, items] = await Promise.all([
      history.places(contractId),
      history.minimums(contractId),
      catalogue.items(contractId),
    ]);
    const ledger = state.ledger(contractId);
    const views = [mainPlace(contractId), ...places].map((place) => {
      const lines = new Map(linesAt(ledger, place.id).map((line) => [line.item, line]));
      // nothing is to be kept where nothing comes any more
      const own = place.endedAt === null ? minimums.filter((one) => one.place === place.id) : [];
      const floors = new Map(own.map((one) => [one.item, one.minimum]));
      const names = [
        ...new Set([...lines.keys(), ...[...floors].flatMap(([item, n]) => (n > 0 ? [item] : []))]),
      ].sort();
      const balances = names.map((item) => {
        const { quantity, serials } = lines.get(item) ?? { quantity: 0, serials: [] };
        const minimum = floors.get(item) ?? 0;
        return { item, quantity, serials: [...serials], minimum, low: quantity < minimum };
      });
      const technicianName = place.technicianId === null ? null : (state.user(place.technicianId)?.name ?? null);
      return { ...place, technicianName, balances };
    });
    const totals = [...ledger].map(([item, stock]) => {
      const { onOrders, installed, rejected, used } = stock;
      return { item, inStock: inStock(stock), onOrders, installed, rejected, used };
    });
    totals.sort((a, b) => (a.item < b.item ? -1 : 1));
    const shown = views.filter((place) => place.endedAt === null || place.balances.length > 0);
    return { ok: true, value: { at: clock.now(), contractId, places: shown, totals, items } };
  }

  async movements(
    _by: Caller,
    contractId: ContractId,
    query: z.output<typeof MovementQuery>,
  ): Promise<Answer<MovementPage>> {
    const { state, history, clock, orderNumbers } = this.#o;
    if (state.contract(contractId) === undefined) return missing(contractId);
    const before = markOf(query.after);
    if (before === "bad") return refuse("request.invalid", "after");
    const { place, item, limit } = query;
    const rows = await history.movements({ contractId, place, item, limit: limit + 1, before: asMark(before) });
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    const movements = await orderNumbers.named(page);
    const next = last === undefined || rows.length <= limit ? null : cursorOf(last.recordedAt, last.id);
    return { ok: true, value: { at: clock.now(), movements, next } };
  }

  move(by: Caller, contractId: ContractId, move: z.output<typeof StockMove>): Promise<Answer<StockView>> {
    const { id, item, serials, quantity, from, to, text } = move;
    if (serials.length > 0 && serials.length !== quantity)
      return Promise.resolve(refuse("request.invalid", `quantity: ${quantity}, serials: ${serials.length}`));
    const pieces =
      serials.length > 0 ? serials.map((serial) => ({ serial, quantity: 1 })) : [{ serial: null, quantity }];
    return this.#act(by, contractId, { id, places: [from, to], target: item, after: move }, (at) =>
      pieces.map((piece, n) => ({
        ...piece,
        ...{ id: `${id}/${n + 1}`, contractId, part: item, kind: "moved", orderId: null, at, recordedAt: at },
        ...{ actor: by.name, evidence: [], text, place: from, toPlace: to },
      })),
    );
  }

  count(by: Caller, contractId: ContractId, count: z.output<typeof StockCount>): Promise<Answer<StockView>> {
    const { id, place, item, quantity, serials, seenQuantity, reason } = count;
    const given = new Set(serials);
    if (given.size > quantity) return Promise.resolve(refuse("request.invalid", "serials"));
    return this.#act(by, contractId, { id, places: [place], target: item, after: count }, (at, unit) => {
      const shelf = unit.ledger(contractId).get(item)?.shelves.get(place) ?? { unnamed: 0, serials: new Set<string>() };
      const books = shelf.unnamed + shelf.serials.size;
      if (books !== seenQuantity) return refuse("setting.stale", `${item}: ${books}`);
      return countMovements(shelf, { quantity, serials: given }).map((piece, n) => ({
        ...piece,
        ...{ id: `${id}/${n + 1}`, contractId, part: item, orderId: null, at, recordedAt: at },
        ...{ actor: by.name, evidence: [], text: reason, place, toPlace: null },
      }));
    });
  }

  /** Movements of one act, once, in open places, with their line in the audit log. */
  #act(
    by: Caller,
    contractId: ContractId,
    act: { id: string; places: readonly string[]; target: string; after: unknown },
    movementsOf: (at: number, unit: Unit) => Movement[] | Refusal,
  ): Promise<Answer<StockView>> {
    const { state, history, commit, clock, turns } = this.#o;
    return turns.run(contractId, async () => {
      if (state.contract(contractId) === undefined) return missing(contractId);
      if (await history.wasMoved(contractId, act.id)) return this.stock(by, contractId);
      const known = await history.places(contractId);
      const closed = act.places.find((id) => !isOpen(known, id));
      if (closed !== undefined) return refuse("stock.no-place", closed);
      const answer = await commit.run((unit): Answer<null> => {
        const at = clock.now();
        const movements = movementsOf(at, unit);
        if (!Array.isArray(movements)) return movements;
        const refused = moveParts(unit, contractId, movements);
        if (refused !== undefined) return refuse(refused.code, refused.detail);
        audit(unit, by, { action: "stock.move", target: act.target, contractId, after: act.after }, at);
        return { ok: true, value: null };
      });
      return answer.ok ? this.stock(by, contractId) : answer;
    });
  }

  addPlace(by: Caller, contractId: ContractId, place: z.output<typeof NewStockPlace>): Promise<Answer<StockView>> {
    return this.#change(by, contractId, `place:${place.id}`, (known, at) => {
      if (place.id === mainDepot || known.some((one) => one.id === place.id))
        return refuse("stock.place-taken", place.id);
      const refused = this.#refuseVan(known, place.id, place);
      if (refused !== undefined) return refused;
      return {
        after: place,
        put: (unit) => unit.put("stockPlace", { ...place, contractId, createdAt: at, endedAt: null }),
      };
    });
  }

  changePlace(
    by: Caller,
    contractId: ContractId,
    id: string,
    change: z.output<typeof StockPlaceChange>,
  ): Promise<Answer<StockView>> {
    return this.#change(by, contractId, `place:${id}`, (known, at) => {
      const before = known.find((one) => one.id === id);
      if (before === undefined) return refuse("stock.no-place", id);
      const lies = linesAt(this.#o.state.ledger(contractId), id).length;
      if (change.ended && lies > 0) return refuse("stock.place-in-use", `${id}: ${lies}`);
      const refused = change.ended ? undefined : this.#refuseVan(known, id, { ...before, ...change });
      if (refused !== undefined) return refused;
      const { name, technicianId, ended } = change;
      const after: StockPlace = { ...before, name, technicianId, endedAt: ended ? (before.endedAt ?? at) : null };
      return { before, after, put: (unit) => unit.put("stockPlace", after) };
    });
  }

  changeItem(by: Caller, contractId: ContractId, change: z.output<typeof StockItemChange>): Promise<Answer<StockView>> {
    return this.#change(by, contractId, `item:${change.item}`, (_known, at) => ({
      after: change,
      put: (unit) => unit.put("stockItem", { ...change, contractId, by: by.name, at }),
    }));
  }

  setMinimum(by: Caller, contractId: ContractId, minimum: z.output<typeof StockMinimum>): Promise<Answer<StockView>> {
    return this.#change(by, contractId, `minimum:${minimum.place}`, (known, at) => {
      if (!isOpen(known, minimum.place)) return refuse("stock.no-place", minimum.place);
      return { after: minimum, put: (unit) => unit.put("stockMinimum", { ...minimum, contractId, by: by.name, at }) };
    });
  }

  async van(contractId: ContractId, technicianId: UserId): Promise<VanContents> {
    const { history, state, clock } = this.#o;
    const vans = await history.vansOf(technicianId);
    const place = vans.find((one) => one.contractId === contractId) ?? null;
    const lines = place === null ? [] : linesAt(state.ledger(contractId), place.id);
    return { at: clock.now(), place, lines: lines.map((line) => ({ ...line, serials: [...line.serials] })) };
  }

  holdings(contractId: ContractId, place: string): ReadonlyMap<string, number> {
    return new Map(linesAt(this.#o.state.ledger(contractId), place).map(({ item, quantity }) => [item, quantity]));
  }

  #change(
    by: Caller,
    contractId: ContractId,
    target: string,
    plan: (
      known: readonly StockPlace[],
      at: number,
    ) => Refusal | { before?: unknown; after: unknown; put: (unit: Unit) => void },
  ): Promise<Answer<StockView>> {
    const { state, history, commit, clock, turns } = this.#o;
    return turns.run(contractId, async () => {
      if (state.contract(contractId) === undefined) return missing(contractId);
      const known = await history.places(contractId);
      const answer = await commit.run((unit): Answer<null> => {
        const at = clock.now();
        const planned = plan(known, at);
        if ("ok" in planned) return planned;
        planned.put(unit);
        unit.touchedTerms = true;
        const { before, after } = planned;
        audit(unit, by, { action: "stock.move", target, contractId, before, after }, at);
        return { ok: true, value: null };
      });
      return answer.ok ? this.stock(by, contractId) : answer;
    });
  }

  /** A van is somebody's, and somebody has one van in a contract. */
  #refuseVan(
    known: readonly StockPlace[],
    id: string,
    { kind, technicianId }: Pick<StockPlace, "kind" | "technicianId">,
  ): Refusal | undefined {
    if (kind === "depot") return technicianId === null ? undefined : refuse("request.invalid", "technicianId");
    if (technicianId === null) return undefined;
    if (this.#o.state.user(technicianId) === undefined) return missing(technicianId);
    const other = known.find((one) => one.id !== id && one.endedAt === null && one.technicianId === technicianId);
    return other === undefined ? undefined : refuse("stock.place-taken", other.name);
  }
}

function mainPlace(contractId: ContractId): StockPlace {
  return { id: mainDepot, contractId, kind: "depot", name: "总库", technicianId: null, createdAt: 0, endedAt: null };
}

function isOpen(known: readonly StockPlace[], id: string): boolean {
  return id === mainDepot || known.some((place) => place.id === id && place.endedAt === null);
}

function asMark(mark: { at: number; id: string } | undefined) {
  return mark && { recordedAt: mark.at, id: mark.id };
}

function missing(what: string): Refusal {
  return refuse("resource.not-found", what);
}

function refuse(code: ErrorCode, detail: string): Refusal {
  return { ok: false, code, detail };
}
