import type { CapabilityState, CapabilityView, KioskHealth } from "@kiosk/contract";

/** The sign that a capability shares with terminals and devices; what is not fitted has none. */
export function capabilityHealth(state: CapabilityState): KioskHealth | undefined {
  switch (state) {
    case "available":
      return "ok";
    case "degraded":
      return "warning";
    case "unavailable":
      return "fault";
    case "unknown":
      return "unknown";
    case "not-fitted":
      return undefined;
  }
}

/** What the terminal has, and what it was built without: the latter is one line and no row of signs. */
export function partCapabilities(rows: readonly CapabilityView[]): {
  fitted: CapabilityView[];
  notFitted: CapabilityView[];
} {
  return {
    fitted: rows.filter((row) => row.state !== "not-fitted"),
    notFitted: rows.filter((row) => row.state === "not-fitted"),
  };
}
