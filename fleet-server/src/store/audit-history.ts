// The audit log and the uses of files, read by their indexes.
import type { Kysely } from "kysely";
import type { AuditFilter } from "../ports.ts";
import type { AuditEvent, EvidenceUse } from "../tables.ts";
import { decodeRow } from "./codec.ts";
import type { Database } from "./schema.ts";

const usesLimit = 1000;

export async function auditPage(db: Kysely<Database>, filter: AuditFilter, limit: number): Promise<AuditEvent[]> {
  const { by, action, target, result, from, to, before } = filter;
  let query = db.selectFrom("auditEvent").selectAll();
  if (by !== undefined) query = query.where("by", "=", by);
  if (action !== undefined) query = query.where("action", "=", action);
  if (target !== undefined) query = query.where("target", "=", target);
  if (result === "ok") query = query.where("result", "=", "ok");
  if (result === "refused") query = query.where("result", "!=", "ok");
  if (from !== undefined) query = query.where("at", ">=", from);
  if (to !== undefined) query = query.where("at", "<", to);
  if (before !== undefined) query = query.where("seq", "<", before);
  const rows = await query.orderBy("seq", "desc").limit(limit).execute();
  return rows.map((row) => decodeRow("auditEvent", row));
}

export async function auditAfter(db: Kysely<Database>, seq: number, limit: number): Promise<AuditEvent[]> {
  const rows = await db
    .selectFrom("auditEvent")
    .selectAll()
    .where("seq", ">", seq)
    .orderBy("seq")
    .limit(limit)
    .execute();
  return rows.map((row) => decodeRow("auditEvent", row));
}

export async function evidenceUses(db: Kysely<Database>, digest: string): Promise<EvidenceUse[]> {
  const rows = await db.selectFrom("evidenceUse").selectAll().where("digest", "=", digest).limit(usesLimit).execute();
  return rows.map((row) => decodeRow("evidenceUse", row));
}
