// What people ask and tell of reports. Figures are frozen by the drafter; here they are read, written about and handed on.
import type {
  ContractId,
  ErrorCode,
  Ledger,
  LedgerKind,
  LedgerQuery,
  NewReport,
  OwedReport,
  OwedReports,
  Redraft,
  ReportActRequest,
  ReportDetail,
  ReportDetailQuery,
  ReportFileQuery,
  ReportFilter,
  ReportFormat,
  ReportHead,
  ReportPage,
  ReportTextChange,
} from "@kiosk/contract";
import type { z } from "zod";
import { type Caller, contractsOf, inReach, may } from "../domain/account/caller.ts";
import type { Composition } from "../domain/report/compose.ts";
import { authorsOf, nextState, rightOf } from "../domain/report/machine.ts";
import { weekContaining } from "../domain/report/period.ts";
import type { ReportDraft, ReportEventRecord, ReportRecord } from "../domain/report/records.ts";
import { hasText } from "../domain/report/template.ts";
import { formatLocalDay, localDay } from "../domain/sla/local-day.ts";
import { dayMs, type Millis } from "../domain/time.ts";
import type { Answer } from "../fleet-api.ts";
import { audit } from "../ingest/audit-log.ts";
import type { ReportApi, ReportFile } from "../report-api.ts";
import { type DrafterParts, type ReportDrafter, tellInspection } from "./report-drafter.ts";
import type { ReportFiles } from "./report-files.ts";
import type { ReportLedgers } from "./report-ledgers.ts";
import { eventView, headView, mayView, owedView, sectionViews, versionView } from "./report-views.ts";

/** how far back unfiled weeks and months are asked for, and how far ahead */
const owedBackMs = 92 * dayMs;
const soonMs = 3 * dayMs;
const owedLimit = 500;

interface Parts extends Pick<DrafterParts, "state" | "store" | "commit" | "clock" | "turn" | "forms" | "calendar"> {
  readonly drafter: ReportDrafter;
  readonly files: ReportFiles;
  readonly ledgers: ReportLedgers;
}

interface Open {
  readonly head: ReportRecord;
  readonly events: readonly ReportEventRecord[];
  readonly draft: ReportDraft;
  readonly composition: Composition;
  readonly wordDigest: string | null;
}

export class ReportDesk implements ReportApi {
  readonly #o: Parts;

  constructor(parts: Parts) {
    this.#o = parts;
  }

  async list(by: Caller, filter: ReportFilter): Promise<ReportPage> {
    const { store, clock } = this.#o;
    const at = clock.now();
    const { after, ...rest } = filter;
    const wanted = { ...rest, reach: contractsOf(by, "report.read"), at };
    const mark = after === undefined ? undefined : markOf(after);
    const page = await store.upkeep.reports.page({ ...wanted, after: mark });
    const last = page.length < filter.limit ? undefined : page.at(-1);
    return {
      at,
      total: await store.upkeep.reports.count(wanted),
      reports: await this.#heads(page, at),
      next: last === undefined ? null : `${last.toDay}_${last.id}`,
    };
  }

