import { SetupRequest } from "@kiosk/contract";
import { expect, test } from "vitest";
import { emptySetup, setupOf } from "./setup-draft.ts";

const draft = {
  systemAdmin: { login: "zhang.wei", name: "张伟" },
  securityAdmin: { login: "li-na", name: " 李娜 " },
  auditAdmin: { login: "chen77", name: "陈静" },
};

test("three persons become a request that the contract takes", () => {
  const result = setupOf(draft, "t0ken");
  expect(result).toMatchObject({
    ok: true,
    request: { token: "t0ken", securityAdmin: { login: "li-na", name: "李娜" } },
  });
  expect(result.ok && SetupRequest.safeParse(result.request).success).toBe(true);
});

test("one person cannot hold two of the three offices", () => {
  const result = setupOf({ ...draft, auditAdmin: { login: "li-na", name: "李娜" } }, "t");
  expect(result).toEqual({ ok: false, faults: { "auditAdmin-login": "taken" } });
});

test("what is missing or cannot be a login is named field by field", () => {
  const result = setupOf({ ...emptySetup, systemAdmin: { login: "张伟", name: "张伟" } }, "t");
  expect(result).toEqual({
    ok: false,
    faults: {
      "systemAdmin-login": "login",
      "securityAdmin-login": "required",
      "securityAdmin-name": "required",
      "auditAdmin-login": "required",
      "auditAdmin-name": "required",
    },
  });
});
