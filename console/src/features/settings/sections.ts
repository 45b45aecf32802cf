import type { Right } from "@kiosk/contract";

interface Section {
  to: string;
  key: string;
  /** who holds none of them anywhere does not see the section */
  rights: readonly Right[];
}

export const sections = [
  { to: "/settings/contracts", key: "contracts", rights: ["contract.read", "contract.create"] },
  { to: "/settings/thresholds", key: "thresholds", rights: ["setting.read"] },
  { to: "/settings/fault-rules", key: "faultRules", rights: ["setting.read"] },
  { to: "/settings/hours", key: "hours", rights: ["setting.read", "kiosk.manage"] },
  { to: "/settings/inspection-rules", key: "inspectionRules", rights: ["inspection.read"] },
  { to: "/settings/checklists", key: "checklists", rights: ["inspection.read"] },
  { to: "/settings/terminals", key: "terminals", rights: ["kiosk.manage"] },
  { to: "/settings/enrolment", key: "enrolment", rights: ["kiosk.enrol"] },
  { to: "/settings/tags", key: "tags", rights: ["kiosk.enrol"] },
  { to: "/settings/notify", key: "notify", rights: ["notify.read"] },
  // these pages are those of features/users
  { to: "/settings/users", key: "users", rights: ["user.read"] },
  { to: "/settings/organisations", key: "organisations", rights: ["organisation.manage"] },
  { to: "/settings/security", key: "security", rights: ["user.read"] },
] as const satisfies readonly Section[];

/** Those of which somebody holds a right. @param holds whether they hold it anywhere */
export function sectionsOf(holds: (right: Right) => boolean): (typeof sections)[number][] {
  return sections.filter(({ rights }) => rights.some(holds));
}
