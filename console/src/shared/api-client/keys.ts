// Query keys, in one place because the live feed invalidates by them.
import type { OrderListQuery } from "@kiosk/contract";
import type { z } from "zod";

export interface KioskListFilter {
  contract: string | undefined;
  q: string | undefined;
}

/** Undefined leaves a filter out; only the state has a default at the server. */
export interface OrderListFilter {
  contract: string | undefined;
  kiosk: string | undefined;
  state: z.output<typeof OrderListQuery>["state"];
  class: z.output<typeof OrderListQuery>["class"];
  route?: z.output<typeof OrderListQuery>["route"];
  band?: z.output<typeof OrderListQuery>["band"];
}

export interface AlarmListFilter {
  contract: string | undefined;
  order: string | undefined;
  limit: number;
}

export const keys = {
  health: ["health"],
  contracts: ["contracts"],
  overviews: ["overview"],
  overview: (contract: string | undefined) => ["overview", contract ?? ""],
  kioskLists: ["kiosks", "list"],
  kioskList: (filter: KioskListFilter) => ["kiosks", "list", filter] as const,
  kiosk: (id: string) => ["kiosks", "one", id],
  timeline: (id: string) => ["kiosks", "one", id, "timeline"],
  orderLists: ["orders", "list"],
  orderList: (filter: OrderListFilter) => ["orders", "list", filter] as const,
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
  quarantines: ["quarantine"],
  quarantineList: ["quarantine", "list"],
  quarantine: (id: string) => ["quarantine", "one", id],
} as const;
