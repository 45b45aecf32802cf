// The roles of one person while they are edited: what the server would refuse is said beside the field.
import { ContractId, type Grant, OrganisationId, type Role, systemRoles, type UserView } from "@kiosk/contract";

export interface DraftRow {
  key: string;
  role: Role | undefined;
  contract: string | undefined;
  organisation: string | undefined;
}

export type RowProblem = "role" | "contract" | "organisation" | "twice" | "excludes";

export function isSystemRole(role: Role | undefined): boolean {
  return systemRoles.some((r) => r === role);
}

export function draftOf(grants: readonly Grant[]): DraftRow[] {
  return grants.map((grant, n) => ({
    key: String(n),
    role: grant.role,
    contract: grant.contractId ?? undefined,
    organisation: grant.organisationId ?? undefined,
  }));
}

/** What is wrong with each row, by its key; an empty map can be sent. */
export function problemsOf(rows: readonly DraftRow[]): ReadonlyMap<string, RowProblem> {
  const problems = new Map<string, RowProblem>();
  for (const [n, row] of rows.entries()) {
    const problem = problemOf(row, rows.slice(0, n), rows.length);
    if (problem !== undefined) problems.set(row.key, problem);
  }
  return problems;
}

function problemOf(row: DraftRow, before: readonly DraftRow[], count: number): RowProblem | undefined {
  if (row.role === undefined) return "role";
  if (isSystemRole(row.role)) return count > 1 ? "excludes" : undefined;
  if (row.contract === undefined) return "contract";
  if (row.role === "vendor" && row.organisation === undefined) return "organisation";
  const same = (other: DraftRow) =>
    other.role === row.role &&
    other.contract === row.contract &&
    (row.role !== "vendor" || other.organisation === row.organisation);
  return before.some(same) ? "twice" : undefined;
}

/** The grants to send; undefined while a row is not complete. Fields that the role does not have are left out. */
export function grantsOf(rows: readonly DraftRow[]): Grant[] | undefined {
  if (problemsOf(rows).size > 0) return undefined;
  return rows.flatMap(({ role, contract, organisation }) =>
    role === undefined
      ? []
      : [
          {
            role,
            contractId: isSystemRole(role) ? null : ContractId.parse(contract),
            organisationId: role === "vendor" ? OrganisationId.parse(organisation) : null,
          },
        ],
  );
}

/** Offices that would stand empty without these people: nobody else who may sign in holds the role there. */
export function orphaned(users: readonly UserView[], leaving: ReadonlySet<string>): Grant[] {
  const keyOf = (g: Grant) => `${g.role}/${g.contractId ?? ""}/${g.organisationId ?? ""}`;
  const held = new Set(users.filter((u) => !u.disabled && !leaving.has(u.id)).flatMap((u) => u.grants.map(keyOf)));
  const lost = new Map<string, Grant>();
  for (const user of users) {
    if (!leaving.has(user.id) || user.disabled) continue;
    for (const grant of user.grants) if (!held.has(keyOf(grant))) lost.set(keyOf(grant), grant);
  }
  return [...lost.values()];
}
