// What the first screen says of inspections: of the windows on site and of systems that run today, how many are done.
import type { ContractId, KioskId, Overview } from "@kiosk/contract";
import { Duty } from "../domain/inspection/duty.ts";
import { isWaived } from "../domain/inspection/windows.ts";
import type { Span } from "../domain/sla/inspection-windows.ts";
import { dayEnd, dayStart } from "../domain/sla/local-day.ts";
import type { Millis } from "../domain/time.ts";
import type { FleetState } from "../ingest/fleet-state.ts";
import type { InspectionHistory } from "../inspection-ports.ts";

const kinds = ["hardware", "system"] as const;
/** The first screen is looked at all the time, and inspections are completed now and then. */
const keptMs = 5000;

type Counts = NonNullable<Overview["inspections"]>;
interface Kept {
  readonly at: Millis;
  readonly counts: Promise<Counts | null>;
}

export class InspectionGlance {
  readonly #state: FleetState;
  readonly #history: InspectionHistory;
  readonly #kept = new Map<ContractId, Kept>();

  constructor(options: { state: FleetState; history: InspectionHistory }) {
    this.#state = options.state;
    this.#history = options.history;
  }

  /** null: in none of the contracts has anybody entered what is owed */
  async current(contracts: Iterable<ContractId>, at: Millis): Promise<Counts | null> {
    const each = await Promise.all([...contracts].map((id) => this.#of(id, at)));
    const known = each.filter((counts) => counts !== null);
    const sum = (pick: (counts: Counts) => number) => known.reduce((total, counts) => total + pick(counts), 0);
    return known.length === 0 ? null : { due: sum(({ due }) => due), done: sum(({ done }) => done) };
  }

  #of(id: ContractId, at: Millis): Promise<Counts | null> {
    const kept = this.#kept.get(id);
    if (kept !== undefined && at - kept.at < keptMs && at >= kept.at) return kept.counts;
    const fresh = { at, counts: this.#count(id, at) };
    this.#kept.set(id, fresh);
    // a store that fails is asked again
    fresh.counts.catch(() => this.#kept.delete(id));
    return fresh.counts;
  }

  async #count(id: ContractId, at: Millis): Promise<Counts | null> {
    const [versions, waivers] = await Promise.all([this.#history.rules(id), this.#history.waivers(id)]);
    if (versions.length === 0) return null;
    const duty = new Duty(versions, waivers, at);
    const counts = { due: 0, done: 0 };
    for (const kind of kinds) {
      // terminals that came later have a window of their own, with the same end
      const inspected = new Map<Span, Promise<ReadonlySet<KioskId>>>();
      for (const { master } of this.#state.kiosks) {
        if (master.contractId !== id) continue;
        const span = duty.spans(master.createdAt, kind).find((s) => duty.isCurrent(s));
        if (span === undefined) continue;
        let done = inspected.get(span);
        if (done === undefined) {
          done = this.#history.inspectedIn(id, kind, dayStart(span.from), dayEnd(span.to)).then((ids) => new Set(ids));
          inspected.set(span, done);
        }
        const isDone = (await done).has(master.id);
        if (!isDone && isWaived(waivers, master.id, kind, span)) continue;
        counts.due += 1;
        if (isDone) counts.done += 1;
      }
    }
    return counts;
  }
}
