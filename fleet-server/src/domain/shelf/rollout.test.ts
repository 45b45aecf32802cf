import { AppId, ContractId, KioskId } from "@kiosk/contract";
import { describe, expect, it } from "vitest";
import { type StandingChange, type StoredShelfChange, type StoredShelfMark, standing } from "./change.ts";
import { advance, type Follower, wavesFlaw } from "./rollout.ts";

const minute = 60_000;
const rollout = { waves: [["甲街"], ["乙街", "丙街"]], pauseMinutes: 10, stopAtFailures: 2 };
const stored: StoredShelfChange = {
  ...{
    id: "c1",
    contractId: ContractId.parse("changning"),
    seq: 1,
    action: "version",
    packageId: AppId.parse("booklet"),
  },
  ...{ version: "2.0.0", scope: { kind: "contract" }, effectiveAt: 1000, reason: null, until: null, frequent: null },
  ...{ rollout, by: "陈", at: 0 },
};
const marks = (...kinds: readonly (readonly [StoredShelfMark["kind"], number])[]): StoredShelfMark[] =>
  kinds.map(([kind, at], i) => ({ changeId: "c1", seq: i + 1, kind, detail: "", by: "系统", at }));
const changeAt = (at: number, ...kinds: readonly (readonly [StoredShelfMark["kind"], number])[]): StandingChange =>
  standing(stored, marks(...kinds), at);

function follower(n: number, street: string, fields: Partial<Follower> = {}): Follower {
  const kioskId = KioskId.parse(`cn-00${n}`);
  return { kioskId, street, reachable: true, reached: false, failed: false, ...fields };
}
const there = { reached: true };
const step = (change: StandingChange, followers: readonly Follower[], at: number) => advance(change, followers, at);

describe("a rollout", () => {
  it("waits for its time, then begins its first wave", () => {
    expect(step(changeAt(999), [], 999)).toBeNull();
    expect(step(changeAt(1000), [], 1000)).toEqual({ kind: "wave" });
  });

  it("waits until every terminal of the wave that can be reached has it", () => {
    const change = changeAt(2000, ["wave", 1000]);
    const two = (first: Partial<Follower>) => [
      follower(1, "甲街", there),
      follower(2, "甲街", first),
      follower(3, "乙街"),
    ];
    expect(step(change, two({}), 2000)).toBeNull();
    expect(step(change, two({ reachable: false }), 2000)).toEqual({ kind: "reached" });
    expect(step(change, two(there), 2000)).toEqual({ kind: "reached" });
  });

  it("does not take a wave that nobody can be reached in for a success", () => {
    const change = changeAt(2000, ["wave", 1000]);
    expect(step(change, [follower(1, "甲街", { reachable: false })], 2000)).toBeNull();
    // a street without a terminal proves as much as it ever will
    expect(step(change, [follower(1, "乙街")], 2000)).toEqual({ kind: "reached" });
  });

  it("lets a wave stand for its time before the next begins", () => {
    const reached = ["reached", 5000] as const;
    const all = [follower(1, "甲街", there)];
    expect(step(changeAt(9000, ["wave", 1000], reached), all, 5000 + 10 * minute - 1)).toBeNull();
    expect(step(changeAt(9000, ["wave", 1000], reached), all, 5000 + 10 * minute)).toEqual({ kind: "wave" });
  });

  it("begins to count anew when a terminal has lost it again", () => {
    const change = changeAt(9000, ["wave", 1000], ["reached", 5000]);
    expect(step(change, [follower(1, "甲街")], 9000)).toEqual({ kind: "slipped" });
    const slipped = changeAt(9500, ["wave", 1000], ["reached", 5000], ["slipped", 9000]);
    expect(slipped.reachedAt).toBeNull();
    expect(step(slipped, [follower(1, "甲街", there)], 9500)).toEqual({ kind: "reached" });
  });

  it("stops by itself on so many failures, of all waves together", () => {
    const failed = { failed: true };
    const change = changeAt(9000, ["wave", 1000], ["reached", 2000], ["wave", 3000]);
    const one = [follower(1, "甲街", failed), follower(2, "乙街")];
    expect(step(change, one, 9000)).toBeNull();
    const two = [follower(1, "甲街", failed), follower(2, "乙街", failed)];
    expect(step(change, two, 9000)).toEqual({ kind: "stopped", failed: ["cn-001", "cn-002"] });
    // one that has not begun yet has no part in it
    const early = changeAt(9000, ["wave", 1000]);
    expect(step(early, two, 9000)).toBeNull();
  });

  it("is done when its last wave is in place, without a further pause", () => {
    const change = changeAt(9000, ["wave", 1000], ["reached", 2000], ["wave", 3000], ["reached", 4000]);
    expect(step(change, [follower(1, "甲街", there), follower(2, "丙街", there)], 4001)).toEqual({ kind: "done" });
  });

  it.each(["stopped", "undone", "done"] as const)("goes no further once it is %s", (kind) => {
    const change = changeAt(9_999_999, ["wave", 1000], ["reached", 2000], [kind, 3000]);
    expect(change.state).toBe(kind);
    expect(step(change, [follower(1, "甲街", there)], 9_999_999)).toBeNull();
  });

  it("names each street of the contract once at most", () => {
    const streets = new Set(["甲街", "乙街", "丙街"]);
    expect(wavesFlaw(rollout.waves, streets)).toBeUndefined();
    expect(wavesFlaw([["甲街"], ["甲街"]], streets)).toBe("甲街");
    expect(wavesFlaw([["丁街"]], streets)).toBe("丁街");
  });
});

describe("a change without waves", () => {
  it("is waiting until its time and done from then on", () => {
    const plain = { ...stored, rollout: null };
    expect(standing(plain, [], 999).state).toBe("waiting");
    expect(standing(plain, [], 1000).state).toBe("done");
    expect(advance(standing(plain, [], 1000), [], 1000)).toBeNull();
  });
});
