import {
  DrillList,
  Ledger,
  type LedgerKind,
  type NewReport,
  OwedReports,
  type Redraft,
  type ReportActRequest,
  ReportDetail,
  type ReportKind,
  ReportPage,
  type ReportTemplateChange,
  ReportTemplates,
  type ReportTextChange,
  type WordFormRemoval,
} from "@kiosk/contract";
import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { keys } from "../../shared/api-client/keys.ts";
import { request } from "../../shared/api-client/request.ts";
import { monthSpan } from "./periods.ts";
import type { ReportsSearch } from "./search.ts";

const enc = encodeURIComponent;
/** a draft of ten thousand terminals counts for a minute */
const draftTimeoutMs = 120_000;
const wordTimeoutMs = 60_000;

export type ReportListFilter = Pick<ReportsSearch, "kind" | "state" | "due" | "kiosk" | "subject" | "month">;

function listQuery(contract: string | undefined, { month, ...filter }: ReportListFilter) {
  return { contract, ...filter, ...(month === undefined ? {} : monthSpan(month)) };
}

export const readReports = (
  contract: string | undefined,
  filter: ReportListFilter,
  page: { after: string | undefined; limit: string },
  signal: AbortSignal,
) => request(ReportPage, "/reports", { query: { ...listQuery(contract, filter), ...page }, signal });

export const reportList = (contract: string | undefined, filter: ReportListFilter) =>
  infiniteQueryOptions({
    queryKey: [...keys.filedReports, "list", contract ?? "", filter],
    queryFn: ({ signal, pageParam }) => readReports(contract, filter, { after: pageParam, limit: "30" }, signal),
    initialPageParam: "",
    getNextPageParam: (page) => page.next ?? undefined,
  });

export const owedReports = (contract: string | undefined) =>
  queryOptions({
    queryKey: [...keys.filedReports, "owed", contract ?? ""],
    queryFn: ({ signal }) => request(OwedReports, "/reports/owed", { query: { contract }, signal }),
    // what falls due does so by itself
    refetchInterval: 60_000,
  });

export const reportDetail = (id: string, version: string | undefined) =>
  queryOptions({
    queryKey: keys.filedReport(id, version),
    queryFn: ({ signal }) => request(ReportDetail, `/reports/${enc(id)}`, { query: { version }, signal }),
  });

export const ledger = (contract: string, kind: LedgerKind, from: string, to: string) =>
  queryOptions({
    queryKey: keys.reportLedger(contract, kind, from, to),
    queryFn: ({ signal }) =>
      request(Ledger, `/contracts/${enc(contract)}/ledgers/${kind}`, {
        query: { from, to },
        signal,
        timeoutMs: 60_000,
      }),
  });

export const reportTemplates = (contract: string) =>
  queryOptions({
    queryKey: keys.reportTemplates(contract),
    queryFn: ({ signal }) => request(ReportTemplates, `/contracts/${enc(contract)}/report-templates`, { signal }),
  });

export const drillsOf = (contract: string, enabled: boolean) =>
  queryOptions({
    queryKey: [...keys.problems, "drills", contract],
    queryFn: ({ signal }) => request(DrillList, `/contracts/${enc(contract)}/drills`, { signal }),
    enabled,
  });

/** The answer is the newest version; lists, inspections and guarantees show where a report stands. */
function useKept() {
  const client = useQueryClient();
  return (detail: ReportDetail) => {
    client.setQueryData(keys.filedReport(detail.id, undefined), detail);
    void client.invalidateQueries({ queryKey: keys.filedReports });
    void client.invalidateQueries({ queryKey: keys.inspections });
    void client.invalidateQueries({ queryKey: keys.guarantees });
  };
}

export function useDraft() {
  const kept = useKept();
  return useMutation({
    mutationFn: (body: NewReport) =>
      request(ReportDetail, "/reports", { method: "POST", body, timeoutMs: draftTimeoutMs }),
    onSuccess: kept,
  });
}

export function useRedraft(id: string) {
  const kept = useKept();
  return useMutation({
    mutationFn: (body: Redraft) =>
      request(ReportDetail, `/reports/${enc(id)}/drafts`, { method: "POST", body, timeoutMs: draftTimeoutMs }),
    onSuccess: kept,
  });
}

export function useEdit(id: string) {
  const kept = useKept();
  return useMutation({
    mutationFn: (body: ReportTextChange) => request(ReportDetail, `/reports/${enc(id)}/texts`, { method: "PUT", body }),
    onSuccess: kept,
  });
}

export function useAct(id: string) {
  const kept = useKept();
  return useMutation({
    mutationFn: (body: ReportActRequest) => request(ReportDetail, `/reports/${enc(id)}/acts`, { method: "POST", body }),
    onSuccess: kept,
  });
}

function useKeptTemplates(contract: string) {
  const client = useQueryClient();
  return (answer: ReportTemplates) => client.setQueryData(keys.reportTemplates(contract), answer);
}

const formPath = (contract: string, kind: ReportKind) => `/contracts/${enc(contract)}/report-templates/${kind}`;

export function useChangeTemplate(contract: string, kind: ReportKind) {
  const onSuccess = useKeptTemplates(contract);
  return useMutation({
    mutationFn: (body: ReportTemplateChange) =>
      request(ReportTemplates, formPath(contract, kind), { method: "POST", body }),
    onSuccess,
  });
}

export interface WordForm {
  file: File;
  note: string;
  seenVersion: number;
}

export function usePutWord(contract: string, kind: ReportKind) {
  const onSuccess = useKeptTemplates(contract);
  return useMutation({
    mutationFn: ({ file, note, seenVersion }: WordForm) =>
      request(ReportTemplates, `${formPath(contract, kind)}/word`, {
        method: "PUT",
        file,
        fileName: file.name,
        query: { note, seenVersion: String(seenVersion) },
        timeoutMs: wordTimeoutMs,
      }),
    onSuccess,
  });
}

export function useRemoveWord(contract: string, kind: ReportKind) {
  const onSuccess = useKeptTemplates(contract);
  return useMutation({
    mutationFn: (body: WordFormRemoval) =>
      request(ReportTemplates, `${formPath(contract, kind)}/word/removal`, { method: "POST", body }),
    onSuccess,
  });
}
