// Gathers what a week or a month is counted from. Whatever grows with the fleet is read page by page and boiled down at once.
import type { ContractId, KioskId, PartMovement, SupplySwap } from "@kiosk/contract";
import type { DeviceClass } from "@kiosk/firmware-profiles";
import { faultCodeInfo } from "@kiosk/firmware-profiles";
import { headOf } from "../domain/inspection/view.ts";
import { dutyFrom, dutyKinds, dutySpans, isWaived, standings, type Visit } from "../domain/inspection/windows.ts";
import type { Kiosk } from "../domain/kiosk/kiosk.ts";
import { recurrenceWindowMs } from "../domain/problem/recurrence.ts";
import {
  type Measured,
  measure,
  OpenMoments,
  onlineSpans,
  platformAvailability,
} from "../domain/report/availability.ts";
import { digestOrder, type OrderDigest } from "../domain/report/order-digest.ts";
import type { NamedPeriod } from "../domain/report/period.ts";
import type { InspectionFacts, InspectionRow, KioskFacts, PeriodFacts } from "../domain/report/period-facts.ts";
import { dayStart, formatLocalDay, localDay, parseLocalDay } from "../domain/sla/local-day.ts";
import { type Millis, minuteMs } from "../domain/time.ts";
import type { FleetState } from "../ingest/fleet-state.ts";
import type { FleetStore } from "../ports.ts";
import type { OccasionSource, PastRaise } from "../report-ports.ts";
import type { ReportCalendar } from "./report-calendar.ts";

/** as jobs/sample-availability.ts takes them */
const sampleEveryMs = 10 * minuteMs;
const pageSize = 500;

type Span = readonly [from: Millis, to: Millis];

export interface FactSources {
  readonly state: FleetState;
  readonly store: FleetStore;
  readonly calendar: ReportCalendar;
  /** null: this installation has no such room */
  readonly occasions: OccasionSource | null;
  readonly sheet: PeriodFacts["sheet"];
}

export class ReportFacts {
  readonly #o: FactSources;

  constructor(sources: FactSources) {
    this.#o = sources;
  }

