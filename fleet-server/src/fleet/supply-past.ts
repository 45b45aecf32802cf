// The days of a terminal's supplies before anybody kept them, from the messages it sent. Once for each terminal.
import { KioskReport } from "@kiosk/contract";
import { type Consumable, consumableKey } from "../domain/consumable/consumable.ts";
import { withDay } from "../domain/consumable/supply-days.ts";
import type { SupplyMonth } from "../domain/consumable/supply-month.ts";
import type { Kiosk } from "../domain/kiosk/kiosk.ts";
import { dayStart, type LocalDay, localDay, monthStart } from "../domain/sla/local-day.ts";
import type { Millis } from "../domain/time.ts";
import type { HistoryStore } from "../ports.ts";

const pageSize = 500;
/** What so many messages do not tell, the days from now on will. */
const pages = 40;

/** Levels at the end of each day before `today`. A day without a message has the level of the day before. */
export async function pastMonths(
  history: Pick<HistoryStore, "reportsSince">,
  kiosk: Kiosk,
  from: LocalDay,
  today: LocalDay,
): Promise<SupplyMonth[]> {
  const last = new Map<string, Map<LocalDay, number>>();
  let since = dayStart(from);
  for (let page = 0; page < pages; page++) {
    const rows = await history.reportsSince(kiosk.master.id, since, pageSize);
    for (const { body, at, sentAt, receivedAt } of rows) {
      const day = localDay(receivedAt - Math.max(0, sentAt - at));
      if (day >= from && day < today) noteLevels(body, day, kiosk.consumables, last);
    }
    const next = rows.at(-1)?.receivedAt;
    if (rows.length < pageSize || next === undefined) break;
    since = next + 1;
  }
  return [...last].flatMap(([key, days]) => {
    const supply = kiosk.consumables.get(key);
    return supply === undefined ? [] : monthsOf(supply, days);
  });
}

function noteLevels(
  body: string,
  day: LocalDay,
  supplies: ReadonlyMap<string, Consumable>,
  last: Map<string, Map<LocalDay, number>>,
): void {
  const parsed = KioskReport.safeParse(JSON.parse(body));
  // events are kept in the same table
  if (!parsed.success) return;
  for (const { deviceId, readings } of parsed.data.devices) {
    for (const reading of readings) {
      if (reading.kind !== "level" || typeof reading.value !== "number") continue;
      const key = consumableKey({ deviceId, consumable: reading.consumable, part: reading.part });
      if (supplies.get(key)?.unit !== reading.unit) continue;
      const days = last.get(key) ?? new Map<LocalDay, Millis>();
      days.set(day, reading.value);
      last.set(key, days);
    }
  }
}

/** A level is sent when it changed: between two messages a week apart at most it stood. */
const standsDays = 7;

function monthsOf(supply: Consumable, days: ReadonlyMap<LocalDay, number>): SupplyMonth[] {
  const { kioskId, deviceId, consumable, part, unit, capacity } = supply;
  const months = new Map<LocalDay, SupplyMonth>();
  const known = [...days].sort(([a], [b]) => a - b);
  known.forEach(([day, level], n) => {
    const next = known[n + 1]?.[0] ?? day + 1;
    const until = next - day <= standsDays ? next : day + 1;
    for (let one = day; one < until; one++) {
      const month = monthStart(one);
      const before = months.get(month) ?? {
        ...{ kioskId, deviceId, consumable, part, month, unit, capacity },
        ...{ levels: [], replaced: [] },
      };
      months.set(month, withDay(before, one, level, false));
    }
  });
  return [...months.values()];
}
