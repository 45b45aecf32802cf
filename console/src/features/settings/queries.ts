import {
  EnrolmentRevoked,
  EnrolmentSheet,
  EnrolmentStandings,
  type FaultRuleChange,
  FaultRulePreview,
  FaultRuleSettings,
  type FaultRuleTrial,
  type KioskId,
  type KioskImportCommit,
  KioskImported,
  KioskImportPreview,
  NotifyTestResult,
  NotifyView,
  type OpeningHoursChange,
  OpeningHoursChanged,
  PointHoursList,
  type ThresholdChange,
  ThresholdSettings,
} from "@kiosk/contract";
import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { ApiError } from "../../shared/api-client/api-error.ts";
import { keys } from "../../shared/api-client/keys.ts";
import { request } from "../../shared/api-client/request.ts";

const path = (contract: string) => `/contracts/${encodeURIComponent(contract)}`;
/** Five thousand rows are read, compared and told. */
const sheetTimeoutMs = 60_000;
/** A service may think for twenty seconds before it is given up. */
const testTimeoutMs = 30_000;

const thresholds = (contract: string) =>
  queryOptions({
    queryKey: keys.thresholds(contract),
    queryFn: ({ signal }) => request(ThresholdSettings, `${path(contract)}/thresholds`, { signal }),
  });
const faultRules = (contract: string) =>
  queryOptions({
    queryKey: keys.faultRules(contract),
    queryFn: ({ signal }) => request(FaultRuleSettings, `${path(contract)}/fault-rules`, { signal }),
  });
const pointHours = (contract: string) =>
  queryOptions({
    queryKey: keys.pointHours(contract),
    queryFn: ({ signal }) => request(PointHoursList, `${path(contract)}/opening-hours`, { signal }),
  });
const enrolments = (contract: string) =>
  queryOptions({
    queryKey: keys.enrolments(contract),
    queryFn: ({ signal }) => request(EnrolmentStandings, `${path(contract)}/enrolments`, { signal }),
  });

export const useThresholds = (contract: string) => useQuery(thresholds(contract));
export const useFaultRules = (contract: string) => useQuery(faultRules(contract));
export const usePointHours = (contract: string) => useQuery(pointHours(contract));
export const useEnrolments = (contract: string) => useQuery(enrolments(contract));
export const useNotify = () =>
  useQuery(
    queryOptions({ queryKey: keys.notify, queryFn: ({ signal }) => request(NotifyView, "/notify", { signal }) }),
  );

/** After a refusal the versions are read anew: somebody else may have been faster. */
export function useThresholdChange(contract: string) {
  const client = useQueryClient();
  return useMutation<ThresholdSettings, ApiError, ThresholdChange>({
    mutationFn: (body) => request(ThresholdSettings, `${path(contract)}/thresholds`, { method: "POST", body }),
    onSuccess: (settings) => client.setQueryData(keys.thresholds(contract), settings),
    onError: () => client.refetchQueries({ queryKey: keys.thresholds(contract) }),
  });
}

export function useFaultRuleChange(contract: string) {
  const client = useQueryClient();
  return useMutation<FaultRuleSettings, ApiError, FaultRuleChange>({
    mutationFn: (body) => request(FaultRuleSettings, `${path(contract)}/fault-rules`, { method: "POST", body }),
    onSuccess: (settings) => client.setQueryData(keys.faultRules(contract), settings),
    onError: () => client.refetchQueries({ queryKey: keys.faultRules(contract) }),
  });
}

export function useFaultRulePreview(contract: string) {
  return useMutation<FaultRulePreview, ApiError, FaultRuleTrial>({
    mutationFn: (body) => request(FaultRulePreview, `${path(contract)}/fault-rules/preview`, { method: "POST", body }),
  });
}

export function useHoursChange(contract: string) {
  const client = useQueryClient();
  return useMutation<OpeningHoursChanged, ApiError, OpeningHoursChange>({
    mutationFn: (body) => request(OpeningHoursChanged, `${path(contract)}/opening-hours`, { method: "PUT", body }),
    onSettled: () => client.invalidateQueries({ queryKey: ["kiosks"] }),
  });
}

/** The codes stay with the caller alone: nothing of this is kept in the cache. */
export function useIssueCodes(contract: string) {
  const client = useQueryClient();
  return useMutation<EnrolmentSheet, ApiError, KioskId[]>({
    gcTime: 0,
    mutationFn: (kioskIds) =>
      request(EnrolmentSheet, `${path(contract)}/enrolment-codes`, { method: "POST", body: { kioskIds } }),
    onSettled: () => client.invalidateQueries({ queryKey: keys.enrolments(contract) }),
  });
}

export function useRevokeCodes(contract: string) {
  const client = useQueryClient();
  return useMutation<EnrolmentRevoked, ApiError, KioskId[]>({
    mutationFn: (kioskIds) =>
      request(EnrolmentRevoked, `${path(contract)}/enrolment-codes/revoke`, { method: "POST", body: { kioskIds } }),
    onSettled: () => client.invalidateQueries({ queryKey: keys.enrolments(contract) }),
  });
}

export function useSheetPreview(contract: string) {
  return useMutation<KioskImportPreview, ApiError, { file: Blob; crs: KioskImportPreview["crs"] }>({
    mutationFn: ({ file, crs }) =>
      request(KioskImportPreview, "/kiosk-imports", {
        method: "POST",
        query: { contract, crs },
        file,
        timeoutMs: sheetTimeoutMs,
      }),
  });
}

export function useSheetImport(contract: string) {
  const client = useQueryClient();
  return useMutation<KioskImported, ApiError, { digest: string; take: KioskImportCommit["take"] }>({
    mutationFn: ({ digest, take }) =>
      request(KioskImported, `/kiosk-imports/${digest}`, {
        method: "POST",
        query: { contract },
        body: { take },
        timeoutMs: sheetTimeoutMs,
      }),
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: ["kiosks"] }),
        client.invalidateQueries({ queryKey: keys.contracts }),
      ]),
  });
}

export function useNotifyTest(channelId: string) {
  return useMutation<NotifyTestResult, ApiError, { groupId: string }>({
    mutationFn: (body) =>
      request(NotifyTestResult, `/notify/channels/${encodeURIComponent(channelId)}/test`, {
        method: "POST",
        body,
        timeoutMs: testTimeoutMs,
      }),
  });
}
