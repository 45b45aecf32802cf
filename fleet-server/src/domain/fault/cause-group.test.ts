import { KioskId } from "@kiosk/contract";
import { describe, expect, it } from "vitest";
import { t0 } from "../../../test/sample.ts";
import { minuteMs } from "../time.ts";
import { type CausedFault, groupByCause, guessWindowMs } from "./cause-group.ts";

function at(n: number, over: Partial<CausedFault> = {}): CausedFault {
  const kioskId = KioskId.parse(`cn-00${n}`);
  const street = "天山路街道";
  const place = { kioskId, contractId: "changning", street };
  return { id: `f${n}`, ...place, code: "comm.no-answer", causeId: null, raisedAt: t0 + n * minuteMs, ...over };
}

const shape = (faults: readonly CausedFault[]) =>
  groupByCause(faults).map((g) => [g.kind, ...g.faults.map((f) => f.id)].join(" "));

describe("grouping by cause", () => {
  it("puts what a lost hub explains under it, cause first", () => {
    const hub = at(1, { id: "hub", code: "hub.lost" });
    const lost = [2, 3].map((n) => at(1, { id: `c${n}`, causeId: "hub" }));
    expect(shape([...lost, hub])).toEqual(["cause hub c2 c3"]);
  });

  it("lets a consequence stand for itself when its cause is not among the faults", () => {
    expect(shape([at(1, { causeId: "gone" })])).toEqual(["single f1"]);
  });

  it("guesses one cause for the same fault at three terminals of a street within ten minutes", () => {
    expect(shape([at(3), at(1), at(2)])).toEqual(["guess f1 f2 f3"]);
  });

  it.each([
    ["at two terminals", [at(1), at(2)]],
    ["of another street", [at(1), at(2), at(3, { street: "虹桥街道" })]],
    ["of another contract", [at(1), at(2), at(3, { contractId: "dazhou" })]],
    ["of another code", [at(1), at(2), at(3, { code: "paper.out" })]],
    ["after the window", [at(1), at(2), at(3, { raisedAt: t0 + minuteMs + guessWindowMs + 1 })]],
  ])("does not guess from what came %s", (_why, faults) => {
    expect(shape(faults)).toEqual(faults.map((f) => `single ${f.id}`));
  });

  it("counts terminals and not faults: three devices of one terminal are three troubles", () => {
    expect(shape([1, 2, 3].map((n) => at(1, { id: `d${n}` })))).toEqual(["single d1", "single d2", "single d3"]);
  });

  it("counts the window from the first, so that a slow drift over hours is not one cause", () => {
    const drift = [0, 6, 12, 18].map((min, n) => at(n + 1, { raisedAt: t0 + min * minuteMs }));
    expect(shape(drift)).toEqual(["single f1", "single f2", "single f3", "single f4"]);
  });

  it("keeps the consequences of a guessed cause under it", () => {
    const hubs = [1, 2, 3].map((n) => at(n, { code: "hub.lost" }));
    expect(shape([...hubs, at(2, { id: "c", causeId: "f2" })])).toEqual(["guess f1 f2 c f3"]);
  });
});
