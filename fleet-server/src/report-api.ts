// What people ask and tell of reports, independent of HTTP.
import type {
  ContractId,
  Ledger,
  LedgerKind,
  LedgerQuery,
  NewReport,
  OwedReports,
  Redraft,
  ReportActRequest,
  ReportDetail,
  ReportDetailQuery,
  ReportFileQuery,
  ReportFilter,
  ReportFormat,
  ReportKind,
  ReportPage,
  ReportTemplateChange,
  ReportTemplates,
  ReportTextChange,
  WordFormRemoval,
} from "@kiosk/contract";
import type { z } from "zod";
import type { Caller } from "./domain/account/caller.ts";
import type { Answer } from "./fleet-api.ts";

export interface ReportFile {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

export interface ReportApi {
  list(by: Caller, filter: ReportFilter): Promise<ReportPage>;
  /** what is owed and not filed, drafted or not; of one contract where it is named */
  owed(by: Caller, contract: ContractId | undefined): Promise<OwedReports>;
  read(by: Caller, id: string, query: z.output<typeof ReportDetailQuery>): Promise<Answer<ReportDetail>>;
  /** Again for the same thing: what there is. */
  draft(by: Caller, input: z.output<typeof NewReport>): Promise<Answer<ReportDetail>>;
  redraft(by: Caller, id: string, input: Redraft): Promise<Answer<ReportDetail>>;
  edit(by: Caller, id: string, change: ReportTextChange): Promise<Answer<ReportDetail>>;
  act(by: Caller, id: string, request: z.output<typeof ReportActRequest>): Promise<Answer<ReportDetail>>;
  file(by: Caller, id: string, query: z.output<typeof ReportFileQuery>): Promise<Answer<ReportFile>>;
  ledger(by: Caller, id: ContractId, kind: LedgerKind, span: z.output<typeof LedgerQuery>): Promise<Answer<Ledger>>;
  ledgerFile(
    by: Caller,
    id: ContractId,
    kind: LedgerKind,
    span: z.output<typeof LedgerQuery> & { readonly format: ReportFormat },
  ): Promise<Answer<ReportFile>>;
}

export interface ReportFormsApi {
  templates(by: Caller, id: ContractId): Promise<Answer<ReportTemplates>>;
  change(by: Caller, id: ContractId, kind: ReportKind, change: ReportTemplateChange): Promise<Answer<ReportTemplates>>;
  /** the owner's own Word form, looked through before it is kept */
  putWord(
    by: Caller,
    id: ContractId,
    kind: ReportKind,
    file: { readonly bytes: Uint8Array; readonly name: string },
    reason: WordFormRemoval,
  ): Promise<Answer<ReportTemplates>>;
  removeWord(by: Caller, id: ContractId, kind: ReportKind, reason: WordFormRemoval): Promise<Answer<ReportTemplates>>;
  word(by: Caller, id: ContractId, kind: ReportKind): Promise<Answer<ReportFile>>;
}
