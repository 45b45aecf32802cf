import { QuarantineDetail, QuarantineTouched, ReplayResult } from "@kiosk/contract";
import { useQuery } from "@tanstack/react-query";
import { request } from "../../shared/api-client/request.ts";
import { quarantineDetail, quarantineList } from "../../shared/api-client/resources.ts";
import type { QuarantineSearch } from "./search.ts";

export function useQuarantine({ resolved, reason, kiosk }: QuarantineSearch) {
  return useQuery(quarantineList({ view: resolved === undefined ? "waiting" : "resolved", reason, kiosk }));
}

export function useQuarantined(id: string) {
  return useQuery(quarantineDetail(id));
}

const enc = encodeURIComponent;

export const replay = (id: string) =>
  request(ReplayResult, `/quarantine/${enc(id)}/replay`, { method: "POST", body: {} });

export const discard = (id: string, reason: string) =>
  request(QuarantineDetail, `/quarantine/${enc(id)}/discard`, { method: "POST", body: { reason } });

/** One of many; the answer says what became of it. */
export const bulkOne = (body: { act: "replay"; ids: string[] } | { act: "discard"; ids: string[]; reason: string }) =>
  request(QuarantineTouched, "/quarantine/bulk", { method: "POST", body });
