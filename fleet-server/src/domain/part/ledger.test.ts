import { ContractId } from "@kiosk/contract";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  applyMovement,
  balances,
  emptyLedger,
  foldLedger,
  type Ledger,
  piecesOnOrder,
  refuseMovement,
} from "./ledger.ts";
import type { Movement } from "./movement.ts";

const contractId = ContractId.parse("changning");
const drum = "硒鼓";
let count = 0;

function movement(kind: Movement["kind"], overrides: Partial<Movement> = {}): Movement {
  count += 1;
  return {
    id: `m${count}`,
    contractId,
    part: drum,
    serial: null,
    kind,
    quantity: 1,
    orderId: kind === "received" ? null : "o1",
    at: count,
    recordedAt: count,
    actor: "王工",
    evidence: [],
    text: "",
    place: null,
    toPlace: null,
    ...overrides,
  };
}

function ledgerOf(...movements: Movement[]): Ledger {
  return movements.reduce(applyMovement, emptyLedger);
}

const named = (serial: string) => ({ serial });

describe("the ledger of parts", () => {
  it("says where every piece is", () => {
    const ledger = ledgerOf(
      movement("received", { quantity: 5 }),
      movement("received", named("S2")),
      movement("received", named("S1")),
      movement("arrived", { orderId: "o2", ...named("S9") }),
      movement("allocated", named("S1")),
      movement("allocated"),
      movement("installed", named("S1")),
      movement("rejected", { orderId: "o2" }),
      movement("received", { part: "切刀", quantity: 2 }),
    );
    expect(balances(ledger)).toEqual([
      { part: "切刀", inStock: 2, onOrders: 0, installed: 0, rejected: 0, serialsInStock: [] },
      { part: drum, inStock: 5, onOrders: 1, installed: 1, rejected: 1, serialsInStock: ["S2"] },
    ]);
  });
  it("leaves the ledger before a movement as it was", () => {
    const before = ledgerOf(movement("received", { quantity: 2 }), movement("received", named("S1")));
    const wanted = balances(before);
    const after = applyMovement(applyMovement(before, movement("allocated", named("S1"))), movement("installed"));
    expect(balances(before)).toEqual(wanted);
    expect(balances(after)).not.toEqual(wanted);
  });
  it("gives a piece back to stock with its number", () => {
    const ledger = ledgerOf(movement("arrived", named("S1")), movement("returned"));
    expect(balances(ledger)).toMatchObject([{ inStock: 1, onOrders: 0, serialsInStock: ["S1"] }]);
  });
  it("learns a number that is read when the piece is put in", () => {
    const ledger = ledgerOf(movement("arrived"), movement("installed", named("S1")), movement("rejected", named("S1")));
    expect(balances(ledger)).toMatchObject([{ onOrders: 0, installed: 0, rejected: 1 }]);
  });
  it("takes a rejected part off the order, out of the machine if it was put in already, and never into stock", () => {
    for (const put of [[], [movement("installed")]]) {
      const ledger = ledgerOf(movement("arrived"), ...put, movement("rejected"));
      expect(balances(ledger)).toMatchObject([{ inStock: 0, onOrders: 0, installed: 0, rejected: 1 }]);
    }
  });
  it("takes a part back that was rejected, or installed once, and repaired", () => {
    const rejected = ledgerOf(movement("arrived", named("S1")), movement("rejected"));
    const installed = ledgerOf(movement("arrived", named("S1")), movement("installed"));
    expect(refuseMovement(rejected, movement("received", named("S1")))).toBeUndefined();
    expect(refuseMovement(installed, movement("received", named("S1")))).toBeUndefined();
  });
  it("lists what lies with an order", () => {
    const ledger = ledgerOf(
      movement("received", { quantity: 3 }),
      movement("allocated", { quantity: 2 }),
      movement("arrived", named("S1")),
      movement("arrived", { part: "切刀" }),
      movement("installed", { part: "切刀" }),
      movement("arrived", { orderId: "o2" }),
    );
    expect(piecesOnOrder(ledger, "o1")).toEqual([
      { part: drum, serial: "S1", quantity: 1 },
      { part: drum, serial: null, quantity: 2 },
    ]);
  });
});

describe("what the ledger refuses", () => {
  const stock = ledgerOf(movement("received", { quantity: 2 }), movement("received", named("S1")));
  const onOrder = ledgerOf(movement("arrived", named("S1")), movement("arrived", { orderId: "o2" }));
  it.each<[string, Ledger, Movement, string]>([
    ["an allocation of a part nobody received", stock, movement("allocated", { part: "切刀" }), "parts.shortage"],
    ["an allocation of more than there is", stock, movement("allocated", { quantity: 4 }), "parts.shortage"],
    ["an allocation of a number that is not in stock", stock, movement("allocated", named("S7")), "parts.shortage"],
    [
      "an allocation without number where the rest have one",
      stock,
      movement("allocated", { quantity: 3 }),
      "parts.shortage",
    ],
    ["an installation on an order that has none", onOrder, movement("installed", { orderId: "o3" }), "parts.shortage"],
    ["an installation of another number than arrived", onOrder, movement("installed", named("S7")), "parts.shortage"],
    ["a rejection on an order that has none", stock, movement("rejected"), "parts.shortage"],
    ["a return of what is not on the order", stock, movement("returned"), "parts.shortage"],
    ["a number received twice", stock, movement("received", named("S1")), "parts.serial-taken"],
    ["a number in stock that arrives", stock, movement("arrived", named("S1")), "parts.serial-taken"],
    ["a number on an order that is received", onOrder, movement("received", named("S1")), "parts.serial-taken"],
    [
      "another order's number on a piece",
      onOrder,
      movement("installed", { orderId: "o2", ...named("S1") }),
      "parts.serial-taken",
    ],
    ["no pieces", stock, movement("allocated", { quantity: 0 }), "request.invalid"],
    ["less than none", stock, movement("received", { quantity: -1 }), "request.invalid"],
    ["half a piece", stock, movement("received", { quantity: 0.5 }), "request.invalid"],
    ["more pieces than can be", stock, movement("received", { quantity: 1e15 }), "request.invalid"],
    ["two pieces of one number", stock, movement("received", { quantity: 2, ...named("S7") }), "request.invalid"],
    ["an allocation to no order", stock, movement("allocated", { orderId: null }), "request.invalid"],
    ["stock received for an order", stock, movement("received", { orderId: "o1" }), "request.invalid"],
  ])("%s", (_, ledger, refused, code) => {
    expect(refuseMovement(ledger, refused)).toMatchObject({ code, detail: expect.stringContaining(refused.part) });
    expect(() => applyMovement(ledger, refused)).toThrow(RangeError);
  });
  it("an installed piece returned to stock", () => {
    const ledger = ledgerOf(movement("arrived"), movement("installed"));
    expect(refuseMovement(ledger, movement("returned"))).toMatchObject({ code: "parts.shortage" });
  });
  it("one of several numbers taken without naming it", () => {
    const ledger = ledgerOf(movement("arrived", named("S1")), movement("arrived", named("S2")));
    expect(refuseMovement(ledger, movement("installed"))).toEqual({
      code: "parts.shortage",
      detail: `${drum}: name the serial number`,
    });
  });
});

