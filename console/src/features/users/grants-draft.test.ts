import { Grant, UserView } from "@kiosk/contract";
import { describe, expect, it, test } from "vitest";
import { type DraftRow, draftOf, grantsOf, orphaned, problemsOf } from "./grants-draft.ts";

const row = (key: string, role?: DraftRow["role"], contract?: string, organisation?: string): DraftRow => ({
  key,
  role,
  contract,
  organisation,
});
const problem = (...rows: DraftRow[]) => [...problemsOf(rows)];

describe("what the server would refuse is said before", () => {
  it.each([
    ["a role that is not chosen", [row("a")], [["a", "role"]]],
    ["a contract's role without its contract", [row("a", "dispatcher")], [["a", "contract"]]],
    ["a vendor without its firm", [row("a", "vendor", "changning")], [["a", "organisation"]]],
    ["the same twice", [row("a", "dispatcher", "changning"), row("b", "dispatcher", "changning")], [["b", "twice"]]],
    [
      "an administrator with anything else",
      [row("a", "system_admin"), row("b", "dispatcher", "changning")],
      [["a", "excludes"]],
    ],
    [
      "two of the three administrators",
      [row("a", "system_admin"), row("b", "audit_admin")],
      [
        ["a", "excludes"],
        ["b", "excludes"],
      ],
    ],
  ] as const)("%s", (_name, rows, expected) => {
    expect(problem(...rows)).toEqual(expected);
    expect(grantsOf(rows)).toBeUndefined();
  });

  it("one firm in two contracts, two firms in one, and one role in two contracts are fine", () => {
    expect(
      problem(
        row("a", "vendor", "changning", "acme"),
        row("b", "vendor", "dazhou", "acme"),
        row("c", "vendor", "changning", "other"),
        row("d", "dispatcher", "changning"),
        row("e", "dispatcher", "dazhou"),
      ),
    ).toEqual([]);
  });
});

test("what a role does not have is not sent, though it was chosen before the role was changed", () => {
  expect(grantsOf([row("a", "audit_admin", "changning", "acme")])).toEqual([
    { role: "audit_admin", contractId: null, organisationId: null },
  ]);
  expect(grantsOf([row("a", "dispatcher", "changning", "acme")])).toEqual([
    { role: "dispatcher", contractId: "changning", organisationId: null },
  ]);
});

test("a draft of stored roles sends the same again", () => {
  const grants = [Grant.parse({ role: "vendor", contractId: "changning", organisationId: "acme" })];
  expect(grantsOf(draftOf(grants))).toEqual(grants);
});

test("offices are named that nobody else holds once these people are gone", () => {
  const user = (n: number, disabled: boolean, ...roles: [string, string | null][]) =>
    UserView.parse({
      id: `0191d3a0-7c2b-4d5e-8f10-2a3b4c5d6e0${n}`,
      login: `user${n}`,
      name: "",
      phone: "",
      disabled,
      lockedUntil: null,
      createdAt: 0,
      lastSignInAt: null,
      passwordChangedAt: 0,
      mustChangePassword: false,
      secondFactor: false,
      sessions: 0,
      grants: roles.map(([role, contractId]) => ({ role, contractId, organisationId: null })),
      version: 1,
    });
  const users = [
    user(1, false, ["dispatcher", "changning"], ["technician", "changning"]),
    user(2, false, ["technician", "changning"]),
    user(3, true, ["dispatcher", "changning"]),
  ];
  const without = (...n: number[]) =>
    orphaned(users, new Set(users.filter((_, i) => n.includes(i + 1)).map((u) => u.id))).map((g) => g.role);
  expect(without(1)).toEqual(["dispatcher"]);
  expect(without(2)).toEqual([]);
  expect(without(1, 2)).toEqual(["dispatcher", "technician"]);
});
