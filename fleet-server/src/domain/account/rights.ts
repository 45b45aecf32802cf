// The one table of rights: which role may do what. A route or an action names a right of it; what is not in it does not exist.
import type { Right, Role } from "@kiosk/contract";

/** A role, or a wall screen with its read-only token. */
export type Principal = Role | "wall";

const owner = ["district_admin", "district_viewer"] as const;
const office = ["project_manager", "dispatcher"] as const;
const inHouse = [...owner, ...office, "technician"] as const;
const everyParty = [...inHouse, "vendor"] as const;

export const holders: { readonly [R in Right]: readonly Principal[] } = {
  "overview.read": inHouse,
  "kiosk.read": inHouse,
  "kiosk.manage": ["district_admin", "project_manager"],
  "kiosk.enrol": office,
  "kiosk.replace": [...office, "technician"],
  "fault.read": inHouse,
  "fault.acknowledge": ["district_admin", ...office, "technician"],
  "fault.suppress": ["district_admin", ...office],
  "order.read": everyParty,
  "order.open": ["district_admin", ...office, "technician"],
  // which act of which order: domain/work-order/machine.ts
  "order.act": ["district_admin", ...office, "technician", "vendor"],
  "order.link": office,
  "alarm.read": everyParty,
  "evidence.read": everyParty,
  "evidence.add": ["district_admin", ...office, "technician", "vendor"],
  "contract.read": inHouse,
  "contract.create": ["system_admin"],
  "terms.change": ["district_admin", "project_manager"],
  "part.read": inHouse,
  "part.receive": [...office, "technician"],
  "statement.read": [...owner, "project_manager"],
  "calendar.read": [...inHouse, "system_admin"],
  // public days off move deadlines of every contract
  "calendar.import": ["project_manager", "system_admin"],
  "setting.read": [...owner, ...office],
  "setting.change": ["district_admin", "project_manager"],
  "notify.read": ["district_admin", ...office, "system_admin"],
  "notify.test": ["project_manager", "system_admin"],
  // raw messages of terminals; those of no known terminal only for the system administrator
  "quarantine.read": ["project_manager", "dispatcher", "system_admin"],
  "quarantine.resolve": ["project_manager", "system_admin"],
  "report.read": inHouse,
  "report.draft": [...office, "technician"],
  // whoever drafts does not review alone: domain/report decides between two people of one role
  "report.review": office,
  "report.acknowledge": ["district_admin"],
  "report.template": ["district_admin", "project_manager"],
  // clause C3: the buyer may look up the last inspection at any time
  "inspection.read": inHouse,
  "inspection.perform": [...office, "technician"],
  "inspection.rule": ["district_admin", "project_manager"],
  "route.read": inHouse,
  "route.plan": office,
  "field.use": [...office, "technician"],
  "field.attend": office,
  "supply.read": inHouse,
  "stock.read": inHouse,
  "stock.move": [...office, "technician"],
  "guarantee.read": inHouse,
  // clause C8 names nobody; buyer or project manager declares
  "guarantee.declare": ["district_admin", "project_manager"],
  "problem.change": [...office, "technician"],
  "shelf.read": inHouse,
  "shelf.publish": [...office, "technician"],
  // the buyer looks at what citizens are given; two people of one office may not: domain/shelf/package-version.ts
  "shelf.review": ["district_admin", "project_manager"],
  "shelf.change": ["district_admin", ...office],
  "shelf.trust": ["security_admin"],
  "voice.read": inHouse,
  "staffcode.issue": office,
  "wall.read": ["wall"],
  "wall.issue": ["district_admin", "project_manager"],
  "search.use": everyParty,
  "organisation.read": [...inHouse, "system_admin", "security_admin"],
  "organisation.manage": ["system_admin"],
  "user.read": ["system_admin", "security_admin"],
  "user.manage": ["system_admin"],
  "grant.change": ["security_admin"],
  "session.revoke": ["security_admin"],
  "security.change": ["security_admin"],
  "audit.read": ["audit_admin"],
};

/** Reading these shows personal data (names, telephone numbers, pictures): each reading is a line of the audit log. */
export const personalRights: readonly Right[] = ["user.read", "notify.read", "evidence.read", "audit.read"];
