// Query keys, in one place because the live feed invalidates by them.
import type { AuditQuery, OrderListQuery, VendorFilter } from "@kiosk/contract";
import type { z } from "zod";

export interface KioskListFilter {
  contract: string | undefined;
  q: string | undefined;
}

/** What narrows a list of terminals and its points on the map; all of it the server's work. */
export interface KioskPageFilter extends KioskListFilter {
  health: string | undefined;
  street: string | undefined;
  /** west,south,east,north */
  box: string | undefined;
}

/** Undefined leaves a filter out; only the state has a default at the server. */
export interface OrderListFilter {
  contract: string | undefined;
  kiosk: string | undefined;
  state: z.output<typeof OrderListQuery>["state"];
  class: z.output<typeof OrderListQuery>["class"];
  route?: z.output<typeof OrderListQuery>["route"];
  vendor?: z.output<typeof OrderListQuery>["vendor"];
  band?: z.output<typeof OrderListQuery>["band"];
  /** so many of each band, for the board */
  perBand?: string;
}

export interface AlarmListFilter {
  contract: string | undefined;
  order: string | undefined;
  limit: number;
}

export interface VendorOrderFilter {
  state: "open" | "closed";
  show: VendorFilter | undefined;
}

export type AuditFilter = Omit<z.input<typeof AuditQuery>, "before" | "limit">;

export interface QuarantineFilter {
  view: "waiting" | "resolved";
  reason: string | undefined;
  kiosk: string | undefined;
}

