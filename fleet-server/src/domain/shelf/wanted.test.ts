import { AppId, ContractId, KioskId } from "@kiosk/contract";
import { describe, expect, it } from "vitest";
import { type StandingChange, type StoredShelfChange, type StoredShelfMark, standing } from "./change.ts";
import { type ReleasedDigest, type ShelfTerminalPlace, sortChanges, wantedApps, wantedTheme } from "./wanted.ts";

const app = AppId.parse("booklet");
const style = AppId.parse("suhe");
const here: ShelfTerminalPlace = { kioskId: KioskId.parse("cn-001"), street: "华阳路街道" };
const there: ShelfTerminalPlace = { kioskId: KioskId.parse("cn-002"), street: "江苏路街道" };
const reason = { zh: "维护", en: "Maintenance" };
const everything: ReleasedDigest = (id, version) => `${id}@${version}`;

function change(seq: number, fields: Partial<StoredShelfChange>): StoredShelfChange {
  return {
    ...{
      id: `c${seq}`,
      contractId: ContractId.parse("changning"),
      seq,
      action: "on",
      packageId: app,
      version: "1.0.0",
    },
    ...{ scope: { kind: "contract" }, effectiveAt: seq, reason: null, until: null, frequent: null, rollout: null },
    ...{ by: "陈", at: 0, ...fields },
  };
}

function mark(seq: number, kind: StoredShelfMark["kind"], at = 0): StoredShelfMark {
  return { changeId: "", seq, kind, detail: "", by: "陈", at };
}

const stand = (changes: readonly StoredShelfChange[], at: number) => changes.map((one) => standing(one, [], at));

function at(place: ShelfTerminalPlace, changes: readonly StandingChange[], released = everything, now = 100) {
  return wantedApps(sortChanges(changes), place, now, released).map(({ version, state, frequent, changeId }) => ({
    ...{ version, state, frequent, changeId },
  }));
}

