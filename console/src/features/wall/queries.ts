import { Me, Wall, WallTokenIssued, WallTokenList, WallTokenView } from "@kiosk/contract";
import { queryOptions } from "@tanstack/react-query";
import { keys } from "../../shared/api-client/keys.ts";
import { request } from "../../shared/api-client/request.ts";

/** A wall asks by itself: it must notice that nobody answers. */
const pollMs = 10_000;

export const wallSnapshot = (enabled: boolean) =>
  queryOptions({
    queryKey: keys.wall,
    queryFn: ({ signal }) => request(Wall, "/wall", { signal }),
    refetchInterval: pollMs,
    refetchIntervalInBackground: true,
    enabled,
  });

export const enterWall = (token: string) => request(Me, "/session/wall", { method: "POST", body: { token } });

export const wallTokens = (contract: string | undefined) =>
  queryOptions({
    queryKey: [...keys.wall, "tokens", contract ?? ""],
    queryFn: ({ signal }) => request(WallTokenList, "/wall-tokens", { query: { contract }, signal }),
  });

export const issueToken = (body: { contractId: string; name: string; lifetimeMs: number }) =>
  request(WallTokenIssued, "/wall-tokens", { method: "POST", body });

export const revokeToken = (id: string) =>
  request(WallTokenView, `/wall-tokens/${encodeURIComponent(id)}`, { method: "DELETE" });
