import { Problem } from "@kiosk/contract";
import type { FleetApi } from "../../fleet-api.ts";

export interface RouteOptions {
  readonly api: FleetApi;
}

/** Every route may end in these. */
export const problems = { "4xx": Problem, "5xx": Problem } as const;
