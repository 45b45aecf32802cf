import { expect, test } from "vitest";
import { guides } from "./content.ts";

test("there are at least eight services, each with materials, steps and hours in both languages", () => {
  expect(guides.length).toBeGreaterThanOrEqual(8);
  for (const { name, summary, materials, steps, hours } of guides) {
    expect(materials.length).toBeGreaterThan(0);
    expect(steps.length).toBeGreaterThanOrEqual(3);
    for (const said of [name, summary, hours, ...materials, ...steps]) {
      expect(said.zh).toMatch(/\p{Script=Han}/u);
      expect(said.en).toMatch(/^[^\p{Script=Han}]+$/u);
    }
  }
});

test("no two services have the same id", () => {
  expect(new Set(guides.map(({ id }) => id)).size).toBe(guides.length);
});
