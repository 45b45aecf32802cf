import { UserView } from "@kiosk/contract";
import { expect, test } from "vitest";
import { filterUsers, stateOf } from "./user-filter.ts";

const now = 1_000_000;

function user(over: object): UserView {
  return UserView.parse({
    id: "0191d3a0-7c2b-4d5e-8f10-2a3b4c5d6e01",
    login: "wang.min",
    name: "王敏",
    phone: "138 0000 0001",
    disabled: false,
    lockedUntil: null,
    createdAt: 0,
    lastSignInAt: null,
    passwordChangedAt: 0,
    mustChangePassword: false,
    secondFactor: false,
    sessions: 0,
    grants: [{ role: "dispatcher", contractId: "changning", organisationId: null }],
    version: 1,
    ...over,
  });
}
const nothing = { q: undefined, role: undefined, contract: undefined, state: undefined };

test("what stops a person most is the state of the account", () => {
  expect(stateOf(user({ disabled: true, lockedUntil: now + 1, grants: [] }), now)).toBe("disabled");
  expect(stateOf(user({ lockedUntil: now + 1, mustChangePassword: true }), now)).toBe("locked");
  expect(stateOf(user({ grants: [], mustChangePassword: true }), now)).toBe("no-role");
  expect(stateOf(user({ mustChangePassword: true }), now)).toBe("first-password");
  expect(stateOf(user({}), now)).toBe("active");
});

test("a lock that has passed is none", () => {
  expect(stateOf(user({ lockedUntil: now - 1 }), now)).toBe("active");
});

test("people are found by login, name and telephone, however it is spaced", () => {
  const found = (q: string) => filterUsers([user({})], { ...nothing, q }, now).length;
  expect([found("WANG"), found("王敏"), found("13800000001"), found("李")]).toEqual([1, 1, 1, 0]);
});

test("role, contract and state cut the list together", () => {
  const list = [user({}), user({ grants: [{ role: "system_admin", contractId: null, organisationId: null }] })];
  expect(filterUsers(list, { ...nothing, role: "system_admin" }, now)).toEqual([list[1]]);
  expect(filterUsers(list, { ...nothing, contract: "changning" }, now)).toEqual([list[0]]);
  expect(filterUsers(list, { ...nothing, contract: "dazhou" }, now)).toEqual([]);
  expect(filterUsers(list, { ...nothing, state: "locked" }, now)).toEqual([]);
});
