// Pieces over depots and vans: whatever is moved, used and counted, nothing is in two places and all adds up.
import { ContractId, mainDepot } from "@kiosk/contract";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyMovement, balances, emptyLedger, foldLedger, type Ledger, linesAt, refuseMovement } from "./ledger.ts";
import type { Movement } from "./movement.ts";
import { countMovements } from "./stock-taking.ts";

const part = "黑色硒鼓";
const places = [mainDepot, "van-1", "van-2"] as const;

function moved(id: number, over: Partial<Movement>): Movement {
  return {
    ...{ id: `m${String(id).padStart(4, "0")}`, contractId: ContractId.parse("changning"), part, serial: null },
    ...{ kind: "received", quantity: 1, orderId: null, at: id, recordedAt: id, actor: "", evidence: [], text: "" },
    ...{ place: null, toPlace: null, ...over },
  };
}

const ledgerOf = (...movements: Partial<Movement>[]): Ledger =>
  movements.reduce<Ledger>((ledger, one, n) => applyMovement(ledger, moved(n, one)), emptyLedger);
const van = (ledger: Ledger) => linesAt(ledger, "van-1");

describe("a piece", () => {
  const stocked = [{ quantity: 2 }, { serial: "S1" }] as const;

  it("moves into a van and is used from there", () => {
    const toVan = { kind: "moved", place: mainDepot, toPlace: "van-1" } as const;
    const ledger = ledgerOf(...stocked, { ...toVan, serial: "S1" }, toVan);
    expect(van(ledger)).toEqual([{ item: part, quantity: 2, serials: ["S1"] }]);
    const used = ledgerOf(...stocked, { ...toVan, serial: "S1" }, toVan, {
      kind: "used",
      place: "van-1",
      serial: "S1",
    });
    expect(van(used)).toEqual([{ item: part, quantity: 1, serials: [] }]);
    expect(balances(used)).toMatchObject([{ inStock: 2, serialsInStock: [] }]);
    expect(used.get(part)?.used).toBe(1);
  });

  it("that is not there cannot be moved or used, and is refused by name", () => {
    const ledger = ledgerOf(...stocked);
    const refused = (over: Partial<Movement>) => refuseMovement(ledger, moved(9, over));
    expect(refused({ kind: "used", place: "van-1" })).toMatchObject({ code: "parts.shortage" });
    expect(refused({ kind: "moved", place: "van-1", toPlace: mainDepot, serial: "S1" })).toEqual({
      code: "parts.shortage",
      detail: `${part}: S1 is not in van-1`,
    });
    expect(refused({ kind: "moved", place: mainDepot, toPlace: mainDepot })).toMatchObject({ code: "request.invalid" });
    expect(refused({ kind: "received", toPlace: "van-1" })).toMatchObject({ code: "request.invalid" });
    expect(refused({ kind: "used", orderId: "o1" })).toMatchObject({ code: "request.invalid" });
  });

  it("that had no number written down is given the one that is read as it is put in", () => {
    const ledger = ledgerOf({ quantity: 1 }, { kind: "used", place: mainDepot, serial: "NEW" });
    expect(balances(ledger)).toMatchObject([{ inStock: 0 }]);
  });

  it("in a van can be given to an order by its number; without one the main depot is meant", () => {
    const inVan = ledgerOf({ serial: "S1" }, { kind: "moved", place: mainDepot, toPlace: "van-1", serial: "S1" });
    const allocated = { kind: "allocated", orderId: "o1" } as const;
    expect(refuseMovement(inVan, moved(9, { ...allocated, serial: "S1" }))).toBeUndefined();
    expect(refuseMovement(inVan, moved(9, allocated))).toMatchObject({ code: "parts.shortage" });
  });
});

describe("counting", () => {
  it("finds and loses pieces by number, and the others by how many", () => {
    const books = { unnamed: 3, serials: new Set(["A", "B"]) };
    expect(countMovements(books, { quantity: 3, serials: new Set(["B", "C"]) })).toEqual([
      { kind: "lost", serial: "A", quantity: 1 },
      { kind: "found", serial: "C", quantity: 1 },
      { kind: "lost", serial: null, quantity: 2 },
    ]);
    expect(countMovements(books, { quantity: 5, serials: new Set(["A", "B"]) })).toEqual([]);
  });
});

const place = fc.constantFrom(...places);
const wish = fc.record({
  kind: fc.constantFrom<Movement["kind"][]>("received", "moved", "used", "found", "lost", "allocated", "returned"),
  serial: fc.option(fc.constantFrom("S1", "S2", "S3"), { nil: null }),
  quantity: fc.integer({ min: 1, max: 3 }),
  place,
  toPlace: place,
});

describe("whatever people do", () => {
  it("places add up to the total, nothing is below nothing, a number is in one place, in any order of the records", () => {
    fc.assert(
      fc.property(fc.array(wish, { maxLength: 40 }), (wishes) => {
        let ledger: Ledger = emptyLedger;
        const done: Movement[] = [];
        wishes.forEach(({ kind, serial, quantity, place: from, toPlace }, n) => {
          const orderId = kind === "allocated" || kind === "returned" ? "o1" : null;
          const movement = moved(n, {
            ...{ kind, serial, orderId, quantity: serial === null ? quantity : 1 },
            ...{ place: from, toPlace: kind === "moved" ? toPlace : null },
          });
          if (refuseMovement(ledger, movement) !== undefined) return;
          ledger = applyMovement(ledger, movement);
          done.push(movement);
        });
        const stock = ledger.get(part);
        if (stock === undefined) return;
        const lines = places.flatMap((one) => linesAt(ledger, one));
        const total = balances(ledger)[0]?.inStock ?? 0;
        expect(lines.reduce((sum, line) => sum + line.quantity, 0)).toBe(total);
        for (const shelf of stock.shelves.values()) expect(shelf.unnamed).toBeGreaterThanOrEqual(0);
        const serials = lines.flatMap((line) => line.serials);
        expect(new Set(serials).size).toBe(serials.length);
        const came = done.reduce((sum, m) => sum + (m.kind === "received" ? m.quantity : 0), 0);
        expect(total + stock.onOrders + stock.used).toBe(came + stock.counted);
        expect(foldLedger(done.toReversed())).toEqual({ ledger, refused: [] });
      }),
    );
  });
});