describe("what is wanted at a terminal", () => {
  const on = change(1, { frequent: 2 });
  const kiosk = { kind: "kiosk", kioskId: here.kioskId } as const;
  const group = { kind: "group", street: here.street } as const;

  it("is what was put on for the whole contract, everywhere", () => {
    const expected = [{ version: "1.0.0", state: "on", frequent: 2, changeId: "c1" }];
    expect(at(here, stand([on], 100))).toEqual(expected);
    expect(at(there, stand([on], 100))).toEqual(expected);
  });

  it("is decided by the narrower scope, however much earlier", () => {
    const pilot = change(2, { scope: kiosk, action: "version", version: "2.0.0" });
    const street = change(3, { scope: group, action: "version", version: "1.5.0" });
    const all = change(4, { action: "version", version: "1.9.0" });
    expect(at(here, stand([on, pilot, street, all], 100))).toMatchObject([{ version: "2.0.0" }]);
    expect(at(here, stand([on, street, all], 100))).toMatchObject([{ version: "1.5.0" }]);
    expect(at(there, stand([on, pilot, street, all], 100))).toMatchObject([{ version: "1.9.0" }]);
  });

  it("is decided by the later of one scope, and of one instant by the one entered later", () => {
    const late = change(2, { action: "version", version: "3.0.0", effectiveAt: 50 });
    const early = change(3, { action: "version", version: "2.0.0", effectiveAt: 40 });
    const same = change(4, { action: "version", version: "4.0.0", effectiveAt: 50 });
    expect(at(here, stand([on, late, early], 100))).toMatchObject([{ version: "3.0.0" }]);
    expect(at(here, stand([on, late, early, same], 100))).toMatchObject([{ version: "4.0.0" }]);
  });

  it("does not begin before its time", () => {
    const later = change(2, { action: "version", version: "2.0.0", effectiveAt: 101 });
    expect(at(here, stand([on, later], 100))).toMatchObject([{ version: "1.0.0" }]);
    expect(at(here, stand([on, later], 101), everything, 101)).toMatchObject([{ version: "2.0.0" }]);
  });

  it("stays listed with its reason while it is off, and keeps its version for when it is on again", () => {
    const off = change(2, { action: "off", version: null, reason, until: 500 });
    const [place] = wantedApps(sortChanges(stand([on, off], 100)), here, 100, everything);
    expect(place).toMatchObject({
      state: "off",
      version: "1.0.0",
      reason,
      until: 500,
      changeId: "c2",
      versionId: "c1",
    });
    const again = change(3, { version: "1.1.0" });
    const [back] = wantedApps(sortChanges(stand([on, off, again], 100)), here, 100, everything);
    expect(back).toMatchObject({ state: "on", version: "1.1.0", reason: null, until: null });
  });

  it("moves on the home page by itself: a terminal's own place is no version of its own", () => {
    const own = change(2, { scope: kiosk, action: "adjust", version: null, frequent: 1 });
    const newer = change(3, { action: "version", version: "2.0.0" });
    expect(at(here, stand([on, own, newer], 100))).toMatchObject([{ version: "2.0.0", frequent: 1 }]);
    const none = change(4, { scope: kiosk, action: "adjust", version: null, frequent: null });
    expect(at(here, stand([on, own, newer, none], 100))).toMatchObject([{ frequent: null }]);
  });

  it("falls back to the version before when the one it had is withdrawn, and goes when there is none", () => {
    const newer = change(2, { action: "version", version: "2.0.0" });
    const only =
      (...versions: readonly string[]): ReleasedDigest =>
      (id, version) =>
        versions.includes(version) ? `${id}@${version}` : undefined;
    expect(at(here, stand([on, newer], 100), only("1.0.0"))).toMatchObject([{ version: "1.0.0" }]);
    expect(at(here, stand([on, newer], 100), only())).toEqual([]);
  });

  it("is nothing where a version was named and nobody put the app on", () => {
    expect(at(here, stand([change(1, { action: "version" })], 100))).toEqual([]);
  });

  it("goes from wave to wave, and to streets that no wave names when all are through", () => {
    const rollout = { waves: [[here.street], [there.street]], pauseMinutes: 1, stopAtFailures: 1 };
    const rolling = change(2, { action: "version", version: "2.0.0", rollout });
    const elsewhere = { kioskId: KioskId.parse("cn-003"), street: "新华路街道" };
    const versionsAfter = (marks: readonly StoredShelfMark[]) =>
      [here, there, elsewhere].map(
        (place) => at(place, [...stand([on], 100), standing(rolling, marks, 100)])[0]?.version,
      );
    const wave = (seq: number) => mark(seq, "wave");
    expect(versionsAfter([])).toEqual(["1.0.0", "1.0.0", "1.0.0"]);
    expect(versionsAfter([wave(1)])).toEqual(["2.0.0", "1.0.0", "1.0.0"]);
    expect(versionsAfter([wave(1), mark(2, "stopped")])).toEqual(["2.0.0", "1.0.0", "1.0.0"]);
    expect(versionsAfter([wave(1), wave(2)])).toEqual(["2.0.0", "2.0.0", "1.0.0"]);
    expect(versionsAfter([wave(1), wave(2), mark(3, "done")])).toEqual(["2.0.0", "2.0.0", "2.0.0"]);
    expect(versionsAfter([wave(1), wave(2), mark(3, "undone")])).toEqual(["1.0.0", "1.0.0", "1.0.0"]);
  });

  it("has one style, by the same rules", () => {
    const of = (seq: number, fields: Partial<StoredShelfChange>) =>
      change(seq, { action: "theme", packageId: style, ...fields });
    const spring = AppId.parse("spring");
    const changes = stand([of(1, {}), of(2, { packageId: spring, scope: kiosk }), of(3, { version: "1.1.0" })], 100);
    const themeAt = (place: ShelfTerminalPlace) => wantedTheme(sortChanges(changes), place, 100, everything);
    expect(themeAt(here)).toMatchObject({ id: "spring", changeId: "c2" });
    expect(themeAt(there)).toMatchObject({ id: "suhe", version: "1.1.0", changeId: "c3" });
    expect(wantedTheme(sortChanges([]), here, 100, everything)).toBeNull();
  });
});