const anyMovement = fc.record({
  kind: fc.constantFrom<Movement["kind"]>("received", "arrived", "allocated", "rejected", "installed", "returned"),
  part: fc.constantFrom("硒鼓", "切刀"),
  serial: fc.option(fc.constantFrom("S1", "S2", "S3", "S4")),
  quantity: fc.integer({ min: 1, max: 3 }),
  order: fc.constantFrom("o1", "o2", "o3"),
});

/** The possible ones among random movements, in order, and the ledger after them. */
const history = fc.array(anyMovement, { maxLength: 80 }).map((wishes) => {
  let ledger = emptyLedger;
  const valid: Movement[] = [];
  for (const { kind, part, serial, quantity, order } of wishes) {
    const orderId = kind === "received" ? null : order;
    const wish = movement(kind, { part, serial, quantity: serial === null ? quantity : 1, orderId });
    if (refuseMovement(ledger, wish) !== undefined) continue;
    ledger = applyMovement(ledger, wish);
    valid.push(wish);
  }
  return { ledger, valid };
});

describe("whatever happens to the parts", () => {
  it("what came in is in stock, on orders, installed or rejected, and nothing is below zero", () => {
    fc.assert(
      fc.property(history, ({ ledger, valid }) => {
        for (const balance of balances(ledger)) {
          const came = valid
            .filter((m) => m.part === balance.part && (m.kind === "received" || m.kind === "arrived"))
            .reduce((sum, m) => sum + m.quantity, 0);
          const { inStock, onOrders, installed, rejected } = balance;
          expect(inStock + onOrders + installed + rejected).toBe(came);
          expect(Math.min(inStock, onOrders, installed, rejected)).toBeGreaterThanOrEqual(0);
          expect(balance.serialsInStock.length).toBeLessThanOrEqual(inStock);
        }
      }),
      { numRuns: 500 },
    );
  });
  it("a serial number on hand is in exactly one place", () => {
    fc.assert(
      fc.property(history, ({ ledger }) => {
        for (const { part, serialsInStock } of balances(ledger)) {
          const onOrders = ["o1", "o2", "o3"]
            .flatMap((order) => piecesOnOrder(ledger, order))
            .flatMap((p) => (p.part === part && p.serial !== null ? [p.serial] : []));
          const all = [...serialsInStock, ...onOrders];
          expect(new Set(all).size).toBe(all.length);
          for (const serial of ["S1", "S2", "S3", "S4"]) {
            const refused = refuseMovement(ledger, movement("received", { part, serial }))?.code;
            expect(refused).toBe(all.includes(serial) ? "parts.serial-taken" : undefined);
          }
        }
      }),
    );
  });
  it("the ledger kept step by step is the one folded from all, in whatever order they are read", () => {
    fc.assert(
      fc.property(
        history.chain(({ ledger, valid }) =>
          fc.tuple(fc.constant({ ledger, valid }), fc.shuffledSubarray(valid, { minLength: valid.length })),
        ),
        ([{ ledger, valid }, shuffled]) => {
          expect(foldLedger(shuffled)).toEqual({ ledger: expect.anything(), refused: [] });
          expect(balances(foldLedger(shuffled).ledger)).toEqual(balances(ledger));
          expect(foldLedger(valid).ledger).toEqual(ledger);
        },
      ),
    );
  });
});

describe("folding the ledger", () => {
  it("is not confused by movements recorded in one millisecond, or by a second server's clock", () => {
    const same = [movement("installed"), movement("allocated"), movement("received")].map((m) => ({
      ...m,
      recordedAt: 7,
    }));
    expect(foldLedger(same).refused).toEqual([]);
    const late = { ...movement("received"), recordedAt: 900 };
    const early = { ...movement("allocated"), recordedAt: 800 };
    expect(foldLedger([early, late]).refused).toEqual([]);
  });
  it("names the movements that are possible in no order, and counts the others", () => {
    const refused = movement("allocated", named("S7"));
    const folded = foldLedger([movement("received"), refused]);
    expect(folded.refused).toEqual([
      { movement: refused, refusal: { code: "parts.shortage", detail: `${drum}: S7 is not in stock` } },
    ]);
    expect(balances(folded.ledger)).toMatchObject([{ inStock: 1 }]);
  });
});
