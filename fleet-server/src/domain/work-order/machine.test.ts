// What the machine must do, written out as data of its own: every state with every event in every class, and every role
// with every event.
import {
  type OrderEventType,
  type OrderState,
  orderActions,
  orderEventTypes,
  orderStates,
  parties,
} from "@kiosk/contract";
import { type OrderClass, orderClasses } from "@kiosk/firmware-profiles";
import { describe, expect, it } from "vitest";
import { eventRules, next, possibleActions } from "./machine.ts";

/** Columns of `moves`: A acknowledged, D diagnosed, C confirmed, R reopened, F fixed, T tested, W awaiting_acceptance … */
const columns: readonly OrderState[] = [
  "reported",
  "acknowledged",
  "diagnosed",
  "confirmed",
  "reopened",
  "fixed",
  "tested",
  "awaiting_acceptance",
  "done",
  "cancelled",
];

const letters: Readonly<Record<string, OrderState>> = {
  A: "acknowledged",
  D: "diagnosed",
  C: "confirmed",
  R: "reopened",
  F: "fixed",
  T: "tested",
  W: "awaiting_acceptance",
  X: "done",
  K: "cancelled",
};

/** `=` stays, `.` refused; an event of one class only names it, and is refused for the classes no line names. */
const moves = `
                                  rep ack dia con reo fix tes awa don can
  reported                         .   .   .   .   .   .   .   .   .   .
  acknowledged                     A   .   =   =   =   =   =   =   .   .
  note                             =   =   =   =   =   =   =   =   =   =
  corrected                        =   =   =   =   =   =   =   =   =   =
  disputed                         =   =   =   =   =   =   =   =   =   =
  dispute_answered                 =   =   =   =   =   =   =   =   =   =
  assigned                         =   =   =   =   =   =   =   =   .   .
  date_proposed                    =   =   =   =   =   =   =   =   .   .
  fault_cleared                    =   =   =   =   =   =   =   =   .   .
  fault_returned                   =   =   =   =   =   =   =   =   .   .
  diagnosis_submitted              D   D   =   =   =   =   =   .   .   .
  diagnosis_confirmed              C   C   C   =   C   =   =   .   .   .
  classified                       =   =   =   =   =   =   =   =   .   .
  plan_submitted                   =   =   =   =   =   =   =   =   .   .
  declared_complex                 =   =   =   =   =   =   =   =   .   .
  part_required                    =   =   =   =   =   =   =   =   .   .
  part_ordered                     =   =   =   =   =   =   =   =   .   .
  part_arrived                     =   =   =   =   =   =   =   =   .   .
  part_allocated                   =   =   =   =   =   =   =   =   .   .
  part_rejected                    =   =   =   =   =   =   =   =   =   .
  part_installed                   =   =   =   =   =   =   =   =   .   .
  pause_requested                  =   =   =   =   =   =   =   =   .   .
  pause                            =   =   =   =   =   =   =   =   .   .
  pause_declined                   =   =   =   =   =   =   =   =   .   .
  resume                           =   =   =   =   =   =   =   =   .   .
  extension_requested              =   =   =   =   =   =   =   =   .   .
  extension_granted                =   =   =   =   =   =   =   =   .   .
  extension_declined               =   =   =   =   =   =   =   =   .   .
  onsite_requested                 =   =   =   =   =   =   =   =   .   .
  arrived                          =   =   =   =   =   =   =   =   .   .
  resolved                         =   =   =   =   =   =   =   =   .   .
  fixed            software        F   F   F   F   F   .   .   .   .   .
  fixed            consumable      F   F   F   F   F   .   .   .   .   .
  fixed            hardware_repair .   .   .   F   F   .   .   .   .   .
  fixed            part_replacement .  .   .   F   F   .   .   .   .   .
  verified         software        X   X   X   X   X   X   X   X   .   .
  verified         consumable      X   X   X   X   X   X   X   X   .   .
  tested           hardware_repair .   .   .   X   X   X   X   X   .   .
  tested           part_replacement T  T   T   T   T   T   =   T   .   .
  acceptance_requested part_replacement . . .  .   .   .   W   .   .   .
  accepted         part_replacement .  .   .   .   .   .   X   X   .   .
  acceptance_declined part_replacement . . .   .   .   .   .   R   .   .
  reopened                         .   .   .   .   .   .   .   .   R   .
  cancelled                        K   K   K   K   K   K   K   K   .   .
`;

function isClass(word: string | undefined): word is OrderClass {
  return orderClasses.some((c) => c === word);
}

const expected = new Map<string, string>();
const named = new Set<string>();
for (const line of moves.trim().split("\n").slice(1)) {
  const words = line.trim().split(/\s+/);
  const [event = "", second] = words;
  const cells = words.slice(isClass(second) ? 2 : 1);
  if (cells.length !== columns.length) throw new Error(`the table's line is not whole: ${line}`);
  named.add(event);
  for (const orderClass of isClass(second) ? [second] : orderClasses) {
    columns.forEach((state, n) => {
      expected.set(`${state} ${event} ${orderClass}`, cells[n] ?? "");
    });
  }
}