  async owed(by: Caller, contract: ContractId | undefined): Promise<OwedReports> {
    const { store, clock, state, calendar, forms } = this.#o;
    const at = clock.now();
    const open = await store.upkeep.reports.page({
      ...{ reach: contractsOf(by, "report.read"), contract, at, due: "open", limit: owedLimit },
    });
    const owed: OwedReport[] = (await this.#heads(open, at)).map((head) => owedView(head, at));
    const contracts = [...state.contracts].filter(
      ({ id }) => (contract === undefined || id === contract) && inReach(by, "report.read", id),
    );
    for (const { id } of contracts) {
      const ahead = weekContaining(localDay(at)).endAt;
      for (const { kind, period, dueAt, dueStatus } of calendar.owed(id, [at - owedBackMs, ahead], at)) {
        if (period.startAt > at) continue;
        if ((await store.upkeep.reports.findBy(id, kind, period.name, "")) !== undefined) continue;
        const { titleZh, titleEn } = (await forms.current(id, kind)).body;
        owed.push({
          ...{ contractId: id, kind, period: period.name, subjectId: null, titleZh, titleEn, dueAt, dueStatus },
          ...{ from: formatLocalDay(period.from), to: formatLocalDay(period.to), overdue: dueAt < at },
          ...{ reportId: null, number: null, state: null },
        });
      }
    }
    owed.sort((a, b) => (a.dueAt ?? Number.MAX_SAFE_INTEGER) - (b.dueAt ?? Number.MAX_SAFE_INTEGER));
    const overdue = owed.filter((one) => one.overdue).length;
    const soon = owed.filter(({ dueAt }) => dueAt !== null && dueAt >= at && dueAt < at + soonMs).length;
    return { at, counts: { overdue, soon, open: owed.length }, owed };
  }

  async read(by: Caller, id: string, query: z.output<typeof ReportDetailQuery>): Promise<Answer<ReportDetail>> {
    const open = await this.#open(id, query.version);
    if (!open.ok) return open;
    const { head, events, draft, composition, wordDigest } = open.value;
    const { forms, clock, store } = this.#o;
    const at = clock.now();
    const inspector = await this.#inspector(head);
    return {
      ok: true,
      value: {
        ...headView(head, composition.template, at),
        at,
        shown: draft.version,
        basis: draft.figures.basis,
        templateVersion: draft.templateVersion,
        sections: sectionViews(composition, forms.product(head.kind), query.rowLimit),
        textVersion: head.textVersion,
        versions: (await store.upkeep.reports.drafts(id)).map(versionView),
        events: events.map(eventView),
        may: mayView(by, head, events, inspector),
        ownForm: wordDigest !== null,
      },
    };
  }

  async draft(by: Caller, input: z.output<typeof NewReport>): Promise<Answer<ReportDetail>> {
    return this.#shown(by, await this.#o.drafter.draft(by, input));
  }

  async redraft(by: Caller, id: string, { seenVersion, note }: Redraft): Promise<Answer<ReportDetail>> {
    return this.#shown(by, await this.#o.drafter.redraft(by, id, seenVersion, note));
  }

  async edit(by: Caller, id: string, { texts, seenTextVersion }: ReportTextChange): Promise<Answer<ReportDetail>> {
    const answer = await this.#change(id, async (head): Promise<Answer<ReportRecord>> => {
      const { store, clock, commit, forms } = this.#o;
      if (head.state !== "draft") return refuse("report.state", head.state);
      if (head.textVersion !== seenTextVersion) return refuse("report.stale", String(head.textVersion));
      const product = forms.product(head.kind);
      const foreign = Object.keys(texts).find((section) => !hasText(product, section));
      if (foreign !== undefined) return refuse("report.section", foreign);
      const before = await store.upkeep.reports.texts(id, head.textVersion);
      const at = clock.now();
      const { version, contractId } = head;
      const after: ReportRecord = { ...head, textVersion: head.textVersion + 1, updatedAt: at };
      const seq = (await store.upkeep.reports.events(id)).length + 1;
      const who = { by: by.id, name: by.name };
      await commit.run((unit) => {
        unit.put("reportHead", after);
        const whole = { ...before?.texts, ...texts };
        unit.put("reportText", { reportId: id, textVersion: after.textVersion, version, texts: whole, ...who, at });
        unit.put("reportEvent", { reportId: id, seq, at, act: "edit", ...who, comment: "", version });
        audit(unit, by, { action: "report.draft", target: id, contractId, before: before?.texts, after: whole }, at);
      });
      return { ok: true, value: after };
    });
    return this.#shown(by, answer);
  }

  async act(by: Caller, id: string, request: z.output<typeof ReportActRequest>): Promise<Answer<ReportDetail>> {
    const { act, comment, seenVersion, seenTextVersion } = request;
    const answer = await this.#change(id, async (head): Promise<Answer<ReportRecord>> => {
      const { store, clock, commit } = this.#o;
      const { contractId, version } = head;
      if (!may(by, rightOf(head.state, act), { contractId })) return refuse("report.party", rightOf(head.state, act));
      if (version !== seenVersion || head.textVersion !== seenTextVersion)
        return refuse("report.stale", String(version));
      const state = nextState(head.state, act);
      if (typeof state !== "string") return refuse("report.state", head.state);
      if (act === "return" && comment === "") return refuse("report.comment", act);
      const events = await store.upkeep.reports.events(id);
      // whoever drew it up does not review alone: somebody else has to look
      const own = authorsOf(events, version, await this.#inspector(head)).has(by.id);
      if (act === "review" && own) return refuse("report.own-review", by.name);
      const at = clock.now();
      const after: ReportRecord = {
        ...{ ...head, state, updatedAt: at },
        filedAt: act === "file" ? (head.filedAt ?? at) : head.filedAt,
        reviewer: act === "review" ? by.name : act === "return" ? null : head.reviewer,
        acknowledger: act === "acknowledge" ? by.name : head.acknowledger,
      };
      await commit.run((unit) => {
        unit.put("reportHead", after);
        const seq = events.length + 1;
        unit.put("reportEvent", { reportId: id, seq, at, act, by: by.id, name: by.name, comment, version });
        tellInspection(unit, after, at);
        const action = rightOf(head.state, act);
        audit(
          unit,
          by,
          { action, target: id, contractId, before: { state: head.state }, after: { state, comment } },
          at,
        );
      });
      return { ok: true, value: after };
    });
    return this.#shown(by, answer);
  }

  async file(_by: Caller, id: string, query: z.output<typeof ReportFileQuery>): Promise<Answer<ReportFile>> {
    const open = await this.#open(id, query.version);
    if (!open.ok) return open;
    const { composition, wordDigest } = open.value;
    const { section: only } = query;
    const known = only === undefined || composition.template.sections.some((one) => one.id === only);
    if (!known) return refuse("report.section", only);
    return this.#o.files.ofReport({ ...composition, only }, query.format, wordDigest);
  }

  ledger(_by: Caller, id: ContractId, kind: LedgerKind, span: z.output<typeof LedgerQuery>): Promise<Answer<Ledger>> {
    return this.#o.ledgers.read(id, kind, span);
  }

  ledgerFile(
    _by: Caller,
    id: ContractId,
    kind: LedgerKind,
    span: z.output<typeof LedgerQuery> & { readonly format: ReportFormat },
  ): Promise<Answer<ReportFile>> {
    return this.#o.ledgers.file(id, kind, span, span.format);
  }

  async #change(
    id: string,
    work: (head: ReportRecord) => Promise<Answer<ReportRecord>>,
  ): Promise<Answer<ReportRecord>> {
    const { store, turn } = this.#o;
    const known = await store.upkeep.reports.find(id);
    if (known === undefined) return refuse("resource.not-found", id);
    return turn.run(known.contractId, async () => {
      const head = await store.upkeep.reports.find(id);
      return head === undefined ? refuse("resource.not-found", id) : work(head);
    });
  }

  async #shown(by: Caller, answer: Answer<ReportRecord>): Promise<Answer<ReportDetail>> {
    return answer.ok ? this.read(by, answer.value.id, { rowLimit: 200 }) : answer;
  }

  /** @param wanted a version of the draft; the newest when left out */
  async #open(id: string, wanted: number | undefined): Promise<Answer<Open>> {
    const { store, forms } = this.#o;
    const { reports } = store.upkeep;
    const head = await reports.find(id);
    if (head === undefined) return refuse("resource.not-found", id);
    const version = wanted ?? head.version;
    const draft = await reports.draft(id, version);
    if (draft === undefined) return refuse("resource.not-found", `${id} v${version}`);
    const events = await reports.events(id);
    const texts = await reports.textsOfVersion(id, version);
    const template = await forms.version(head.contractId, head.kind, draft.templateVersion);
    const newest = version === head.version;
    const composition: Composition = {
      ...{ number: head.number, version, dueAt: head.dueAt, figures: draft.figures },
      ...{ template: template.body, texts: texts?.texts ?? {} },
      signOff: {
        drafter: newest ? head.drafter : draft.name,
        reviewer: newest ? head.reviewer : null,
        filedAt: newest ? head.filedAt : null,
        acknowledger: newest ? head.acknowledger : null,
      },
    };
    return { ok: true, value: { head, events, draft, composition, wordDigest: template.wordDigest } };
  }

  async #heads(rows: readonly ReportRecord[], at: Millis): Promise<ReportHead[]> {
    const titles = new Map<string, Pick<ReportHead, "titleZh" | "titleEn">>();
    for (const { contractId, kind } of rows) {
      const key = `${contractId} ${kind}`;
      if (!titles.has(key)) titles.set(key, (await this.#o.forms.current(contractId, kind)).body);
    }
    return rows.map((head) => {
      const title = titles.get(`${head.contractId} ${head.kind}`) ?? { titleZh: head.number, titleEn: head.number };
      return headView(head, title, at);
    });
  }

  /** Whose inspection it tells of. */
  async #inspector({ kind, subjectId }: ReportRecord): Promise<string | null> {
    if (kind !== "inspection-daily") return null;
    return (await this.#o.store.upkeep.inspections.find(subjectId))?.inspection.byId ?? null;
  }
}

function markOf(text: string): { toDay: string; id: string } | undefined {
  const [toDay = "", id = ""] = text.split("_");
  return id === "" ? undefined : { toDay, id };
}

function refuse(code: ErrorCode, detail: string): { ok: false; code: ErrorCode; detail: string } {
  return { ok: false, code, detail };
}
