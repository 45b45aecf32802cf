// The list of what an audit of a database checks, in its order.
import type { Kysely } from "kysely";
import type { AuditHead } from "../ingest/audit-log.ts";
import type { LogHead } from "../ingest/order-log.ts";
import type { Database } from "../store/schema.ts";
import { type Finding, Findings } from "./finding.ts";
import { verifyAuditLog } from "./verify-audit-log.ts";
import { verifyEvidence } from "./verify-evidence.ts";
import { verifyLedger } from "./verify-ledger.ts";
import { verifyLog } from "./verify-log.ts";
import { verifyOrders } from "./verify-orders.ts";

export interface AuditResult {
  readonly events: number;
  readonly orders: number;
  /** files that are named as evidence */
  readonly evidence: number;
  readonly ok: boolean;
  /** the end of the chain as it is; to be kept outside and given with --head another time */
  readonly head: LogHead | null;
  /** lines of the audit log, and its end; that log has a chain of its own */
  readonly auditLines: number;
  readonly auditHead: AuditHead | null;
  readonly first: Finding | null;
}

export interface AuditScope {
  readonly evidenceDir: string;
  /** a head kept outside of the database; null: none */
  readonly givenHead: LogHead | null;
}

/** Reads only. @param db one state of a database, see AuditedDatabase */
export async function verifyDatabase(db: Kysely<Database>, scope: AuditScope): Promise<AuditResult> {
  const findings = new Findings();
  const log = await verifyLog(db, scope.givenHead, findings);
  const auditLog = await verifyAuditLog(db, findings);
  const { orders, parts } = await verifyOrders(db, log.orders, findings);
  const received = await verifyLedger(db, parts, findings);
  const named = new Map([...log.evidence].map(([digest, place]) => [digest, { digest, ...place }] as const));
  const receipts = [...new Set(received)].filter((digest) => !named.has(digest));
  const evidence = [...named.values(), ...receipts.map((digest) => ({ digest, logSeq: null, orderId: null }))];
  await verifyEvidence(db, scope.evidenceDir, evidence, findings);
  const { first } = findings;
  return {
    ...{ events: log.events, orders, evidence: evidence.length, ok: first === null, head: log.head },
    ...{ auditLines: auditLog.lines, auditHead: auditLog.head, first },
  };
}
