// What the terminals of a contract owe, kind by kind: worked out in one pass over what was completed.
import type { InspectionGap, InspectionKind, InspectionRules, KioskId } from "@kiosk/contract";
import type { Span } from "../sla/inspection-windows.ts";
import { type LocalDay, localDay } from "../sla/local-day.ts";
import type { Millis } from "../time.ts";
import type { StoredWaiver } from "./records.ts";
import {
  covers,
  dutyFrom,
  dutyKinds,
  dutySpans,
  gapDays,
  isWaived,
  rulesOn,
  type Standing,
  standings,
  type Visit,
} from "./windows.ts";

export interface KindDuty {
  readonly kind: (typeof dutyKinds)[number];
  readonly standings: readonly Standing[];
}

/** A contract's duty as known at an instant. */
export class Duty {
  readonly #versions: readonly InspectionRules[];
  readonly #waivers: ReadonlyMap<string, readonly StoredWaiver[]>;
  readonly #asOf: Millis;
  readonly #today: LocalDay;
  readonly #rules: InspectionRules | undefined;
  readonly #entered = new Map<Millis, LocalDay>();
  /** terminals that came together owe the same */
  readonly #spans = new Map<string, readonly Span[]>();
  /** kinds that any version asks for */
  readonly kinds: readonly (typeof dutyKinds)[number][];

  /** @param versions oldest first */
  constructor(versions: readonly InspectionRules[], waivers: readonly StoredWaiver[], asOf: Millis) {
    this.#versions = versions;
    this.#waivers = Map.groupBy(waivers, (waiver) => waiver.kioskId);
    this.#asOf = asOf;
    this.#today = localDay(asOf);
    this.#rules = rulesOn(versions, this.#today);
    this.kinds = dutyKinds.filter((kind) => versions.some(({ rules }) => rules.some((rule) => rule.kind === kind)));
  }

  spans(createdAt: Millis, kind: InspectionKind): readonly Span[] {
    const entered = this.#enteredOn(createdAt);
    const key = `${kind} ${entered}`;
    const known = this.#spans.get(key);
    if (known !== undefined) return known;
    const spans = dutySpans(this.#versions, kind, entered);
    this.#spans.set(key, spans);
    return spans;
  }

  /** @param visited completed inspections of the terminal, by kind, each by effective time */
  ofKiosk(
    kiosk: { readonly id: KioskId; readonly createdAt: Millis },
    visited: ReadonlyMap<InspectionKind, readonly Visit[]>,
  ): KindDuty[] {
    const waivers = this.#waivers.get(kiosk.id) ?? [];
    return this.kinds.map((kind) => {
      const waived = (span: Span) => waivers.length > 0 && isWaived(waivers, kiosk.id, kind, span);
      const spans = this.spans(kiosk.createdAt, kind);
      return { kind, standings: standings(spans, visited.get(kind) ?? [], waived, this.#asOf) };
    });
  }

  /** Kinds that were not done for longer than the rule allows; a terminal that is waived today has none. */
  gapsOf(
    kiosk: { readonly id: KioskId; readonly createdAt: Millis },
    visited: ReadonlyMap<InspectionKind, readonly Visit[]>,
  ): InspectionGap[] {
    const rules = this.#rules;
    const entered = this.#enteredOn(kiosk.createdAt);
    const waivers = (this.#waivers.get(kiosk.id) ?? []).filter((waiver) => covers(waiver, this.#today));
    return (rules?.rules ?? []).flatMap((rule) => {
      if (rules === undefined || waivers.some(({ kind }) => kind === rule.kind)) return [];
      const days = gapDays(rules, rule, entered, visited.get(rule.kind)?.at(-1)?.at ?? null, this.#today);
      return days === null || rule.maxGapDays === null ? [] : [{ kind: rule.kind, days, maxDays: rule.maxGapDays }];
    });
  }

  #enteredOn(createdAt: Millis): LocalDay {
    const known = this.#entered.get(createdAt);
    const entered = known ?? dutyFrom(createdAt, this.#versions);
    if (known === undefined) this.#entered.set(createdAt, entered);
    return entered;
  }

  /** Whether a window is the one that runs today. */
  isCurrent({ from, to }: Span): boolean {
    return from <= this.#today && this.#today <= to;
  }
}
