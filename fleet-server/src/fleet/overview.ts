// The numbers of the first screen.
import type { OrderRow, Overview } from "@kiosk/contract";
import { faultCodeInfo } from "@kiosk/firmware-profiles";
import { percentOf } from "../domain/consumable/consumable.ts";
import { kioskHealth, openFaults } from "../domain/kiosk/health.ts";
import type { Kiosk } from "../domain/kiosk/kiosk.ts";
import { dayMs, hourMs, type Millis } from "../domain/time.ts";

/** At or below this a supply counts as low on the overview (the profile's own thresholds raise the faults). */
const lowPercent = 10;
const boardSize = 12;

/** 24:00 of the Shanghai day that `at` lies in; a day clock of today is due at that very instant. */
function endOfShanghaiDay(at: Millis): Millis {
  return Math.floor((at + 8 * hourMs) / dayMs) * dayMs + dayMs - 8 * hourMs;
}

export function overviewOf(
  kiosks: readonly Kiosk[],
  orders: readonly OrderRow[],
  quarantine: Overview["quarantine"],
  at: Millis,
): Overview {
  const presence = { total: kiosks.length, online: 0, offline: 0, unverified: 0, never: 0 };
  const health = { ok: 0, warning: 0, fault: 0, unknown: 0, offline: 0 };
  const faults = { open: 0, critical: 0, flapping: 0 };
  const consumables = { low: 0, out: 0, unknown: 0 };
  for (const kiosk of kiosks) {
    presence[kiosk.status.presence] += 1;
    health[kioskHealth(kiosk)] += 1;
    for (const fault of openFaults(kiosk)) {
      faults.open += 1;
      if (faultCodeInfo(fault.code).severity === "critical") faults.critical += 1;
      if (fault.flapping) faults.flapping += 1;
    }
    for (const consumable of kiosk.consumables.values()) {
      const percent = percentOf(consumable);
      if (percent === null) consumables.unknown += consumable.value === "unknown" ? 1 : 0;
      else if (percent <= 0) consumables.out += 1;
      else if (percent <= lowPercent) consumables.low += 1;
    }
  }
  const today = endOfShanghaiDay(at);
  const running = orders.filter((o) => o.nextDueAt !== null);
  const board = orders.flatMap((order) => {
    const dueAt = openDueAt(order);
    return dueAt === null ? [] : [{ order, dueAt }];
  });
  return {
    at,
    kiosks: presence,
    health,
    faults,
    orders: {
      open: orders.length,
      unacknowledged: orders.filter((o) => o.state === "reported").length,
      overdue: orders.filter((o) => o.band === "overdue").length,
      dueToday: running.filter((o) => o.nextDueAt !== null && o.nextDueAt <= today).length,
    },
    consumables,
    quarantine,
    nextDue: board
      .sort((a, b) => a.dueAt - b.dueAt)
      .slice(0, boardSize)
      .map(({ order }) => order),
  };
}

/** The soonest due of a binding clock that runs or is overdue; null where none is open. */
function openDueAt({ clocks }: OrderRow): Millis | null {
  const open = clocks.filter((c) => c.role === "governing" && (c.state === "running" || c.state === "breached"));
  const dues = open.flatMap((c) => c.dueAt ?? []);
  return dues.length === 0 ? null : Math.min(...dues);
}