  async gather(contractId: ContractId, period: NamedPeriod, asOf: Millis): Promise<PeriodFacts> {
    const { store, sheet, calendar, occasions } = this.#o;
    const { reports, supplies } = store.upkeep;
    const span: Span = [period.startAt, Math.min(period.endAt, Math.max(asOf, period.startAt))];
    const samples = await reports.samplesIn(contractId, span);
    const { kiosks, raised } = await this.#kiosks(
      contractId,
      span,
      samples.map(({ at }) => at),
    );
    const first = await reports.firstSample(contractId);
    const orders = await this.orders(contractId, span, asOf);
    const swaps = await this.#swaps(contractId, span);
    const movements = await this.#movements(contractId, span, orders);
    const lateTasks = await this.#lateTasks(contractId, asOf);
    const [firstDay, lastDay] = [formatLocalDay(period.from), formatLocalDay(period.to)];
    return {
      ...{ period, asOf, kiosks, raised, orders, swaps, movements, lateTasks, sheet },
      platform: platformAvailability(
        samples.map(({ at }) => at),
        span,
        sampleEveryMs,
        first,
      ),
      sampled:
        samples.length === 0
          ? null
          : samples.reduce((sum, one) => ({ open: sum.open + one.open, up: sum.up + one.online }), { open: 0, up: 0 }),
      alarms: await reports.alarmCounts(contractId, span),
      cases: await this.#cases(contractId, span),
      inspections: await this.#inspections(contractId, period, asOf),
      inspectionRows: await this.#inspectionRows(contractId, span, asOf),
      openTasks: await supplies.countTasks({ reach: "all", contractId, state: "open" }),
      occasions: occasions === null ? null : await occasions.inSpan(contractId, firstDay, lastDay),
      missingReports: await calendar.missingIn(contractId, span, asOf),
    };
  }

  async #cases(contractId: ContractId, span: Span): Promise<number | null> {
    const { uses, done } = await this.#o.store.upkeep.shelf.doneUses(contractId, span);
    return uses === 0 ? null : done;
  }

  /** Also those of the thirty days before, for what comes back. */
  async orders(contractId: ContractId, span: Span, asOf: Millis): Promise<OrderDigest[]> {
    const { state, store } = this.#o;
    const wide: Span = [span[0] - recurrenceWindowMs, span[1]];
    const digests: OrderDigest[] = [];
    for (let after = ""; ; ) {
      const page = await store.upkeep.reports.ordersTouching(contractId, wide, after, pageSize);
      const last = page.at(-1);
      if (last === undefined) return digests;
      after = last.id;
      const logs = Map.groupBy(await store.history.orderEvents(page.map(({ id }) => id)), ({ orderId }) => orderId);
      for (const order of page) {
        const digest = digestOrder({ order, events: logs.get(order.id) ?? [] }, state, span, asOf);
        if (digest !== undefined) digests.push(digest);
      }
    }
  }

  async #kiosks(contractId: ContractId, span: Span, moments: readonly Millis[]) {
    const faults = await this.#faults(contractId, span);
    const hours = new Map<string, OpenMoments>();
    const found: KioskFacts[] = [];
    for (let after = ""; ; ) {
      const page = await this.#o.store.upkeep.reports.presence(contractId, span[0], after, pageSize);
      const last = page.at(-1);
      if (last === undefined) break;
      after = last.kioskId;
      for (const { kioskId, changes } of page) {
        const kiosk = this.#o.state.kiosk(kioskId);
        if (kiosk === undefined) continue;
        const { openingHours } = kiosk.master;
        const key = JSON.stringify(openingHours);
        const open = hours.get(key) ?? new OpenMoments(moments, openingHours);
        hours.set(key, open);
        found.push(
          kioskFacts(kiosk, onlineSpansOf(kiosk, changes, span), open, span, faults.byKiosk.get(kioskId) ?? []),
        );
      }
    }
    return { kiosks: found.sort((a, b) => a.seq - b.seq), raised: faults.raised };
  }

  async #faults(contractId: ContractId, span: Span) {
    const byKiosk = new Map<KioskId, PastRaise[]>();
    let raised = 0;
    for (let after = ""; ; ) {
      const page = await this.#o.store.upkeep.reports.raises(contractId, span, after, pageSize * 4);
      const last = page.at(-1);
      if (last === undefined) return { byKiosk, raised };
      after = last.id;
      for (const fault of page) {
        if (fault.raisedAt >= span[0]) raised += 1;
        const of = byKiosk.get(fault.kioskId);
        if (of === undefined) byKiosk.set(fault.kioskId, [fault]);
        else of.push(fault);
      }
    }
  }

  async #inspections(contractId: ContractId, period: NamedPeriod, asOf: Millis): Promise<InspectionFacts[] | null> {
    const { state, store } = this.#o;
    const history = store.upkeep.inspections;
    const versions = await history.rules(contractId);
    const [first] = versions;
    if (first === undefined) return null;
    const done = await history.completions(contractId, dayStart(parseLocalDay(first.term.from)));
    const waivers = await history.waivers(contractId);
    const visits = Map.groupBy(done, ({ kioskId, kind }) => `${kioskId} ${kind}`);
    const kiosks = [...state.kiosks].filter(({ master }) => master.contractId === contractId);
    return dutyKinds.flatMap((kind): InspectionFacts[] => {
      const counts = { due: 0, done: 0, missed: 0, waived: 0 };
      for (const { master } of kiosks) {
        const spans = dutySpans(versions, kind, dutyFrom(master.createdAt, versions));
        const visited: Visit[] = (visits.get(`${master.id} ${kind}`) ?? []).map(({ id, completedAt: at }) => ({
          id,
          at,
        }));
        const waived = (of: (typeof spans)[number]) => isWaived(waivers, master.id, kind, of);
        for (const { span, state: stands } of standings(spans, visited, waived, asOf)) {
          if (span.to < period.from || span.to > period.to) continue;
          if (stands === "waived") counts.waived += 1;
          else counts.due += 1;
          if (stands === "done") counts.done += 1;
          if (stands === "missed") counts.missed += 1;
        }
      }
      const completed = done.filter(
        (one) => one.kind === kind && one.completedAt >= period.startAt && one.completedAt < period.endAt,
      ).length;
      const owed = versions.some(({ rules }) => rules.some((rule) => rule.kind === kind));
      return owed || completed > 0 ? [{ kind, ...counts, completed }] : [];
    });
  }

  async #inspectionRows(contractId: ContractId, [from, to]: Span, asOf: Millis): Promise<InspectionRow[]> {
    const history = this.#o.store.upkeep.inspections;
    const law = { versions: await history.rules(contractId), calendars: this.#o.state.calendars, asOf };
    const rows: InspectionRow[] = [];
    let after: { startedAt: Millis; id: string } | undefined;
    for (;;) {
      const page = await history.page({
        ...{ reach: "all", contract: contractId, state: "completed", after, limit: pageSize },
        ...{ completedFrom: from, completedBefore: to },
      });
      for (const { inspection, report } of page) {
        const { reportDueAt, reportFiledAt } = headOf(inspection, report, law);
        const { id, kioskSeq, kioskName, kind, completedAt, by, counts } = inspection;
        if (completedAt === null) continue;
        rows.push({
          ...{ id, kioskSeq, kioskName, kind, completedAt, by, fail: counts.fail },
          ...{ dueAt: reportDueAt, filedAt: reportFiledAt },
        });
      }
      const last = page.at(-1)?.inspection;
      if (last === undefined || page.length < pageSize) break;
      after = { startedAt: last.startedAt, id: last.id };
    }
    return rows.sort((a, b) => a.completedAt - b.completedAt || (a.id < b.id ? -1 : 1));
  }

  async #swaps(contractId: ContractId, [from, to]: Span): Promise<SupplySwap[]> {
    const swaps: SupplySwap[] = [];
    let before: { at: Millis; id: string } | undefined;
    for (;;) {
      const page = await this.#o.store.upkeep.supplies.swaps({
        reach: "all",
        contractId,
        from,
        to,
        before,
        limit: pageSize,
      });
      swaps.push(...page);
      const last = page.at(-1);
      if (last === undefined || page.length < pageSize) return swaps;
      before = { at: last.at, id: last.id };
    }
  }

  async #movements(contractId: ContractId, [from, to]: Span, orders: readonly OrderDigest[]): Promise<PartMovement[]> {
    const numbers = new Map(orders.map(({ id, number }) => [id, number]));
    const found: PartMovement[] = [];
    let before: { recordedAt: Millis; id: string } | undefined;
    for (;;) {
      const page = await this.#o.store.upkeep.stock.movements({
        contractId,
        from,
        to,
        ...(before === undefined ? {} : { before }),
        limit: pageSize,
      });
      for (const movement of page) {
        found.push({ ...movement, orderNumber: numbers.get(movement.orderId ?? "") ?? null });
      }
      const last = page.at(-1);
      if (last === undefined || page.length < pageSize) return found;
      before = { recordedAt: last.recordedAt, id: last.id };
    }
  }

  /** Open ones come by their day, the earliest first. */
  async #lateTasks(contractId: ContractId, asOf: Millis): Promise<number> {
    let late = 0;
    let after: { at: Millis; id: string } | undefined;
    for (;;) {
      const page = await this.#o.store.upkeep.supplies.tasks({
        reach: "all",
        contractId,
        state: "open",
        after,
        limit: pageSize,
      });
      const past = page.filter(({ dueAt }) => dueAt < asOf);
      late += past.length;
      const last = past.at(-1);
      if (last === undefined || past.length < pageSize) return late;
      after = { at: last.dueAt, id: last.id };
    }
  }
}

