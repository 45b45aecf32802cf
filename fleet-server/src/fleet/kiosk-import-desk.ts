// Terminals from a file: first what it would do, then exactly that. A preview is kept for a while as the rows that were
// read; before it is carried out it is made anew, and must come out the same.
import { createHash } from "node:crypto";
import type {
  ContractId,
  ErrorCode,
  KioskImportCommit,
  KioskImported,
  KioskImportPreview,
  KioskImportQuery,
} from "@kiosk/contract";
import { ContractId as ContractIdSchema } from "@kiosk/contract";
import type { z } from "zod";
import { type Caller, may } from "../domain/account/caller.ts";
import { frozen } from "../domain/guarantee/book.ts";
import { type Kiosk, type KioskMaster, newKiosk } from "../domain/kiosk/kiosk.ts";
import { type DraftRow, readRow } from "../domain/kiosk-import/draft-row.ts";
import { type PlanContext, type PlannedMaster, type PlannedRow, planImport } from "../domain/kiosk-import/plan.ts";
import { minuteMs } from "../domain/time.ts";
import type { Answer } from "../fleet-api.ts";
import { ImportFailure } from "../import/import-failure.ts";
import { type KioskSheet, readKioskSheet } from "../import/read-sheet.ts";
import { importTemplate } from "../import/template.ts";
import { audit } from "../ingest/audit-log.ts";
import type { FleetState } from "../ingest/fleet-state.ts";
import type { GroupCommit } from "../ingest/group-commit.ts";
import type { Unit } from "../ingest/unit.ts";
import type { Clock } from "../ports.ts";
import { pinyinOf } from "./pinyin.ts";

/** How long a person may look at a preview, and how many wait at most: the oldest goes first. */
const keepMs = 30 * minuteMs;
const keepCount = 16;

export interface KioskImportApi {
  preview(by: Caller, query: z.output<typeof KioskImportQuery>, bytes: Uint8Array): Promise<Answer<KioskImportPreview>>;
  commit(
    by: Caller,
    contract: ContractId,
    digest: string,
    take: KioskImportCommit["take"],
  ): Promise<Answer<KioskImported>>;
  template(): Uint8Array;
}

interface Kept {
  readonly digest: string;
  readonly by: string;
  readonly contractId: ContractId;
  readonly fileDigest: string;
  readonly drafts: readonly DraftRow[];
  readonly expiresAt: number;
}

interface Parts {
  readonly state: FleetState;
  readonly commit: GroupCommit;
  readonly clock: Clock;
}

export class KioskImportDesk implements KioskImportApi {
  readonly #o: Parts;
  readonly #kept = new Map<string, Kept>();

  constructor(parts: Parts) {
    this.#o = parts;
  }

  template(): Uint8Array {
    return importTemplate();
  }

