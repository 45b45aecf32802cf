// Draws up reports: takes their figures, freezes them with what they rest on, and gives the report its number. Everything about
// reports of one contract happens in turn, so that no number is given twice and no draft is overtaken.
import type { ContractId, ReportFigures, ReportKind, SectionFacts } from "@kiosk/contract";
import type { Caller } from "../domain/account/caller.ts";
import { compared, figureValues } from "../domain/report/facts.ts";
import { inspectionFields, inspectionSections } from "../domain/report/inspection-sections.ts";
import { occasionSections } from "../domain/report/occasion-sections.ts";
import {
  type NamedPeriod,
  nextNumber,
  numberStem,
  parsePeriod,
  periodBefore,
  periodText,
  singleDay,
  yearBefore,
} from "../domain/report/period.ts";
import type { PeriodFacts } from "../domain/report/period-facts.ts";
import { periodSections } from "../domain/report/period-sections.ts";
import type { ReportRecord } from "../domain/report/records.ts";
import { rowLinks } from "../domain/report/row-links.ts";
import { formatLocalDay, localDay, parseLocalDay } from "../domain/sla/local-day.ts";
import type { Millis } from "../domain/time.ts";
import type { Answer } from "../fleet-api.ts";
import { audit } from "../ingest/audit-log.ts";
import type { FleetState } from "../ingest/fleet-state.ts";
import type { GroupCommit } from "../ingest/group-commit.ts";
import type { Unit } from "../ingest/unit.ts";
import { chainStart } from "../log-chain.ts";
import type { Clock, FleetStore, Random } from "../ports.ts";
import type { OccasionSource } from "../report-ports.ts";
import type { InTurn } from "./in-turn.ts";
import { reportMoved } from "./inspection-report.ts";
import { basisOf } from "./report-basis.ts";
import type { ReportCalendar } from "./report-calendar.ts";
import { dayOf, type ReportFacts } from "./report-facts.ts";
import type { ReportFormsDesk } from "./report-forms-desk.ts";
import type { InspectionFactsSource } from "./report-inspections.ts";

export interface DrafterParts {
  readonly state: FleetState;
  readonly store: FleetStore;
  readonly commit: GroupCommit;
  readonly clock: Clock;
  readonly random: Random;
  readonly turn: InTurn;
  readonly facts: ReportFacts;
  readonly forms: ReportFormsDesk;
  readonly calendar: ReportCalendar;
  readonly inspections: InspectionFactsSource;
  readonly occasions: OccasionSource | null;
}

interface Wanted {
  readonly contractId: ContractId;
  readonly kind: ReportKind;
  readonly period: string | null;
  readonly subjectId: string | null;
}

/** What a report is about, before it has figures. */
interface Subject {
  readonly period: NamedPeriod;
  readonly subjectId: string;
  readonly kioskId: ReportRecord["kioskId"];
  readonly dueAt: Millis | null;
  readonly dueStatus: ReportRecord["dueStatus"];
  /** whose work it is, where that is not whoever asks for the draft */
  readonly drafter: string | null;
  /** first words of the texts */
  readonly texts: Readonly<Record<string, string>>;
  readonly sections: (reportId: string, asOf: Millis) => Promise<Figures>;
}

interface Figures {
  readonly sections: readonly SectionFacts[];
  readonly fields: Readonly<Record<string, string>>;
  /** of the orders the figures were counted from; undefined: of none */
  readonly facts?: PeriodFacts;
}

export class ReportDrafter {
  readonly #o: DrafterParts;

  constructor(parts: DrafterParts) {
    this.#o = parts;
  }

