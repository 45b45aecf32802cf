// What the auditor reads: the log in pages, as a sheet, and whether its chain is whole. Reading it is a line of it.
import type { AuditEntry, AuditList, AuditQuery } from "@kiosk/contract";
import type { z } from "zod";
import { auditLink } from "../audit-chain.ts";
import type { Caller } from "../domain/account/caller.ts";
import { type AuditFacts, audit, readAuditHead } from "../ingest/audit-log.ts";
import type { FleetState } from "../ingest/fleet-state.ts";
import type { GroupCommit } from "../ingest/group-commit.ts";
import { chainStart } from "../log-chain.ts";
import type { Clock, HistoryStore } from "../ports.ts";

const verifyBatch = 5000;

export class AuditDesk {
  readonly #o: {
    readonly state: FleetState;
    readonly history: HistoryStore;
    readonly commit: GroupCommit;
    readonly clock: Clock;
  };

  constructor(options: { state: FleetState; history: HistoryStore; commit: GroupCommit; clock: Clock }) {
    this.#o = options;
  }

  /** A line of its own: refusals, and readings of personal data. Durable when it resolves. */
  async note(by: Caller, facts: AuditFacts): Promise<void> {
    await this.#o.commit.run((unit) => audit(unit, by, facts, this.#o.clock.now()));
  }

  async list(query: z.infer<typeof AuditQuery>): Promise<AuditList> {
    const { limit, ...filter } = query;
    const rows = await this.#o.history.audit(filter, limit + 1);
    const entries: AuditEntry[] = rows.slice(0, limit);
    return {
      at: this.#o.clock.now(),
      entries,
      next: rows.length > limit ? (entries.at(-1)?.seq ?? null) : null,
      head: readAuditHead(this.#o.state),
    };
  }

  /** Every line from the first, against its link and the head. */
  async verify(): Promise<{ ok: boolean; checked: number; firstBad: number | null }> {
    const head = readAuditHead(this.#o.state);
    let previous = chainStart;
    let checked = 0;
    while (checked < head.seq) {
      const batch = await this.#o.history.auditAfter(checked, Math.min(verifyBatch, head.seq - checked));
      if (batch.length === 0) return { ok: false, checked, firstBad: checked + 1 };
      for (const { hash, ...event } of batch) {
        if (event.seq !== checked + 1 || auditLink(previous, event) !== hash) {
          return { ok: false, checked, firstBad: checked + 1 };
        }
        previous = hash;
        checked += 1;
      }
    }
    const ok = previous === head.hash;
    return { ok, checked, firstBad: ok ? null : checked };
  }
}
