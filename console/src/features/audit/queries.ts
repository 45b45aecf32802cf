import { AuditList, AuditVerification } from "@kiosk/contract";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { type AuditFilter, keys } from "../../shared/api-client/keys.ts";
import { request } from "../../shared/api-client/request.ts";
import { queryOf } from "./audit-filter.ts";

const first: number | undefined = undefined;
/** Every line is read from the first: with years of them that takes its time. */
const verifyTimeoutMs = 300_000;

export function readAudit(filter: AuditFilter, before: number | undefined, limit: number, signal: AbortSignal) {
  const mark = before === undefined ? undefined : String(before);
  return request(AuditList, "/audit", { query: { ...queryOf(filter), before: mark, limit: String(limit) }, signal });
}

/** Page after page towards the past. Not read anew by itself: each reading is a line of this very log. */
export function useAudit(filter: AuditFilter) {
  return useInfiniteQuery({
    queryKey: keys.audit(filter),
    queryFn: ({ pageParam, signal }) => readAudit(filter, pageParam, 100, signal),
    initialPageParam: first,
    getNextPageParam: (page) => page.next ?? undefined,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
}

/** One line by its place, for a link that names it. */
export function useAuditLine(seq: number, enabled: boolean) {
  return useQuery({
    queryKey: keys.auditLine(seq),
    queryFn: ({ signal }) => readAudit({}, seq + 1, 1, signal),
    enabled,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Asked for by a button, and shown until it is asked for again. */
export function useVerification() {
  return useQuery({
    queryKey: keys.auditVerification,
    queryFn: ({ signal }) => request(AuditVerification, "/audit/verification", { signal, timeoutMs: verifyTimeoutMs }),
    enabled: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
}
