// Which roles one person may hold together (三员: each excludes the others and every role of a contract).
import { type Grant, type Role, systemRoles } from "@kiosk/contract";

export function isSystemRole(role: Role): boolean {
  return systemRoles.some((r) => r === role);
}

/** @returns what is wrong with the set; null: nothing */
export function grantsProblem(grants: readonly Grant[]): { readonly path: string; readonly message: string } | null {
  for (const [n, grant] of grants.entries()) {
    const at = `grants.${n}`;
    if (isSystemRole(grant.role)) {
      if (grant.contractId !== null) return { path: `${at}.contractId`, message: "a system role has no contract" };
      if (grants.length > 1) return { path: at, message: `${grant.role} excludes every other role` };
    } else if (grant.contractId === null) return { path: `${at}.contractId`, message: "a contract is needed" };
    if ((grant.role === "vendor") !== (grant.organisationId !== null)) {
      return { path: `${at}.organisationId`, message: "vendor, and only vendor, belongs to an organisation" };
    }
    const twin = grants.findIndex(
      (g) => g.role === grant.role && g.contractId === grant.contractId && g.organisationId === grant.organisationId,
    );
    if (twin < n) return { path: at, message: "named twice" };
  }
  return null;
}
