// The page a person lands on: their own work first.
import type { Role } from "@kiosk/contract";

const homes: readonly (readonly [Role, string])[] = [
  ["audit_admin", "/audit"],
  ["security_admin", "/settings/users"],
  ["system_admin", "/settings/users"],
  ["district_admin", "/overview"],
  ["project_manager", "/overview"],
  ["dispatcher", "/work-orders"],
  ["technician", "/work-orders"],
  ["district_viewer", "/overview"],
  ["vendor", "/portal"],
];

export function homeOf(held: readonly Role[]): string {
  return homes.find(([role]) => held.includes(role))?.[1] ?? "/account";
}
