// The worked cases of the contract: what a court would be shown. Each must come out exactly, by the way people use it.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { explain } from "../src/sla-explain/explain.ts";

const fixture = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../fixtures/sla/${name}`, import.meta.url), "utf8"));

const Keys = z.record(z.string(), z.unknown());
const Expect = Keys.and(z.object({ milestones: z.record(z.string(), Keys).optional() }));
const cases = z
  .array(z.looseObject({ id: z.string(), why: z.string(), expect: Expect }))
  .parse(fixture("vectors.json"));

/** The only key that stands beside those of a worked case. */
function withoutDerivation(row: Record<string, unknown>): Record<string, unknown> {
  const { derivation, ...rest } = row;
  expect(derivation).toBeDefined();
  return rest;
}

describe("the worked cases", () => {
  it("are all 66", () => {
    expect(new Set(cases.map((c) => c.id)).size).toBe(66);
  });

  const answers = new Map(
    explain({ calendars: fixture("calendars.json"), cases }).map((answer) => [answer.id, answer]),
  );

  it.each(cases)("$id: $why", ({ id, expect: expected }) => {
    const answer = Keys.parse(answers.get(id));
    const result = Keys.parse(answer.result);
    for (const [key, value] of Object.entries(expected)) {
      if (key === "milestones") continue;
      // A window may say more than a case asks (its due, whether it is a stub); everything else is exact.
      if (key === "windows") expect(result[key]).toMatchObject(z.array(Keys).parse(value));
      else expect(result[key]).toEqual(value);
    }
    if (expected.milestones === undefined) return;
    const found = z.record(z.string(), Keys).parse(result.milestones);
    const rows = Object.entries(found).map(([name, row]) => [name, withoutDerivation(row)]);
    expect(Object.fromEntries(rows)).toEqual(expected.milestones);
  });
});