  /** Again for the same thing: what there is. */
  draft(by: Caller, wanted: Wanted): Promise<Answer<ReportRecord>> {
    const { turn, clock, random, store, forms } = this.#o;
    return turn.run(wanted.contractId, async () => {
      const at = clock.now();
      const found = await this.#subject(wanted, at);
      if (!found.ok) return found;
      const subject = found.value;
      const { period, subjectId, texts } = subject;
      const { contractId, kind } = wanted;
      const before = await store.upkeep.reports.findBy(contractId, kind, period.name, subjectId);
      if (before !== undefined) return { ok: true, value: before };
      const template = await forms.current(contractId, kind);
      const stem = numberStem(template.body.numberPrefix ?? this.#prefix(contractId, at), kind, period);
      const head: ReportRecord = {
        ...{ id: random.uuid(), contractId, kind, subjectId, kioskId: subject.kioskId },
        number: nextNumber(stem, await store.upkeep.reports.numbers(contractId, stem)),
        ...{ period: period.name, fromDay: formatLocalDay(period.from), toDay: formatLocalDay(period.to) },
        ...{ state: "draft", version: 1, textVersion: 1, dueAt: subject.dueAt, dueStatus: subject.dueStatus },
        ...{ filedAt: null, drafter: subject.drafter ?? by.name, reviewer: null, acknowledger: null },
        ...{ createdAt: at, updatedAt: at },
      };
      const figures = await this.#figures(head, subject, at);
      await this.#o.commit.run((unit) => {
        this.#put(unit, by, head, figures, template.version, "", at, 1);
        unit.put("reportText", { reportId: head.id, textVersion: 1, version: 1, texts, by: by.id, name: by.name, at });
      });
      return { ok: true, value: head };
    });
  }

  /** Fresh figures under the same number. */
  async redraft(by: Caller, id: string, seenVersion: number, note: string): Promise<Answer<ReportRecord>> {
    const { turn, clock, store, forms } = this.#o;
    const known = await store.upkeep.reports.find(id);
    if (known === undefined) return { ok: false, code: "resource.not-found", detail: id };
    return turn.run(known.contractId, async () => {
      const before = await store.upkeep.reports.find(id);
      if (before === undefined) return { ok: false, code: "resource.not-found", detail: id };
      if (before.version !== seenVersion) return { ok: false, code: "report.stale", detail: String(before.version) };
      if (before.state !== "draft") return { ok: false, code: "report.state", detail: before.state };
      const at = clock.now();
      const { contractId, kind, period, subjectId } = before;
      const found = await this.#subject({ contractId, kind, period, subjectId: subjectId || null }, at);
      if (!found.ok) return found;
      const { dueAt, dueStatus } = found.value;
      const after: ReportRecord = {
        ...{ ...before, version: before.version + 1, drafter: found.value.drafter ?? by.name, dueAt, dueStatus },
        ...{ reviewer: null, updatedAt: at },
      };
      const template = await forms.current(contractId, kind);
      const figures = await this.#figures(after, found.value, at);
      const seq = (await store.upkeep.reports.events(id)).length + 1;
      await this.#o.commit.run((unit) => this.#put(unit, by, after, figures, template.version, note, at, seq));
      return { ok: true, value: after };
    });
  }

  #put(
    unit: Unit,
    by: Caller,
    head: ReportRecord,
    figures: ReportFigures,
    templateVersion: number,
    note: string,
    at: Millis,
    seq: number,
  ): void {
    const { id: reportId, version, contractId, number } = head;
    const { asOf, logSeq, logHash } = figures.basis;
    unit.put("reportHead", head);
    unit.put("reportDraft", {
      ...{ reportId, version, asOf, logSeq, logHash, templateVersion, figures, note, at },
      ...{ by: by.id, name: by.name },
    });
    unit.put("reportEvent", { reportId, seq, at, act: "draft", by: by.id, name: by.name, comment: note, version });
    tellInspection(unit, head, at);
    const after = { number, version, asOf, logSeq, logHash };
    audit(unit, by, { action: "report.draft", target: reportId, contractId, after }, at);
  }

  async #figures(head: ReportRecord, { period, sections }: Subject, at: Millis): Promise<ReportFigures> {
    const { state, store } = this.#o;
    const log = (await store.upkeep.reports.logHead(at)) ?? { logSeq: 0, hash: chainStart };
    const { sections: made, fields, facts } = await sections(head.id, at);
    return {
      ...{ kind: head.kind, contractId: head.contractId, period: head.period, from: head.fromDay, to: head.toDay },
      contractZh: state.contract(head.contractId)?.zh ?? head.contractId,
      basis: basisOf(log, facts, period, state.terms(head.contractId), at),
      fields: { period: periodText(head.kind, period), ...fields },
      sections: [...made],
    };
  }

  async #subject(wanted: Wanted, at: Millis): Promise<Answer<Subject>> {
    const { kind, contractId } = wanted;
    if (kind === "week" || kind === "month") return this.#ofPeriod(contractId, kind, wanted.period ?? "", at);
    if (wanted.subjectId === null) return { ok: false, code: "report.period", detail: "subjectId" };
    if (kind === "inspection-daily") return this.#ofInspection(contractId, wanted.subjectId);
    return this.#ofOccasion(contractId, kind, wanted.subjectId, wanted.period);
  }

  async #ofPeriod(contractId: ContractId, kind: "week" | "month", name: string, at: Millis): Promise<Answer<Subject>> {
    const period = parsePeriod(kind, name);
    // what has not begun has nothing to be counted
    if (period === undefined || period.startAt > at) return { ok: false, code: "report.period", detail: name };
    const { dueAt, dueStatus } = this.#o.calendar.due(kind, period, at);
    return {
      ok: true,
      value: {
        ...{ period, subjectId: "", kioskId: null, dueAt, dueStatus, drafter: null, texts: {} },
        sections: async (reportId, asOf) => {
          const facts = await this.#o.facts.gather(contractId, period, asOf);
          const sections = periodSections(facts, rowLinks(reportId, contractId));
          const [before, lastYear] = [periodBefore(kind, period), yearBefore(kind, period)];
          return {
            facts,
            fields: { kiosks: String(facts.kiosks.length) },
            sections: compared(
              sections,
              await this.#valuesOf(contractId, kind, before, asOf),
              await this.#valuesOf(contractId, kind, lastYear, asOf),
            ),
          };
        },
      },
    };
  }

  /** As they were reported then; where nobody reported, as they are counted now; empty where there is nothing to count. */
  async #valuesOf(contractId: ContractId, kind: "week" | "month", period: NamedPeriod, asOf: Millis) {
    const { state, store, facts } = this.#o;
    const startsAt = state.contract(contractId)?.startsAt ?? null;
    if (startsAt !== null && period.endAt <= startsAt) return new Map();
    const { reports } = store.upkeep;
    const known = await reports.findBy(contractId, kind, period.name, "");
    const draft = known === undefined ? undefined : await reports.draft(known.id, known.version);
    if (draft !== undefined) return figureValues(draft.figures.sections);
    const span = [period.startAt, period.endAt] as const;
    const sampled = await reports.firstSample(contractId);
    const ordered = await reports.ordersTouching(contractId, span, "", 1);
    if ((sampled === null || sampled >= period.endAt) && ordered.length === 0) return new Map();
    const found = await facts.gather(contractId, period, asOf);
    return figureValues(periodSections(found, rowLinks("", contractId)));
  }

  async #ofInspection(contractId: ContractId, subjectId: string): Promise<Answer<Subject>> {
    const found = await this.#o.inspections.find(subjectId);
    const completedAt = found?.inspection.completedAt ?? null;
    if (found === undefined || found.inspection.contractId !== contractId) {
      return { ok: false, code: "resource.not-found", detail: subjectId };
    }
    if (completedAt === null || found.inspection.state !== "completed") {
      return { ok: false, code: "report.period", detail: found.inspection.state };
    }
    const { inspection } = found;
    return {
      ok: true,
      value: {
        ...{ period: singleDay(localDay(completedAt)), subjectId, kioskId: inspection.kioskId },
        ...{ dueAt: inspection.reportDueAt, dueStatus: inspection.reportDueStatus ?? null, drafter: inspection.by },
        texts: { advice: inspection.advice, conclusion: inspection.conclusion },
        sections: async (reportId) => ({
          fields: { ...inspectionFields(inspection), kiosks: "1" },
          sections: inspectionSections(found, rowLinks(reportId, contractId)),
        }),
      },
    };
  }

  async #ofOccasion(
    contractId: ContractId,
    kind: Exclude<ReportKind, "week" | "month" | "inspection-daily">,
    subjectId: string,
    date: string | null,
  ): Promise<Answer<Subject>> {
    const facts = await this.#o.occasions?.occasion(kind, subjectId, kind === "guarantee-daily" ? date : null);
    if (facts === undefined || facts.contractId !== contractId) {
      return { ok: false, code: "resource.not-found", detail: subjectId };
    }
    const day = parseLocalDay(kind === "guarantee-daily" && date !== null ? date : facts.to);
    const sections = occasionSections(kind, facts);
    return {
      ok: true,
      value: {
        ...{ period: singleDay(day), subjectId, kioskId: null, dueAt: facts.dueAt, drafter: null },
        dueStatus: facts.dueAt === null ? null : "final",
        texts: { summary: facts.summary },
        sections: async () => ({ sections, fields: { kiosks: String(facts.kiosks) } }),
      },
    };
  }

  /** First letters of the policy that governs the contract: CN-KIOSK gives CN. */
  #prefix(contractId: ContractId, at: Millis): string {
    const terms = this.#o.state.terms(contractId).findLast(({ appliesFrom }) => appliesFrom <= at);
    const policy = terms?.bindings.find(({ role }) => role === "governing")?.policy ?? contractId.toUpperCase();
    return /^[A-Z]{1,6}/.exec(policy)?.[0] ?? dayOf(at).slice(0, 4);
  }
}

/** The inspection's own record of its report moves with it, in the same transaction. */
export function tellInspection(
  unit: Unit,
  { kind, subjectId, state, filedAt, kioskId }: ReportRecord,
  at: Millis,
): void {
  if (kind !== "inspection-daily") return;
  reportMoved(unit, subjectId, state, filedAt, at);
  if (kioskId !== null) unit.touchedKiosks.add(kioskId);
}