function onlineSpansOf(kiosk: Kiosk, changes: Parameters<typeof onlineSpans>[0], span: Span): [Millis, Millis][] {
  const { presence, presenceSince } = kiosk.status;
  // what it is now holds for the span only where it has been so since its begin
  const standing = presence === "online" || (presence === "unverified" && presenceSince > span[0]);
  return onlineSpans(changes, standing, span);
}

function kioskFacts(
  kiosk: Kiosk,
  online: readonly (readonly [Millis, Millis])[],
  open: OpenMoments,
  span: Span,
  faults: readonly PastRaise[],
): KioskFacts {
  const { id, seq, name, street, createdAt, openingHours } = kiosk.master;
  const from = Math.max(span[0], createdAt);
  const own: Span = [from, span[1]];
  const within = online.flatMap(([a, b]): [Millis, Millis][] => (b <= from ? [] : [[Math.max(a, from), b]]));
  const measured = open.between(...own) === 0 || kiosk.status.presence === "never" ? null : measure(open, own, within);
  return {
    ...{ id, seq, name, street, availability: measured, hoursKnown: openingHours !== null },
    offlineMs: measured === null ? 0 : (measured.open - measured.up) * sampleEveryMs,
    faults: faults.filter(({ raisedAt }) => raisedAt >= span[0]).length,
    services: measured === null ? new Map() : servicesOf(kiosk, within, open, own, faults),
  };
}

function servicesOf(
  kiosk: Kiosk,
  online: readonly (readonly [Millis, Millis])[],
  open: OpenMoments,
  span: Span,
  faults: readonly PastRaise[],
): Map<DeviceClass, Measured> {
  const services = new Map<DeviceClass, Measured>();
  for (const { deviceId, deviceClass } of kiosk.devices.values()) {
    const down = faults.filter((fault) => fault.deviceId === deviceId && stops(fault));
    const spans = down.map(({ raisedAt, clearedAt }) => [raisedAt, clearedAt ?? span[1]] as const);
    const there = online.reduce((sum, [a, b]) => sum + open.between(a, b), 0);
    const { up } = measure(open, span, online, spans);
    const before = services.get(deviceClass) ?? { open: 0, up: 0 };
    services.set(deviceClass, { open: before.open + there, up: before.up + up });
  }
  return services;
}

function stops({ code }: PastRaise): boolean {
  const { severity } = faultCodeInfo(code);
  return severity === "error" || severity === "critical";
}

/** The local day of an instant, `YYYY-MM-DD`. */
export function dayOf(at: Millis): string {
  return formatLocalDay(localDay(at));
}