export const keys = {
  session: ["session"],
  securityPolicy: ["session-policy"],
  ownSessions: ["own-sessions"],
  health: ["health"],
  contracts: ["contracts"],
  overviews: ["overview"],
  overview: (contract: string | undefined) => ["overview", contract ?? ""],
  kioskLists: ["kiosks", "list"],
  kioskList: (filter: KioskListFilter) => ["kiosks", "list", filter] as const,
  kioskPages: (filter: KioskPageFilter) => ["kiosks", "list", "pages", filter] as const,
  kioskPoints: (filter: KioskPageFilter) => ["kiosks", "list", "points", filter] as const,
  kiosk: (id: string) => ["kiosks", "one", id],
  timeline: (id: string) => ["kiosks", "one", id, "timeline"],
  reports: (id: string) => ["kiosks", "one", id, "reports"],
  pointHours: (contract: string) => ["kiosks", "list", "hours", contract],
  kioskTags: (contract: string) => ["kiosk-tags", contract],
  enrolments: (contract: string) => ["kiosks", "list", "enrolments", contract],
  /** packages, what stands where, use and voices: what the feed calls `upkeep` */
  shelf: ["shelf"],
  contractShelf: (contract: string) => ["shelf", "contract", contract],
  shelfPreview: (contract: string, change: string) => ["shelf", "preview", contract, change],
  packages: ["shelf", "packages"],
  publishers: ["shelf", "publishers"],
  usage: (contract: string, from: string, to: string) => ["shelf", "usage", contract, from, to],
  voices: (contract: string) => ["shelf", "voices", contract],
  orderLists: ["orders", "list"],
  orderList: (filter: OrderListFilter) => ["orders", "list", filter] as const,
  orderPages: (filter: OrderListFilter) => ["orders", "list", "pages", filter] as const,
  order: (id: string) => ["orders", "one", id],
  derivation: (id: string, policy: string, milestone: string) => ["orders", "one", id, "derivation", policy, milestone],
  alarms: ["alarms"],
  alarmList: (filter: AlarmListFilter) => ["alarms", filter] as const,
  /** terms, calendars, parts and channels: what the feed calls `terms` */
  agreements: ["agreements"],
  terms: (contract: string) => ["agreements", "terms", contract],
  calendars: ["agreements", "calendars"],
  notify: ["agreements", "notify"],
  parts: (contract: string) => ["agreements", "parts", contract],
  thresholds: (contract: string) => ["agreements", "thresholds", contract],
  faultRules: (contract: string) => ["agreements", "fault-rules", contract],
  firms: (contract: string) => ["agreements", "firms", contract],
  /** a firm's own orders, parts and score change with its orders */
  vendor: ["orders", "vendor"],
  vendorOrders: (filter: VendorOrderFilter) => ["orders", "vendor", "list", filter] as const,
  vendorPlace: (id: string) => ["orders", "one", id, "place"],
  vendorParts: ["orders", "vendor", "parts"],
  vendorScores: (month: string | undefined) => ["orders", "vendor", "scores", month ?? ""],
  orderLinks: (id: string) => ["orders", "one", id, "links"],
  users: ["users"],
  userSessions: (id: string) => ["users", "sessions", id],
  /** as its administrator edits it */
  policyAdmin: ["security-policy"],
  organisations: ["organisations"],
  audit: (filter: AuditFilter) => ["audit", "list", filter] as const,
  auditLine: (seq: number) => ["audit", "line", seq],
  auditVerification: ["audit", "verification"],
  /** the alarm page: faults and what people noted on them */
  faults: ["faults"],
  wall: ["wall"],
  inspections: ["inspections"],
  inspection: (id: string) => ["inspections", "one", id],
  systemEvidence: (kioskId: string) => ["system-evidence", kioskId],
  inspectionRules: (contract: string) => ["agreements", "inspection-rules", contract],
  inspectionWaivers: (contract: string) => ["agreements", "inspection-waivers", contract],
  checklists: (contract: string) => ["agreements", "checklists", contract],
  fieldAttention: (contract: string | undefined, kiosk: string | undefined) =>
    ["field", "attention", contract ?? "", kiosk ?? ""] as const,
  field: ["field"],
  fieldPositions: ["field", "positions"],
  fieldLog: (kiosk: string) => ["field", "log", kiosk],
  guarantees: ["guarantees"],
  everyRoute: ["routes"],
  routes: (contract: string) => ["routes", contract],
  routeCalendar: (contract: string, from: string, days: number) =>
    ["routes", contract, "calendar", from, days] as const,
  routeDay: (contract: string, date: string, stage: string) => ["routes", contract, "day", date, stage] as const,
  routeSetting: (contract: string, what: string) => ["routes", contract, "setting", what] as const,
  problems: ["problems"],
  /** what is owed, drafted and filed; a terminal's bytes are `reports` */
  filedReports: ["filed-reports"],
  filedReport: (id: string, version: string | undefined) => ["filed-reports", "one", id, version ?? ""] as const,
  /** not under `filedReports`: counted for seconds, and not anew with each change that the feed tells of */
  reportLedger: (contract: string, kind: string, from: string, to: string) =>
    ["report-ledger", contract, kind, from, to] as const,
  reportTemplates: (contract: string) => ["agreements", "report-templates", contract],
  supplies: ["supplies"],
  supplyForecasts: (contract: string | undefined, within: number | undefined) =>
    ["supplies", "forecasts", contract ?? "", within ?? 0] as const,
  /** not under the terminal's own key: days left do not change with each report of the feed */
  kioskForecasts: (id: string) => ["supplies", "of-kiosk", id],
  replacementTasks: (contract: string | undefined, state: string) => ["supplies", "tasks", contract ?? "", state],
  supplySwaps: (contract: string | undefined) => ["supplies", "swaps", contract ?? ""],
  supplyDays: (kiosk: string, supply: string) => ["supplies", "days", kiosk, supply],
  supplySettings: (contract: string) => ["agreements", "supply-setting", contract],
  supplyTechnicians: (contract: string) => ["agreements", "stock-technicians", contract],
  stock: (contract: string) => ["agreements", "stock", contract],
  stockMovements: (contract: string, place: string | undefined) => ["agreements", "stock-moves", contract, place ?? ""],
  quarantines: ["quarantine"],
  quarantineLists: ["quarantine", "list"],
  quarantineList: (filter: QuarantineFilter) => ["quarantine", "list", filter] as const,
  quarantine: (id: string) => ["quarantine", "one", id],
} as const;
