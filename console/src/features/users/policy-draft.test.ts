import { SecurityPolicy } from "@kiosk/contract";
import { expect, test } from "vitest";
import { draftOfPolicy, policyBounds, policyNumbers, readPolicy } from "./policy-draft.ts";

const policy: SecurityPolicy = {
  minLength: 12,
  minKinds: 3,
  history: 5,
  rotateAfterDays: 90,
  lockAfterFailures: 5,
  lockForMinutes: 15,
  idleLogoutMinutes: 30,
  maxSessionHours: 12,
  secondFactorRoles: ["system_admin"],
};

test("a policy comes back from its draft as it was", () => {
  expect(readPolicy(draftOfPolicy(policy))).toEqual({ ok: true, policy });
});

test("what is no whole number within its bounds is named", () => {
  const draft = { ...draftOfPolicy(policy), minLength: "7", history: "", lockForMinutes: "1.5", maxSessionHours: "x" };
  expect(readPolicy(draft)).toEqual({
    ok: false,
    wrong: ["minLength", "history", "lockForMinutes", "maxSessionHours"],
  });
});

test("full-width digits are digits", () => {
  expect(readPolicy({ ...draftOfPolicy(policy), minLength: "１６" })).toMatchObject({
    ok: true,
    policy: { minLength: 16 },
  });
});

test("the bounds beside the fields are those of the contract", () => {
  for (const name of policyNumbers) {
    const [least, most] = policyBounds[name];
    const allowed = (value: number) => SecurityPolicy.safeParse({ ...policy, [name]: value }).success;
    expect([name, allowed(least - 1), allowed(least), allowed(most), allowed(most + 1)]).toEqual([
      name,
      false,
      true,
      true,
      false,
    ]);
  }
});