/** Numbers that look random and are the same each time. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

describe("a hundred shelves of any changes", () => {
  const streets = [here.street, there.street];
  const places = [here, there];
  const scopes = [
    { kind: "contract" },
    ...streets.map((street) => ({ kind: "group", street }) as const),
    ...places.map(({ kioskId }) => ({ kind: "kiosk", kioskId }) as const),
  ] as const;
  const actions = ["on", "off", "adjust", "version"] as const;

  function anyChanges(seed: number): StandingChange[] {
    const below = numbers(seed);
    return Array.from({ length: 1 + below(14) }, (_, i) => {
      const action = actions[below(actions.length)] ?? "on";
      const version = action === "on" || action === "version" ? `1.${below(4)}.0` : null;
      const frequent = below(2) === 0 ? null : 1 + below(8);
      const scope = scopes[below(scopes.length)] ?? { kind: "contract" };
      const one = change(i + 1, { action, version, frequent, scope, effectiveAt: below(8) * 10 });
      return standing(one, below(5) === 0 ? [mark(1, "undone")] : [], 50);
    });
  }

  /** Written as one would by hand: everything is laid down from the widest and earliest to the narrowest and latest. */
  function byHand(changes: readonly StandingChange[], place: ShelfTerminalPlace, now: number, withdrawn: string) {
    const order = ["contract", "group", "kiosk"];
    const laid = changes
      .filter((one) => one.state !== "undone" && one.effectiveAt <= now)
      .filter(({ scope }) => scope.kind !== "group" || scope.street === place.street)
      .filter(({ scope }) => scope.kind !== "kiosk" || scope.kioskId === place.kioskId)
      .sort(
        (a, b) =>
          order.indexOf(a.scope.kind) - order.indexOf(b.scope.kind) || a.effectiveAt - b.effectiveAt || a.seq - b.seq,
      );
    let [state, version, frequent]: [string | null, string | null, number | null] = [null, null, null];
    for (const one of laid) {
      if (one.action === "on" || one.action === "off") state = one.action;
      if (one.version !== null && one.version !== withdrawn) version = one.version;
      if (one.action === "adjust" || (one.action === "on" && one.frequent !== null)) frequent = one.frequent;
    }
    return state === null || version === null ? [] : [{ state, version, frequent }];
  }

  it("are the same as laid down by hand, in whatever order they are read", () => {
    for (let seed = 1; seed <= 100; seed++) {
      const changes = anyChanges(seed);
      const withdrawn = `1.${seed % 4}.0`;
      const released: ReleasedDigest = (id, version) => (version === withdrawn ? undefined : `${id}@${version}`);
      for (const place of places) {
        for (const order of [changes, changes.toReversed()]) {
          const found = wantedApps(sortChanges(order), place, 50, released).map(({ state, version, frequent }) => ({
            ...{ state, version, frequent },
          }));
          expect({ seed, found }).toEqual({ seed, found: byHand(changes, place, 50, withdrawn) });
        }
      }
    }
  });

  it("are, with one change taken back, what they would be without it", () => {
    for (let seed = 1; seed <= 100; seed++) {
      const changes = anyChanges(seed);
      const gone = changes[seed % changes.length];
      const undone = changes.map((one) => (one === gone ? standing(one, [mark(1, "undone")], 50) : one));
      const without = changes.filter((one) => one !== gone);
      for (const place of places) {
        const wanted = (list: readonly StandingChange[]) => wantedApps(sortChanges(list), place, 50, everything);
        expect({ seed, wanted: wanted(undone) }).toEqual({ seed, wanted: wanted(without) });
      }
    }
  });
});
