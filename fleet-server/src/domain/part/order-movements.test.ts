import { ContractId, orderEventTypes } from "@kiosk/contract";
import { describe, expect, it } from "vitest";
import type { UnloggedEvent } from "../work-order/work-order.ts";
import { applyMovement, balances, emptyLedger, type Ledger } from "./ledger.ts";
import { movementsOf } from "./order-movements.ts";

const contractId = ContractId.parse("changning");
const deliveryNote = "a".repeat(64);

function event(type: UnloggedEvent["type"], overrides: Partial<UnloggedEvent> = {}): UnloggedEvent {
  return {
    id: `e-${type}`,
    orderId: "o1",
    seq: 2,
    type,
    at: 1000,
    recordedAt: 2000,
    actor: "王工",
    party: "technician",
    text: "到货",
    data: {},
    evidence: [],
    ...overrides,
  };
}

function ledgerAfter(ledger: Ledger, ...events: UnloggedEvent[]): Ledger {
  return events.reduce((l, e) => movementsOf(e, contractId, l).reduce(applyMovement, l), ledger);
}

describe("what an order's event writes into the ledger", () => {
  it("an arrival comes with its serial number and its delivery note", () => {
    const arrived = event("part_arrived", { data: { part: "硒鼓", serial: "S1" }, evidence: [deliveryNote] });
    expect(movementsOf(arrived, contractId, emptyLedger)).toEqual([
      {
        id: "e-part_arrived",
        contractId,
        part: "硒鼓",
        serial: "S1",
        kind: "arrived",
        quantity: 1,
        orderId: "o1",
        at: 1000,
        recordedAt: 2000,
        actor: "王工",
        evidence: [deliveryNote],
        text: "到货",
        place: null,
        toPlace: null,
      },
    ]);
  });
  it.each([
    ["part_allocated", "allocated"],
    ["part_rejected", "rejected"],
    ["part_installed", "installed"],
  ] as const)("%s is %s", (type, kind) => {
    expect(movementsOf(event(type, { data: { part: "硒鼓" } }), contractId, emptyLedger)).toMatchObject([
      { kind, part: "硒鼓", serial: null, quantity: 1 },
    ]);
  });
  it("nothing else moves a part", () => {
    const moving = ["part_arrived", "part_allocated", "part_rejected", "part_installed"];
    const ledger = ledgerAfter(emptyLedger, event("part_arrived", { data: { part: "硒鼓" } }));
    for (const type of orderEventTypes.filter((t) => !moving.includes(t) && t !== "cancelled")) {
      expect(movementsOf(event(type, { data: { part: "硒鼓" } }), contractId, ledger)).toEqual([]);
    }
  });
  it("a cancelled order gives back what it holds and not what is built in", () => {
    const ledger = ledgerAfter(
      emptyLedger,
      event("part_arrived", { data: { part: "切刀" } }),
      event("part_installed", { data: { part: "切刀" } }),
      event("part_arrived", { data: { part: "硒鼓", serial: "S1" } }),
      event("part_arrived", { data: { part: "硒鼓" } }),
      event("part_arrived", { orderId: "o2", data: { part: "硒鼓" } }),
    );
    const cancelled = event("cancelled");
    expect(movementsOf(cancelled, contractId, ledger)).toMatchObject([
      { id: "e-cancelled/1", kind: "returned", part: "硒鼓", serial: "S1", quantity: 1, evidence: [] },
      { id: "e-cancelled/2", kind: "returned", part: "硒鼓", serial: null, quantity: 1 },
    ]);
    expect(balances(ledgerAfter(ledger, cancelled))).toMatchObject([
      { part: "切刀", inStock: 0, installed: 1 },
      { part: "硒鼓", inStock: 2, onOrders: 1, serialsInStock: ["S1"] },
    ]);
  });
});
