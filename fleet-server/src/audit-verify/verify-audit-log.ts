// The audit log in its order: nothing missing, nothing changed, and the end where it was noted.
import type { Kysely } from "kysely";
import { auditLink } from "../audit-chain.ts";
import { type AuditHead, auditHeadKey, readAuditHead } from "../ingest/audit-log.ts";
import { chainStart } from "../log-chain.ts";
import { StoreError } from "../ports.ts";
import { decodeRow } from "../store/codec.ts";
import type { Database } from "../store/schema.ts";
import type { FindingKind, Findings } from "./finding.ts";

const rowsPerQuery = 2000;

export interface ReadAuditLog {
  readonly lines: number;
  /** the last line's; null where there is none */
  readonly head: AuditHead | null;
}

export async function verifyAuditLog(db: Kysely<Database>, findings: Findings): Promise<ReadAuditLog> {
  const add = (auditSeq: number, kind: FindingKind, detail: string) =>
    findings.add({ logSeq: null, orderId: null, auditSeq, kind, detail });
  let head: AuditHead = { seq: 0, hash: chainStart };
  let lines = 0;
  for await (const row of auditRows(db)) {
    lines += 1;
    const seq = Number(row.seq);
    if (seq !== head.seq + 1) add(head.seq + 1, "audit-missing", `${head.seq + 1}-${seq - 1}`);
    try {
      const { hash, ...event } = decodeRow("auditEvent", row);
      const link = auditLink(head.hash, event);
      if (link !== hash) add(seq, "audit-changed", `${event.action} ${event.target}: ${link}`);
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      add(seq, "audit-unreadable", error.message);
    }
    // the link as written: what comes after a changed line is judged by itself
    head = { seq, hash: row.hash };
  }
  const noted = await notedHead(db);
  if (noted === null) add(head.seq, "audit-head-differs", auditHeadKey);
  else if (noted.seq > head.seq) add(head.seq + 1, "audit-missing", `${head.seq + 1}-${noted.seq}`);
  else if (noted.seq < head.seq) add(noted.seq + 1, "audit-added", `${noted.seq + 1}-${head.seq}`);
  else if (noted.hash !== head.hash) add(head.seq, "audit-head-differs", noted.hash);
  return { lines, head: lines === 0 ? null : head };
}

async function* auditRows(db: Kysely<Database>) {
  for (let after = Number.MIN_SAFE_INTEGER; ; ) {
    const rows = await db
      .selectFrom("auditEvent")
      .selectAll()
      .where("seq", ">", after)
      .orderBy("seq")
      .limit(rowsPerQuery)
      .execute();
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined) return;
    after = Number(last.seq);
  }
}

/** null: a note that was made unreadable */
async function notedHead(db: Kysely<Database>): Promise<AuditHead | null> {
  const row = await db.selectFrom("meta").select("value").where("key", "=", auditHeadKey).executeTakeFirst();
  try {
    return readAuditHead({ meta: () => row?.value });
  } catch {
    return null;
  }
}
