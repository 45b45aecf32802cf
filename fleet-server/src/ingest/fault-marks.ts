// What people noted on faults, as committed, in memory: a list of faults asks it for every row.
import type { Acknowledgement } from "../domain/fault/acknowledgement.ts";
import type { Suppression } from "../domain/fault/suppression.ts";
import type { Millis } from "../domain/time.ts";
import type { FleetSnapshot, WallToken } from "../tables.ts";
import type { Unit } from "./unit.ts";

export class FaultMarks {
  readonly #acknowledgements = new Map<string, Acknowledgement>();
  /** by cause key; one at a time */
  readonly #suppressions = new Map<string, Suppression>();
  readonly #wallTokens = new Map<string, WallToken>();

  /** The one that stands. */
  acknowledgement(faultId: string): Acknowledgement | undefined {
    return this.#acknowledgements.get(faultId);
  }

  /** One that nobody has ended; it may have run out. */
  suppression(causeKey: string): Suppression | undefined {
    return this.#suppressions.get(causeKey);
  }

  get suppressions(): Iterable<Suppression> {
    return this.#suppressions.values();
  }

  /** Those that have run out and are not yet written down as ended. */
  runOut(at: Millis): Suppression[] {
    return [...this.#suppressions.values()].filter((s) => s.until <= at);
  }

  wallToken(id: string): WallToken | undefined {
    return this.#wallTokens.get(id);
  }

  /** Those not revoked. */
  get wallTokens(): Iterable<WallToken> {
    return this.#wallTokens.values();
  }

  load(snapshot: Pick<FleetSnapshot, "acknowledgements" | "suppressions" | "wallTokens">): void {
    for (const mark of snapshot.acknowledgements) this.#acknowledgements.set(mark.faultId, mark);
    for (const mark of snapshot.suppressions) this.#suppressions.set(mark.causeKey, mark);
    for (const token of snapshot.wallTokens) this.#wallTokens.set(token.id, token);
  }

  apply(unit: Unit): void {
    for (const mark of unit.rows("faultAcknowledgement")) {
      if (mark.endedAt === null) this.#acknowledgements.set(mark.faultId, mark);
      else this.#acknowledgements.delete(mark.faultId);
    }
    // the ended first: a cause may be suppressed anew in the unit that ends an older one
    const marks = [...unit.rows("suppression")].sort((a, b) => Number(b.endedAt !== null) - Number(a.endedAt !== null));
    for (const mark of marks) {
      if (mark.endedAt === null) this.#suppressions.set(mark.causeKey, mark);
      else if (this.#suppressions.get(mark.causeKey)?.id === mark.id) this.#suppressions.delete(mark.causeKey);
    }
    for (const token of unit.rows("wallToken")) {
      if (token.revokedAt === null) this.#wallTokens.set(token.id, token);
      else this.#wallTokens.delete(token.id);
    }
  }
}
