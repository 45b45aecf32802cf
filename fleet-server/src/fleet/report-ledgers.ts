// 台账 on their own: any span of days, as known now.
import type {
  ContractId,
  ErrorCode,
  Ledger,
  LedgerKind,
  LedgerQuery,
  ReportFormat,
  SectionFacts,
} from "@kiosk/contract";
import type { z } from "zod";
import { minuteText } from "../domain/report/cells.ts";
import type { Block, ReportDocument } from "../domain/report/document.ts";
import { spanOf } from "../domain/report/period.ts";
import type { PeriodFacts } from "../domain/report/period-facts.ts";
import { type RowLinks, rowLinks } from "../domain/report/row-links.ts";
import { faultLedger } from "../domain/report/section-orders.ts";
import { partLedger, supplyLedger } from "../domain/report/section-upkeep.ts";
import { parseLocalDay } from "../domain/sla/local-day.ts";
import type { Answer } from "../fleet-api.ts";
import type { FleetState } from "../ingest/fleet-state.ts";
import { chainStart } from "../log-chain.ts";
import type { Clock, FleetStore } from "../ports.ts";
import type { ReportFile } from "../report-api.ts";
import { basisOf } from "./report-basis.ts";
import type { ReportFacts } from "./report-facts.ts";
import type { ReportFiles } from "./report-files.ts";

/** More than a year and a bit is a slip of the keyboard. */
const longestDays = 400;

const sections: { readonly [L in LedgerKind]: (facts: PeriodFacts, links: RowLinks) => SectionFacts } = {
  fault: faultLedger,
  supply: supplyLedger,
  part: partLedger,
};

type Span = z.output<typeof LedgerQuery>;

export class ReportLedgers {
  readonly #o: {
    readonly state: FleetState;
    readonly store: FleetStore;
    readonly clock: Clock;
    readonly facts: ReportFacts;
    readonly files: ReportFiles;
  };

  constructor(options: { state: FleetState; store: FleetStore; clock: Clock; facts: ReportFacts; files: ReportFiles }) {
    this.#o = options;
  }

  async read(contractId: ContractId, kind: LedgerKind, { from, to }: Span): Promise<Answer<Ledger>> {
    const { state, store, clock, facts } = this.#o;
    if (state.contract(contractId) === undefined) return refuse("resource.not-found", contractId);
    const [first, last] = [parseLocalDay(from), parseLocalDay(to)];
    if (!(first <= last && last - first <= longestDays)) return refuse("report.period", `${from} ${to}`);
    const at = clock.now();
    const period = spanOf(first, last);
    const found = await facts.gather(contractId, period, at);
    const log = (await store.upkeep.reports.logHead(at)) ?? { logSeq: 0, hash: chainStart };
    const { tables, empty } = sections[kind](found, rowLinks("", contractId));
    const basis = basisOf(log, found, period, state.terms(contractId), at);
    return { ok: true, value: { at, contractId, ledger: kind, from, to, basis, empty, tables } };
  }

  async file(contractId: ContractId, kind: LedgerKind, span: Span, format: ReportFormat): Promise<Answer<ReportFile>> {
    const answer = await this.read(contractId, kind, span);
    if (!answer.ok) return answer;
    const { tables, basis, from, to } = answer.value;
    const title = tables[0]?.zh ?? "";
    const document: ReportDocument = {
      title,
      number: "",
      cover: [
        { label: "项目名称", value: this.#o.state.contract(contractId)?.zh ?? contractId },
        { label: "报告期", value: `${from} 至 ${to}` },
        { label: "数据截止", value: minuteText(basis.asOf) },
      ],
      blocks: tables.flatMap(({ zh, columns, rows }): Block[] =>
        rows.length === 0
          ? [{ kind: "paragraph", text: "本期无数据。" }]
          : [{ kind: "table", title: zh, columns, rows, printed: rows.length }],
      ),
      basis: `数据截止 ${minuteText(basis.asOf)}；工单日志第 ${basis.logSeq} 条，SM3 链 ${basis.logHash}`,
      at: basis.asOf,
    };
    return this.#o.files.ofDocument(document, format, `${title} ${from} ${to}`);
  }
}

function refuse(code: ErrorCode, detail: string): { ok: false; code: ErrorCode; detail: string } {
  return { ok: false, code, detail };
}
