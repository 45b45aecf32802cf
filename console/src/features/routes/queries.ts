import {
  DayPlan,
  type InsertUrgent,
  MovedVisit,
  type MoveVisit,
  PlanCalendar,
  type PlanDayRequest,
  type PlanWindowRequest,
  PointHoursList,
  type PublishPlan,
  type planStages,
  UrgentInsertion,
} from "@kiosk/contract";
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { keys } from "../../shared/api-client/keys.ts";
import { request } from "../../shared/api-client/request.ts";

const path = (contract: string) => `/contracts/${encodeURIComponent(contract)}`;
/** a window of a month is worked out in seconds, on a busy machine in some more */
const planTimeoutMs = 120_000;
/** the feed does not tell of plans */
const renewMs = 30_000;

export interface DayOf {
  readonly contract: string;
  readonly date: string;
}
export type Stage = (typeof planStages)[number];

export const routeCalendar = (contract: string, from: string, days: number) =>
  queryOptions({
    queryKey: keys.routeCalendar(contract, from, days),
    queryFn: ({ signal }) =>
      request(PlanCalendar, `${path(contract)}/route-calendar`, { query: { from, days: String(days) }, signal }),
    refetchInterval: renewMs,
  });

export const dayPlan = ({ contract, date }: DayOf, stage: Stage) =>
  queryOptions({
    queryKey: keys.routeDay(contract, date, stage),
    queryFn: ({ signal }) =>
      request(DayPlan, `${path(contract)}/route-plans/${date}`, { query: { stage }, signal, timeoutMs: 30_000 }),
    refetchInterval: renewMs,
  });

export const pointHours = (contract: string) =>
  queryOptions({
    queryKey: keys.pointHours(contract),
    queryFn: ({ signal }) => request(PointHoursList, `${path(contract)}/opening-hours`, { signal }),
    staleTime: 60_000,
  });

const send = ({ contract, date }: DayOf, what: string) => `${path(contract)}/route-plans/${date}/${what}`;

/** What the move would cost; nothing is saved. */
export const moveCost = (day: DayOf, move: MoveVisit) =>
  queryOptions({
    queryKey: ["route-cost", day.contract, day.date, "move", move],
    queryFn: ({ signal }) => request(MovedVisit, send(day, "move"), { method: "POST", body: move, signal }),
    retry: false,
    gcTime: 0,
  });

/** What putting the order in would cost; nothing is saved. */
export const urgentCost = (day: DayOf, order: InsertUrgent) =>
  queryOptions({
    queryKey: ["route-cost", day.contract, day.date, "urgent", order],
    queryFn: ({ signal }) =>
      request(UrgentInsertion, send(day, "urgent"), { method: "POST", body: order, signal, timeoutMs: 30_000 }),
    retry: false,
    gcTime: 0,
  });

/** After a change the day is read anew, also when it was refused: somebody else may have changed it. */
function useRenew({ contract }: Pick<DayOf, "contract">) {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: keys.routes(contract) });
}

export function useMove(day: DayOf) {
  const renew = useRenew(day);
  return useMutation({
    mutationFn: (body: MoveVisit) =>
      request(MovedVisit, send(day, "move"), { method: "POST", body: { ...body, commit: true } }),
    onSettled: renew,
  });
}

export function useUrgent(day: DayOf) {
  const renew = useRenew(day);
  return useMutation({
    mutationFn: (body: InsertUrgent) =>
      request(UrgentInsertion, send(day, "urgent"), {
        method: "POST",
        body: { ...body, commit: true },
        timeoutMs: 30_000,
      }),
    onSettled: renew,
  });
}

export function usePlanDay(day: DayOf) {
  const renew = useRenew(day);
  return useMutation({
    mutationFn: (body: PlanDayRequest) =>
      request(DayPlan, send(day, "plan"), { method: "POST", body, timeoutMs: planTimeoutMs }),
    onSettled: renew,
  });
}

export function usePlanWindow(contract: string) {
  const renew = useRenew({ contract });
  return useMutation({
    mutationFn: (body: PlanWindowRequest) =>
      request(PlanCalendar, `${path(contract)}/route-plans`, { method: "POST", body, timeoutMs: planTimeoutMs }),
    onSettled: renew,
  });
}

export function usePublish(day: DayOf) {
  const renew = useRenew(day);
  return useMutation({
    mutationFn: (body: PublishPlan) => request(DayPlan, send(day, "publish"), { method: "POST", body }),
    onSettled: renew,
  });
}
