import {
  RouteFeedList,
  RouteFeedMade,
  RouteSettings,
  type RouteSettingsChange,
  type TechnicianProfileChange,
  TechnicianProfileList,
  TravelImport,
} from "@kiosk/contract";
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { keys } from "../../shared/api-client/keys.ts";
import { request } from "../../shared/api-client/request.ts";

const enc = encodeURIComponent;
const path = (contract: string) => `/contracts/${enc(contract)}`;

export const technicians = (contract: string) =>
  queryOptions({
    queryKey: keys.routeSetting(contract, "technicians"),
    queryFn: ({ signal }) => request(TechnicianProfileList, `${path(contract)}/technicians`, { signal }),
  });

export const routeSettings = (contract: string) =>
  queryOptions({
    queryKey: keys.routeSetting(contract, "settings"),
    queryFn: ({ signal }) => request(RouteSettings, `${path(contract)}/route-settings`, { signal }),
  });

export const routeFeeds = (contract: string) =>
  queryOptions({
    queryKey: keys.routeSetting(contract, "feeds"),
    queryFn: ({ signal }) => request(RouteFeedList, `${path(contract)}/route-feeds`, { signal }),
  });

export function useChangeTechnician(contract: string, userId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: TechnicianProfileChange) =>
      request(TechnicianProfileList, `${path(contract)}/technicians/${enc(userId)}`, { method: "PUT", body }),
    onSettled: () => client.invalidateQueries({ queryKey: keys.routes(contract) }),
  });
}

export function useChangeRouteSettings(contract: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: RouteSettingsChange) =>
      request(RouteSettings, `${path(contract)}/route-settings`, { method: "PUT", body }),
    onSettled: () => client.invalidateQueries({ queryKey: keys.routes(contract) }),
  });
}

/** Without `commit` only what the file would do. */
export function useTravelImport(contract: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ text, commit }: { text: string; commit: boolean }) =>
      request(TravelImport, `${path(contract)}/travel-matrix`, {
        method: "POST",
        query: { commit: String(commit) },
        file: new Blob([text], { type: "text/csv" }),
        fileType: "text/csv",
        timeoutMs: 60_000,
      }),
    onSuccess: (_, { commit }) =>
      commit ? client.invalidateQueries({ queryKey: keys.routes(contract) }) : Promise.resolve(),
  });
}

export function useMakeFeed(contract: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (technicianId: string) =>
      request(RouteFeedMade, `${path(contract)}/route-feeds`, { method: "POST", body: { technicianId } }),
    onSettled: () => client.invalidateQueries({ queryKey: keys.routeSetting(contract, "feeds") }),
  });
}

export function useRevokeFeed(contract: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (feedId: string) =>
      request(RouteFeedList, `${path(contract)}/route-feeds/${enc(feedId)}`, { method: "DELETE" }),
    onSettled: () => client.invalidateQueries({ queryKey: keys.routeSetting(contract, "feeds") }),
  });
}