it("the table of this test speaks of every state and every event", () => {
  expect([...columns].sort()).toEqual([...orderStates].sort());
  expect([...named].sort()).toEqual([...orderEventTypes].sort());
});

describe.each(orderStates)("an order that is %s", (state) => {
  it.each(orderEventTypes)("with %s, in every class", (event) => {
    const found = orderClasses.map((orderClass) => [orderClass, next(state, event, orderClass)]);
    const wanted = orderClasses.map((orderClass) => {
      const cell = expected.get(`${state} ${event} ${orderClass}`) ?? ".";
      return [orderClass, cell === "." ? { refused: true, state, event } : cell === "=" ? state : letters[cell]];
    });
    expect(found).toEqual(wanted);
  });
});

describe("what the machine guarantees", () => {
  const open = orderStates.filter((state) => state !== "done" && state !== "cancelled");
  it("a cancelled order never becomes anything else", () => {
    for (const event of orderEventTypes) {
      for (const orderClass of orderClasses) {
        expect(["cancelled", undefined]).toContain(stateOf(next("cancelled", event, orderClass)));
      }
    }
  });
  it("only the end its class is measured by closes an order", () => {
    const ends: Record<OrderClass, OrderEventType> = {
      software: "verified",
      consumable: "verified",
      hardware_repair: "tested",
      part_replacement: "accepted",
    };
    for (const orderClass of orderClasses) {
      const closing = orderEventTypes.filter((event) => open.some((s) => next(s, event, orderClass) === "done"));
      expect(closing).toEqual([ends[orderClass]]);
    }
  });
  it("every open state leads to done in every class, whatever the order was classified as before", () => {
    for (const orderClass of orderClasses) {
      for (const state of open) expect(reachable(state, orderClass)).toContain("done");
    }
  });
  it("a person is offered exactly the actions it would take", () => {
    for (const state of orderStates) {
      for (const orderClass of orderClasses) {
        const wanted = orderActions.filter((a) => (expected.get(`${state} ${a} ${orderClass}`) ?? ".") !== ".");
        expect(possibleActions(state, orderClass)).toEqual(wanted);
      }
    }
  });
});

function stateOf(result: ReturnType<typeof next>): OrderState | undefined {
  return typeof result === "string" ? result : undefined;
}

function reachable(from: OrderState, orderClass: OrderClass): ReadonlySet<OrderState> {
  const seen = new Set([from]);
  for (const state of seen) {
    for (const event of orderEventTypes) {
      const after = stateOf(next(state, event, orderClass));
      if (after !== undefined) seen.add(after);
    }
  }
  return seen;
}

/** client, project_manager, dispatcher, technician, vendor, system: `x` may; then what it must bring. */
const roles = `
                        c p d t v s
  reported              x x x x x x
  fault_cleared         . . . . . x
  fault_returned        . . . . . x
  acknowledged          . x x x x .
  note                  x x x x x .  text
  diagnosis_submitted   . x x x x .  text
  diagnosis_confirmed   x x x x x .  text
  classified            x x x . . .
  plan_submitted        . x x x x .  text
  declared_complex      . x x x x .  text
  part_required         . x x x x .
  part_ordered          . x x x x .
  part_arrived          . x x x x .  evidence
  part_allocated        . x x x x .
  part_rejected         x x . . . .  approval evidence text
  part_installed        . x x x x .
  pause_requested       . x x x x .  text
  pause                 x x . . . .  approval evidence text
  pause_declined        x . . . . .  text
  resume                x x x . . .
  extension_requested   . x x x x .  text
  extension_granted     x x . . . .  approval evidence
  extension_declined    x . . . . .  text
  onsite_requested      x x x . . .
  arrived               . . . x x .
  fixed                 . x x x x .  text
  resolved              . x x x x .
  verified              x x x x x .  text
  tested                . x x x x .  text
  acceptance_requested  . x x x x .
  accepted              x . . . . .
  acceptance_declined   x . . . . .  text
  reopened              x x x . . .  text
  cancelled             x x x . . .  text
  corrected             x x . . . .  approval evidence text
  assigned              . x x . . .
  date_proposed         . . . x x .
  disputed              . x . x x .  text
  dispute_answered      x . . . . .  text
`;

describe("who may do what, and with what in hand", () => {
  const rows = roles
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => line.trim().split(/\s+/));
  it("the table of this test speaks of every event", () => {
    expect(rows.map(([event]) => event).sort()).toEqual([...orderEventTypes].sort());
  });
  it.each(orderEventTypes)("%s", (event) => {
    const [, ...cells] = rows.find(([name]) => name === event) ?? [];
    const may = parties.filter((_, n) => cells[n] === "x");
    const needs = cells.slice(parties.length);
    const rule = eventRules[event];
    expect(parties.filter((party) => rule.parties.includes(party))).toEqual(may);
    expect({ approval: rule.approval, evidence: rule.evidence, text: rule.text }).toEqual({
      approval: needs.includes("approval"),
      evidence: needs.includes("evidence"),
      text: needs.includes("text"),
    });
  });
});
