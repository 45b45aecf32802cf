// Everything a week or a month is counted from, gathered once (fleet/report-facts.ts).
import type { InspectionKind, KioskId, PartMovement, SupplySwap } from "@kiosk/contract";
import type { DeviceClass } from "@kiosk/firmware-profiles";
import type { ScoreItem } from "../sla/assessment.ts";
import type { Millis } from "../time.ts";
import type { Measured } from "./availability.ts";
import type { OrderDigest } from "./order-digest.ts";
import type { NamedPeriod } from "./period.ts";

export interface KioskFacts {
  readonly id: KioskId;
  readonly seq: number;
  readonly name: string;
  readonly street: string;
  /** null: nothing was measured */
  readonly availability: Measured | null;
  readonly offlineMs: number;
  readonly faults: number;
  /** of each class of device it has, for what it serves: within opening hours, while it was there */
  readonly services: ReadonlyMap<DeviceClass, Measured>;
  readonly hoursKnown: boolean;
}

export interface InspectionFacts {
  readonly kind: InspectionKind;
  /** windows that end in the span, but for the waived ones */
  readonly due: number;
  readonly done: number;
  /** done after its window: none, windows stay missed */
  readonly missed: number;
  readonly waived: number;
  /** inspections completed in the span, of whatever window */
  readonly completed: number;
}

export interface InspectionRow {
  readonly id: string;
  readonly kioskSeq: number;
  readonly kioskName: string;
  readonly kind: InspectionKind;
  readonly completedAt: Millis;
  readonly by: string;
  readonly fail: number;
  readonly dueAt: Millis | null;
  readonly filedAt: Millis | null;
}

export interface PeriodFacts {
  readonly period: NamedPeriod;
  readonly asOf: Millis;
  readonly kiosks: readonly KioskFacts[];
  readonly platform: { readonly taken: number; readonly due: number } | null;
  /** of all samples: points open, terminals there */
  readonly sampled: Measured | null;
  /** those reported, closed or in hand in the span; those of the 30 days before it among them */
  readonly orders: readonly OrderDigest[];
  readonly raised: number;
  /** uses in which citizens got something done; null: no terminal told of a use in the span */
  readonly cases: number | null;
  readonly alarms: readonly { readonly level: string; readonly n: number; readonly late: number }[];
  /** null: nobody has entered what is owed */
  readonly inspections: readonly InspectionFacts[] | null;
  readonly inspectionRows: readonly InspectionRow[];
  /** null: not known */
  readonly swaps: readonly SupplySwap[] | null;
  readonly openTasks: number | null;
  readonly lateTasks: number | null;
  readonly movements: readonly PartMovement[] | null;
  readonly occasions:
    | readonly { readonly zh: string; readonly from: string; readonly to: string; readonly faults: number | null }[]
    | null;
  /** weekly and monthly reports that fell due in the span and were not filed by then */
  readonly missingReports: { readonly weekly: number; readonly monthly: number } | null;
  readonly sheet: { readonly clause: string; readonly items: readonly ScoreItem[] } | null;
}
