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
  quarantines: ["quarantine"],
  quarantineList: ["quarantine", "list"],
  quarantine: (id: string) => ["quarantine", "one", id],
} as const;
