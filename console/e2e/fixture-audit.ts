// The audit log of the fixture server: a few hundred lines of every kind, filtered and paged as the fleet server does.
import { type AuditEntry, AuditList, AuditQuery, AuditVerification } from "@kiosk/contract";
import type { Answer } from "./fixture-api.ts";

const minute = 60_000;
const count = 260;

const people = [
  { by: "00000000-0000-4000-8000-000000000201", name: "沈系统" },
  { by: "00000000-0000-4000-8000-000000000202", name: "安全辉" },
  { by: "00000000-0000-4000-8000-000000000204", name: "王敏" },
] as const;

const acts = [
  { action: "session.sign-in", target: "admin.sys", result: "ok", before: null, after: null },
  {
    action: "user.manage",
    target: "00000000-0000-4000-8000-000000000206",
    result: "ok",
    before: { name: "周师傅", phone: "138 0000 0006", disabled: false },
    after: { name: "周师傅", phone: "138 0000 0006", disabled: true },
  },
  {
    action: "grant.change",
    target: "00000000-0000-4000-8000-000000000207",
    result: "ok",
    before: [{ role: "dispatcher", contractId: "changning", organisationId: null }],
    after: [
      { role: "dispatcher", contractId: "changning", organisationId: null },
      { role: "technician", contractId: "changning", organisationId: null },
    ],
  },
  { action: "audit.read", target: "/api/v1/audit", result: "access.denied", before: null, after: null },
  { action: "session.sign-in", target: "zhou", result: "auth.failed", before: null, after: null },
  {
    action: "kiosk.manage",
    target: "cn-014",
    result: "ok",
    before: { openingHours: null },
    after: { openingHours: { week: [{ day: 1, fromMin: 540, toMin: 1020 }] }, note: '<img src=x onerror="alert(1)">' },
  },
  { action: "vendor.future", target: "o-hub", result: "ok", before: null, after: { text: "=1+1" } },
] as const;

function buildLog(now: number): AuditEntry[] {
  return Array.from({ length: count }, (_, i) => {
    const seq = count - i;
    const act = acts[seq % acts.length] ?? acts[0];
    const person = people[seq % people.length] ?? people[0];
    return {
      ...act,
      ...person,
      seq,
      at: now - i * 37 * minute,
      from: `10.20.3.${(seq % 9) + 4}`,
      contractId: act.action === "kiosk.manage" ? "changning" : null,
      hash: seq.toString(16).padStart(64, "5"),
    };
  });
}

export class FixtureAudit {
  /** the line at which the chain is found broken */
  brokenAt: number | null = null;
  log: AuditEntry[] = [];

  reset(now: number): void {
    this.brokenAt = null;
    this.log = buildLog(now);
  }

  answer(path: string, query: URLSearchParams, empty: boolean): Answer {
    const [newest] = this.log;
    const seq = newest?.seq ?? 0;
    if (path === "/audit/verification") {
      const ok = this.brokenAt === null;
      const checked = this.brokenAt === null ? seq : this.brokenAt - 1;
      return { status: 200, body: AuditVerification.parse({ ok, checked, firstBad: this.brokenAt }) };
    }
    const { by, action, target, result, from, to, before, limit } = AuditQuery.parse(Object.fromEntries(query));
    const found = this.log.filter(
      (e) =>
        !empty &&
        (by === undefined || e.by === by) &&
        (action === undefined || e.action === action) &&
        (target === undefined || e.target === target) &&
        (result === undefined || (e.result === "ok") === (result === "ok")) &&
        (from === undefined || e.at >= from) &&
        (to === undefined || e.at < to) &&
        (before === undefined || e.seq < before),
    );
    const entries = found.slice(0, limit);
    const body = AuditList.parse({
      at: Date.now(),
      entries,
      next: found.length > limit ? (entries.at(-1)?.seq ?? null) : null,
      head: { seq, hash: newest?.hash ?? "0".repeat(64) },
    });
    return { status: 200, body };
  }
}
