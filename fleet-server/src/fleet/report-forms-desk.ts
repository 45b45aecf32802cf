// The forms reports are written in: the product's, or an owner's version of it. Every change is a new version; a report keeps the
// one it was drafted with.
import type {
  ContractId,
  ErrorCode,
  ReportKind,
  ReportTemplate,
  ReportTemplateChange,
  ReportTemplates,
  WordFormRemoval,
} from "@kiosk/contract";
import { reportKinds } from "@kiosk/contract";
import type { Caller } from "../domain/account/caller.ts";
import type { TemplateRecord } from "../domain/report/records.ts";
import { type ProductTemplate, placeholders, templateProblems, wordFormLimitBytes } from "../domain/report/template.ts";
import type { Answer } from "../fleet-api.ts";
import { audit } from "../ingest/audit-log.ts";
import type { FleetState } from "../ingest/fleet-state.ts";
import type { GroupCommit } from "../ingest/group-commit.ts";
import type { Clock, EvidenceStore, FleetStore } from "../ports.ts";
import type { ReportFile, ReportFormsApi } from "../report-api.ts";
import type { ReportForms } from "../report-forms.ts";
import type { CheckWordForm } from "../report-ports.ts";
import type { InTurn } from "./in-turn.ts";
import { docxType } from "./report-files.ts";
import { wordTagsOf } from "./report-word-tags.ts";

interface Parts {
  readonly state: FleetState;
  readonly store: FleetStore;
  readonly commit: GroupCommit;
  readonly clock: Clock;
  readonly files: EvidenceStore;
  readonly turn: InTurn;
  readonly forms: ReportForms;
  readonly checkWord: CheckWordForm;
}

type Word = Pick<TemplateRecord, "wordDigest" | "wordName" | "wordBytes" | "wordTags">;
const noWord: Word = { wordDigest: null, wordName: null, wordBytes: 0, wordTags: [] };

export class ReportFormsDesk implements ReportFormsApi {
  readonly #o: Parts;

  constructor(parts: Parts) {
    this.#o = parts;
  }

  product(kind: ReportKind): ProductTemplate {
    const form = this.#o.forms.get(kind);
    if (form === undefined) throw new RangeError(`no form of kind ${kind}`);
    return form;
  }

  /** The version in force; the product's own is version 0. */
  async current(contractId: ContractId, kind: ReportKind): Promise<TemplateRecord> {
    const versions = await this.#o.store.upkeep.reports.templates(contractId);
    return versions.findLast((version) => version.kind === kind) ?? this.#shipped(contractId, kind);
  }

  async version(contractId: ContractId, kind: ReportKind, version: number): Promise<TemplateRecord> {
    const versions = await this.#o.store.upkeep.reports.templates(contractId);
    const found = versions.find((one) => one.kind === kind && one.version === version);
    return found ?? this.#shipped(contractId, kind);
  }

  #shipped(contractId: ContractId, kind: ReportKind): TemplateRecord {
    const { body } = this.product(kind);
    return { contractId, kind, version: 0, body, ...noWord, note: "", by: "", at: 0 };
  }

  async templates(_by: Caller, id: ContractId): Promise<Answer<ReportTemplates>> {
    const { state, store, clock } = this.#o;
    if (state.contract(id) === undefined) return refuse("resource.not-found", id);
    const versions = await store.upkeep.reports.templates(id);
    const current = reportKinds.map((kind) => versions.findLast((v) => v.kind === kind) ?? this.#shipped(id, kind));
    const superseded = versions.filter((version) => !current.includes(version));
    return {
      ok: true,
      value: {
        at: clock.now(),
        contractId: id,
        templates: current.map(viewOf),
        history: superseded.toSorted((a, b) => b.at - a.at || b.version - a.version).map(viewOf),
        placeholders: placeholders.map((one) => ({ ...one })),
        known: reportKinds.map((kind) => ({ kind, sections: this.product(kind).sections.map((one) => ({ ...one })) })),
      },
    };
  }

  change(by: Caller, id: ContractId, kind: ReportKind, change: ReportTemplateChange): Promise<Answer<ReportTemplates>> {
    const { body, note, seenVersion } = change;
    const [problem] = templateProblems(body, this.product(kind));
    if (problem !== undefined) {
      const code = problem.problem === "unknown-placeholder" ? "report.placeholder" : "report.section";
      return Promise.resolve(refuse(code, problem.name));
    }
    return this.#write(by, id, kind, { note, seenVersion }, (before) => ({ ...before, body }));
  }

  async putWord(
    by: Caller,
    id: ContractId,
    kind: ReportKind,
    { bytes, name }: { readonly bytes: Uint8Array; readonly name: string },
    reason: WordFormRemoval,
  ): Promise<Answer<ReportTemplates>> {
    if (bytes.length > wordFormLimitBytes) return refuse("report.word-too-large", String(bytes.length));
    const checked = await this.#o.checkWord(bytes);
    if (!checked.ok) return refuse("report.word-invalid", checked.detail.slice(0, 200));
    const { tags } = checked;
    const known = wordTagsOf(this.product(kind));
    const unknown = tags.find((tag) => !known.has(tag));
    if (unknown !== undefined) return refuse("report.word-tag", unknown);
    const wordDigest = await this.#o.files.put(bytes);
    const word = { wordDigest, wordName: name.slice(0, 200), wordBytes: bytes.length, wordTags: [...tags] };
    return this.#write(by, id, kind, reason, (before) => ({ ...before, ...word }));
  }

  removeWord(by: Caller, id: ContractId, kind: ReportKind, reason: WordFormRemoval): Promise<Answer<ReportTemplates>> {
    return this.#write(by, id, kind, reason, (before) => ({ ...before, ...noWord }));
  }

  async word(_by: Caller, id: ContractId, kind: ReportKind): Promise<Answer<ReportFile>> {
    const { wordDigest, wordName } = await this.current(id, kind);
    const bytes = wordDigest === null ? undefined : await this.#o.files.get(wordDigest);
    if (bytes === undefined) return refuse("report.no-word", kind);
    return { ok: true, value: { name: wordName ?? `${kind}.docx`, mediaType: docxType, bytes } };
  }

  async #write(
    by: Caller,
    id: ContractId,
    kind: ReportKind,
    { note, seenVersion }: WordFormRemoval,
    next: (before: TemplateRecord) => TemplateRecord,
  ): Promise<Answer<ReportTemplates>> {
    const { turn, commit, clock, state } = this.#o;
    const answer = await turn.run(id, async (): Promise<Answer<null>> => {
      if (state.contract(id) === undefined) return refuse("resource.not-found", id);
      const before = await this.current(id, kind);
      if (before.version !== seenVersion) return refuse("report.stale", String(before.version));
      const at = clock.now();
      const after: TemplateRecord = { ...next(before), version: before.version + 1, note, by: by.name, at };
      await commit.run((unit) => {
        unit.put("reportTemplate", after);
        const facts = { action: "report.template", target: `report-template:${kind}`, contractId: id } as const;
        audit(unit, by, { ...facts, before: viewOf(before), after: viewOf(after) }, at);
      });
      return { ok: true, value: null };
    });
    return answer.ok ? this.templates(by, id) : answer;
  }
}

function viewOf({ wordDigest, wordName, wordBytes, wordTags, ...rest }: TemplateRecord): ReportTemplate {
  const word =
    wordDigest === null ? null : { digest: wordDigest, name: wordName ?? "", bytes: wordBytes, tags: [...wordTags] };
  return { ...rest, word };
}

function refuse(code: ErrorCode, detail: string): { ok: false; code: ErrorCode; detail: string } {
  return { ok: false, code, detail };
}
