import { versionStates, versionSteps } from "@kiosk/contract";
import { describe, expect, it } from "vitest";
import { compareVersions, next, testerOf } from "./package-version.ts";

const past = { uploader: "handed", tester: "tried" };

/** `state step` -> the state after it was passed and after it was not; what is not listed is refused. */
const allowed: { readonly [pair: string]: readonly [passed: string, failed: string] } = {
  "uploaded test": ["tested", "uploaded"],
  "uploaded withdraw": ["withdrawn", "refused"],
  "tested test": ["tested", "uploaded"],
  "tested walk-through": ["walked", "uploaded"],
  "tested withdraw": ["withdrawn", "refused"],
  "walked release": ["released", "uploaded"],
  "walked withdraw": ["withdrawn", "refused"],
  "released withdraw": ["withdrawn", "refused"],
};

describe("a version", () => {
  const pairs = versionStates.flatMap((state) => versionSteps.map((step) => ({ state, step })));

  it.each(pairs)("$state, $step: goes where the table says, or nowhere", ({ state, step }) => {
    const outcomes = [true, false].map((passed) => {
      const outcome = next(state, { step, passed, actor: "somebody" }, past);
      return outcome.ok ? outcome.state : "refused";
    });
    expect(outcomes).toEqual(allowed[`${state} ${step}`] ?? ["refused", "refused"]);
  });

  it("is not walked through by whoever handed it in", () => {
    const act = { step: "walk-through", passed: true, actor: "handed" } as const;
    expect(next("tested", act, past)).toEqual({ ok: false, detail: "walk-through: uploader" });
    expect(next("tested", { ...act, actor: "tried" }, past)).toMatchObject({ ok: true });
  });

  it("is not released by whoever tested it", () => {
    const act = { step: "release", passed: true, actor: "tried" } as const;
    expect(next("walked", act, past)).toEqual({ ok: false, detail: "release: tester" });
    expect(next("walked", { ...act, actor: "handed" }, past)).toMatchObject({ ok: true });
  });

  it("was tested by whoever passed its last test", () => {
    const line = (step: "test" | "release", passed: boolean, actor: string) => ({ step, passed, actor });
    const lines = [
      line("test", true, "a"),
      line("test", true, "b"),
      line("test", false, "c"),
      line("release", true, "d"),
    ];
    expect(testerOf(lines)).toBe("b");
    expect(testerOf([])).toBeNull();
  });
});

describe("versions", () => {
  it.each([
    ["1.10.0", "1.9.9"],
    ["2.0.0", "1.99.99"],
    ["1.0.1", "1.0.0"],
  ])("%s comes after %s", (later, earlier) => {
    expect(compareVersions(later, earlier)).toBeGreaterThan(0);
    expect(compareVersions(earlier, later)).toBeLessThan(0);
  });

  it("are the same where their numbers are", () => {
    expect(compareVersions("1.02.0", "1.2.0")).toBe(0);
  });
});
