import { expect, test } from "vitest";
import { passwordRules, rulesMet } from "./password-rules.ts";

const policy = { minLength: 10, minKinds: 3 };
const broken = (next: string, current = "Former-1234") => {
  const met = rulesMet({ next, current, login: "wang.min" }, policy);
  return passwordRules.filter((rule) => !met[rule]);
};

test("a password of three kinds and ten characters breaks no rule", () => {
  expect(broken("Tian-shan7lu")).toEqual([]);
  expect(broken("天山路-Tian7xy")).toEqual([]);
});

test("an empty field meets nothing", () => {
  expect(broken("")).toEqual([...passwordRules]);
});

test.each([
  ["Tian-s7", ["minLength"]],
  ["tianshanlu77", ["minKinds"]],
  ["x-Wang.Min-77", ["login"]],
  ["Aa1Aa1Aa1Aa1", ["repetition"]],
  ["Former-1234", ["same"]],
] as const)("%s breaks %j", (next, rules) => {
  expect(broken(next)).toEqual(rules);
});