  async preview(
    by: Caller,
    { contract: contractId, crs }: z.output<typeof KioskImportQuery>,
    bytes: Uint8Array,
  ): Promise<Answer<KioskImportPreview>> {
    let sheet: KioskSheet;
    try {
      sheet = await readKioskSheet(bytes);
    } catch (error) {
      if (error instanceof ImportFailure) return refuse(error.code, error.message);
      throw error;
    }
    const at = this.#o.clock.now();
    const drafts = sheet.lines.map((line) => readRow(line, crs));
    const fileDigest = createHash("sm3").update(crs).update(bytes).digest("hex");
    const rows = planImport(drafts, this.#context(by, contractId, mastersOf(this.#o.state.everyKiosk())));
    const digest = digestOf(by, contractId, fileDigest, rows);
    const expiresAt = at + keepMs;
    this.#keep({ digest, by: by.id, contractId, fileDigest, drafts, expiresAt }, at);
    const { format, encoding, ignored } = sheet;
    const counts = { create: 0, change: 0, same: 0, error: 0, warning: 0 };
    for (const row of rows) {
      counts[row.does] += 1;
      if (row.problems.some((p) => p.level === "warning")) counts.warning += 1;
    }
    const told = rows.map(({ after: _, ...row }) => row);
    const value = {
      at,
      digest,
      expiresAt,
      contractId,
      crs,
      format,
      encoding,
      ignored: [...ignored],
      counts,
      rows: told,
    };
    return { ok: true, value };
  }

  commit(
    by: Caller,
    contractId: ContractId,
    digest: string,
    take: KioskImportCommit["take"],
  ): Promise<Answer<KioskImported>> {
    return this.#o.commit.run((unit): Answer<KioskImported> => {
      const at = this.#o.clock.now();
      const freeze = this.#o.state.guarantees.freeze(contractId, null);
      if (freeze !== undefined) return frozen(freeze);
      const kept = this.#kept.get(digest);
      if (kept === undefined || kept.by !== by.id || kept.contractId !== contractId || kept.expiresAt < at) {
        return refuse("import.stale", "");
      }
      // an import or a terminal entered by hand may come before this one in the same transaction
      const rows = planImport(kept.drafts, this.#context(by, contractId, mastersOf(unit.everyKiosk())));
      if (digestOf(by, contractId, kept.fileDigest, rows) !== digest) return refuse("import.stale", "");
      const failed = rows.filter((row) => row.does === "error").length;
      if (failed > 0 && take === "all") return refuse("import.has-errors", String(failed));
      const done = { at, created: writeNew(unit, rows, at), changed: writeChanged(unit, rows), skipped: failed };
      for (const row of rows) {
        if (row.after === null) continue;
        const changes = Object.fromEntries(row.changes.map((c) => [c.field, c.after]));
        const before = Object.fromEntries(row.changes.flatMap((c) => (c.before === null ? [] : [[c.field, c.before]])));
        const facts = { action: "kiosk.manage", target: row.after.id, contractId: row.after.contractId };
        audit(unit, by, { ...facts, before: row.does === "create" ? null : before, after: changes }, at);
      }
      return { ok: true, value: done };
    });
  }

  #context(by: Caller, contractId: ContractId, kiosks: readonly KioskMaster[]): PlanContext {
    const mayEnter = (text: string) => {
      const id = ContractIdSchema.safeParse(text);
      if (!id.success || this.#o.state.contract(id.data) === undefined) return undefined;
      return may(by, "kiosk.manage", { contractId: id.data }) ? id.data : undefined;
    };
    return { contractId, kiosks, mayEnter };
  }

  #keep(preview: Kept, at: number): void {
    for (const [digest, kept] of this.#kept) if (kept.expiresAt < at) this.#kept.delete(digest);
    const oldest = this.#kept.keys().next();
    if (this.#kept.size >= keepCount && oldest.done === false) this.#kept.delete(oldest.value);
    this.#kept.set(preview.digest, preview);
  }
}

function mastersOf(kiosks: Iterable<Kiosk>): KioskMaster[] {
  return [...kiosks].map((kiosk) => kiosk.master);
}

/** The file, who asks, and everything that would be told and written. */
function digestOf(by: Caller, contractId: ContractId, fileDigest: string, rows: readonly PlannedRow[]): string {
  return createHash("sm3")
    .update(JSON.stringify([by.id, contractId, fileDigest, rows.map(({ cells: _, ...row }) => row)]))
    .digest("hex");
}

function writeNew(unit: Unit, rows: readonly PlannedRow[], at: number) {
  return rows.flatMap(({ does, after }) => {
    if (does !== "create" || after === null) return [];
    const kiosk = newKiosk({ ...after, pinyin: pinyinOf(after.name, after.street), createdAt: at });
    unit.put("kiosk", kiosk.master);
    unit.put("kioskStatus", kiosk.status);
    unit.setKiosk(kiosk);
    return [after.id];
  });
}

function writeChanged(unit: Unit, rows: readonly PlannedRow[]) {
  return rows.flatMap(({ does, after }) => {
    const kiosk = does === "change" && after !== null ? unit.kiosk(after.id) : undefined;
    if (kiosk === undefined || after === null) return [];
    const master = changed(kiosk.master, after);
    unit.put("kiosk", master);
    unit.setKiosk({ ...kiosk, master });
    return [after.id];
  });
}

function changed(before: KioskMaster, after: PlannedMaster): KioskMaster {
  return { ...before, ...after, pinyin: pinyinOf(after.name, after.street) };
}

function refuse(code: ErrorCode, detail: string): { ok: false; code: ErrorCode; detail: string } {
  return { ok: false, code, detail };
}
