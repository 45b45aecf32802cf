import {
  ContractShelf,
  type NewPublisher,
  type NewShelfChange,
  type NewVersionStep,
  PackageList,
  PackageVersion,
  Publisher,
  PublisherList,
  ShelfChange,
  ShelfPreview,
  Usage,
  Voices,
} from "@kiosk/contract";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { z } from "zod";
import type { ApiError } from "../../shared/api-client/api-error.ts";
import { keys } from "../../shared/api-client/keys.ts";
import { request } from "../../shared/api-client/request.ts";

const contractPath = (id: string) => `/contracts/${encodeURIComponent(id)}`;
/** the feed tells of changes; uses go on without one */
const everyMs = 60_000;
const uploadTimeoutMs = 120_000;

export function useContractShelf(contract: string) {
  return useQuery({
    queryKey: keys.contractShelf(contract),
    queryFn: ({ signal }) => request(ContractShelf, `${contractPath(contract)}/shelf`, { signal }),
    refetchInterval: everyMs,
  });
}

export function usePackages() {
  return useQuery({
    queryKey: keys.packages,
    queryFn: ({ signal }) => request(PackageList, "/shelf/packages", { signal }),
  });
}

export function usePublishers() {
  return useQuery({
    queryKey: keys.publishers,
    queryFn: ({ signal }) => request(PublisherList, "/shelf/publishers", { signal }),
  });
}

export function useUsage(contract: string, from: string, to: string) {
  return useQuery({
    queryKey: keys.usage(contract, from, to),
    queryFn: ({ signal }) => request(Usage, `${contractPath(contract)}/usage`, { query: { from, to }, signal }),
    refetchInterval: everyMs,
  });
}

export function useVoices(contract: string) {
  return useQuery({
    queryKey: keys.voices(contract),
    queryFn: ({ signal }) => request(Voices, `${contractPath(contract)}/voices`, { signal }),
    refetchInterval: everyMs,
  });
}

/** What a change would touch, before it is made; undefined while the form is not complete. */
export function usePreview(contract: string, change: NewShelfChange | undefined) {
  const { id: _, ...asked } = change ?? { id: "" };
  return useQuery({
    queryKey: keys.shelfPreview(contract, JSON.stringify(asked)),
    queryFn: ({ signal }) =>
      request(ShelfPreview, `${contractPath(contract)}/shelf/preview`, { method: "POST", body: change, signal }),
    enabled: change !== undefined,
    staleTime: 0,
  });
}

/** Also what was refused is read again: somebody else was faster. */
function useShelfMutation<V, R>(send: (value: V) => Promise<R>) {
  const client = useQueryClient();
  return useMutation<R, ApiError, V>({
    mutationFn: send,
    onSettled: () => client.invalidateQueries({ queryKey: keys.shelf }),
  });
}

/** The form's id makes it once, however often it is sent. */
export const useChange = (contract: string) =>
  useShelfMutation((body: NewShelfChange) =>
    request(ShelfChange, `${contractPath(contract)}/shelf/changes`, { method: "POST", body }),
  );

export const useChangeAct = (contract: string, act: "stop" | "undo") =>
  useShelfMutation((id: string) =>
    request(ShelfChange, `${contractPath(contract)}/shelf/changes/${encodeURIComponent(id)}/${act}`, {
      method: "POST",
      body: {},
    }),
  );

export const useUpload = () =>
  useShelfMutation((file: File) =>
    request(PackageVersion, "/shelf/packages", { method: "POST", file, timeoutMs: uploadTimeoutMs }),
  );

export const useStep = (digest: string) =>
  useShelfMutation((body: NewVersionStep) =>
    request(
      PackageVersion,
      `/shelf/packages/${encodeURIComponent(digest)}/${body.step === "test" ? "tests" : "steps"}`,
      {
        method: "POST",
        body,
      },
    ),
  );

export const useNewPublisher = () =>
  useShelfMutation((body: z.infer<typeof NewPublisher>) =>
    request(Publisher, "/shelf/publishers", { method: "POST", body }),
  );

export const useRevokePublisher = () =>
  useShelfMutation((keyId: string) =>
    request(Publisher, `/shelf/publishers/${encodeURIComponent(keyId)}/revoke`, { method: "POST", body: {} }),
  );
