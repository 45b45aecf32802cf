import {
  type DecidePosition,
  FieldAnswer,
  FieldAttention,
  FieldLog,
  PositionProposal,
  PositionProposals,
} from "@kiosk/contract";
import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { z } from "zod";
import type { ApiError } from "../../shared/api-client/api-error.ts";
import { keys } from "../../shared/api-client/keys.ts";
import { request } from "../../shared/api-client/request.ts";

const enc = encodeURIComponent;
const Settled = z.object({ key: z.string() });
const Told = FieldAnswer.shape.items.element;
export type Told = z.output<typeof Told>;
/** The feed does not tell of what phones bring. */
const againMs = 30_000;

export const fieldAttention = (contract: string | undefined, kiosk: string | undefined) =>
  infiniteQueryOptions({
    queryKey: keys.fieldAttention(contract, kiosk),
    queryFn: ({ signal, pageParam }) =>
      request(FieldAttention, "/field/attention", { query: { contract, kiosk, after: pageParam }, signal }),
    initialPageParam: "",
    getNextPageParam: (page) => page.next ?? undefined,
    refetchInterval: againMs,
  });

export const positionProposals = () =>
  queryOptions({
    queryKey: keys.fieldPositions,
    queryFn: ({ signal }) => request(PositionProposals, "/kiosk-positions", { signal }),
    refetchInterval: againMs,
  });

export const fieldLog = (kiosk: string) =>
  infiniteQueryOptions({
    queryKey: keys.fieldLog(kiosk),
    queryFn: ({ signal, pageParam }) =>
      request(FieldLog, `/kiosks/${enc(kiosk)}/field-log`, { query: { after: pageParam }, signal }),
    initialPageParam: "",
    getNextPageParam: (page) => page.next ?? undefined,
    refetchInterval: againMs,
  });

/** Also after a refusal: somebody else may have dealt with it. */
export function useSettle(key: string) {
  const client = useQueryClient();
  return useMutation<z.output<typeof Settled>, ApiError, string>({
    mutationFn: (why) => request(Settled, `/field/attention/${enc(key)}/settle`, { method: "POST", body: { why } }),
    onSuccess: () => void client.invalidateQueries({ queryKey: keys.field }),
  });
}

export function useRetry(key: string) {
  const client = useQueryClient();
  return useMutation<Told, ApiError, void>({
    mutationFn: () => request(Told, `/field/attention/${enc(key)}/retry`, { method: "POST" }),
    onSuccess: () => void client.invalidateQueries({ queryKey: keys.field }),
  });
}

export function useDecide({ id, kioskId }: Pick<PositionProposal, "id" | "kioskId">) {
  const client = useQueryClient();
  return useMutation<PositionProposal, ApiError, DecidePosition>({
    mutationFn: (body) =>
      request(PositionProposal, `/kiosks/${enc(kioskId)}/positions/${enc(id)}`, { method: "POST", body }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: keys.field });
      void client.invalidateQueries({ queryKey: keys.kioskLists });
      void client.invalidateQueries({ queryKey: keys.kiosk(kioskId) });
    },
  });
}
