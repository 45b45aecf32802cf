// What a screen on the wall shows of its contract. No person's name and nothing a person typed: titles of orders that people
// open stay out, and of the day's events only what terminals said themselves.
import type { ContractId, OrderRow, Wall } from "@kiosk/contract";
import { percentOf } from "../domain/consumable/consumable.ts";
import { kioskHealth } from "../domain/kiosk/health.ts";
import type { Contract, Kiosk } from "../domain/kiosk/kiosk.ts";
import { openedOf } from "../domain/kiosk/opened.ts";
import { isOpenAt } from "../domain/kiosk/opening-hours.ts";
import { type ContractSettings, thresholdAt } from "../domain/threshold/contract-settings.ts";
import { supplyLevel } from "../domain/threshold/threshold.ts";
import { dayMs, hourMs, type Millis } from "../domain/time.ts";
import type { FaultHistory } from "../ports.ts";
import { familiesOf, type Marks, openFaultsOf, type PlacedFault, viewOf } from "./fault-list.ts";

const dueListed = 8;
const lowListed = 6;
const eventsListed = 12;
const availabilityDays = 7;
const orderDaysListed = 14;
const zoneMs = 8 * hourMs;

/** The parts that are read from disk: counted once a minute for all screens of a contract. */
export type SlowParts = Pick<Wall, "events" | "availability" | "orderDays">;

export async function slowParts(history: FaultHistory, contract: ContractId, kiosks: readonly Kiosk[], at: Millis) {
  const today = Math.floor((at + zoneMs) / dayMs);
  const midnight = today * dayMs - zoneMs;
  const since = midnight - (orderDaysListed - 1) * dayMs;
  const [events, samples, days] = await Promise.all([
    history.events(contract, midnight, eventsListed),
    history.samples(contract, at - availabilityDays * dayMs),
    history.orderDays(contract, since),
  ]);
  const seqs = new Map(kiosks.map((k) => [k.master.id, k.master.seq]));
  const known = new Map(days.map((d) => [d.day, d]));
  const parts: SlowParts = {
    events: {
      at,
      list: events.flatMap(({ at: eventAt, kind, zh, en, kioskId }) =>
        kind === "presence" || kind === "fault"
          ? [{ at: eventAt, kind, zh, en, kioskSeq: seqs.get(kioskId) ?? 0 }]
          : [],
      ),
    },
    availability: { at, samples: samples.map((s) => ({ at: s.at, online: s.online, open: s.open })) },
    orderDays: {
      at,
      days: Array.from({ length: orderDaysListed }, (_, n) => {
        const day = today - (orderDaysListed - 1) + n;
        const found = known.get(day);
        const iso = new Date(day * dayMs).toISOString().slice(0, 10);
        return { day: iso, opened: found?.opened ?? 0, closed: found?.closed ?? 0 };
      }),
    },
  };
  return parts;
}

/** @param orders open orders of the contract */
export function wallOf(
  contract: Contract,
  kiosks: readonly Kiosk[],
  orders: readonly OrderRow[],
  marks: Marks,
  slow: SlowParts,
  settings: ContractSettings,
  at: Millis,
): Wall {
  const { id, zh, en } = contract;
  return {
    at,
    contract: { id, zh, en },
    online: { at, ...openedOf(kiosks, at) },
    faults: faultsOf(
      openFaultsOf(kiosks, () => settings),
      marks,
      at,
    ),
    orders: ordersOf(orders, at),
    consumables: consumablesOf(kiosks, settings, at),
    points: kiosks.map((kiosk) => {
      const { id: kioskId, seq, name, lon, lat, openingHours } = kiosk.master;
      const open = isOpenAt(openingHours, at) !== false;
      return { id: kioskId, seq, name, lon, lat, health: kioskHealth(kiosk, settings.faultRules), open };
    }),
    ...slow,
  };
}

function faultsOf(open: readonly PlacedFault[], marks: Marks, at: Millis): Wall["faults"] {
  const bySeverity = { info: 0, warning: 0, error: 0, critical: 0 };
  const classes = new Map<Wall["faults"]["byClass"][number]["deviceClass"], number>();
  const causes = familiesOf(open).map(([cause]) => cause);
  const shown = causes.filter((cause) => viewOf(cause, marks, at) !== "suppressed");
  for (const { fault, kiosk, severity } of shown) {
    bySeverity[severity] += 1;
    const device = fault.deviceId === null ? undefined : kiosk.devices.get(fault.deviceId);
    const deviceClass = fault.code === "hub.lost" ? "hub" : (device?.deviceClass ?? null);
    classes.set(deviceClass, (classes.get(deviceClass) ?? 0) + 1);
  }
  const byClass = [...classes].map(([deviceClass, n]) => ({ deviceClass, n })).sort((a, b) => b.n - a.n);
  const unacknowledged = shown.filter((cause) => viewOf(cause, marks, at) === "unacknowledged").length;
  return { at, open: shown.length, unacknowledged, bySeverity, byClass };
}

function ordersOf(orders: readonly OrderRow[], at: Millis): Wall["orders"] {
  const bands: Wall["orders"]["bands"] = { overdue: 0, "24h": 0, "3d": 0, later: 0, paused: 0, none: 0 };
  for (const order of orders) bands[order.band] += 1;
  const due = orders
    .flatMap((order) => {
      const dues = order.clocks.flatMap((c) =>
        c.role === "governing" && (c.state === "running" || c.state === "breached") ? (c.dueAt ?? []) : [],
      );
      return dues.length === 0 ? [] : [{ order, dueAt: Math.min(...dues) }];
    })
    .sort((a, b) => a.dueAt - b.dueAt)
    .slice(0, dueListed)
    .map(({ order, dueAt }) => {
      const { number, kioskSeq, kioskName, state } = order;
      return { number, kioskSeq, kioskName, state, dueAt, ...titleOf(order) };
    });
  return { at, open: orders.length, bands, due };
}

function titleOf({ source, titleZh, titleEn }: OrderRow): { titleZh: string; titleEn: string } {
  // a citizen's title is made of closed words, whatever they wrote
  return source === "rule" || source === "citizen"
    ? { titleZh, titleEn }
    : { titleZh: "人工报修", titleEn: "Reported by a person" };
}

function consumablesOf(kiosks: readonly Kiosk[], settings: ContractSettings, at: Millis): Wall["consumables"] {
  const all = kiosks.flatMap((kiosk) =>
    [...kiosk.consumables.values()].flatMap((c) => {
      const percent = percentOf(c);
      const deviceClass = kiosk.devices.get(c.deviceId)?.deviceClass ?? null;
      const level = supplyLevel(percent, thresholdAt(settings, kiosk.master.id, c.consumable, deviceClass));
      if (percent === null || level === "ok") return [];
      const { consumable, part, quality, observedAt } = c;
      const { seq: kioskSeq, name: kioskName } = kiosk.master;
      return [{ kioskSeq, kioskName, consumable, part, percent, quality, observedAt }];
    }),
  );
  const out = all.filter((c) => c.percent <= 0).length;
  const lowest = all.sort((a, b) => a.percent - b.percent || a.kioskSeq - b.kioskSeq).slice(0, lowListed);
  return { at, low: all.length - out, out, lowest };
}
