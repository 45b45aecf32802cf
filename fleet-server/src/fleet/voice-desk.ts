// How the terminals are used and what citizens say of them: counts alone, ratings, reports. Nothing of it names anybody.
import type { ContractId, ErrorCode, Usage, Voices } from "@kiosk/contract";
import type { Caller } from "../domain/account/caller.ts";
import { dayEnd, dayStart, parseLocalDay } from "../domain/sla/local-day.ts";
import { secondMs } from "../domain/time.ts";
import type { Answer } from "../fleet-api.ts";
import type { FleetState } from "../ingest/fleet-state.ts";
import type { Clock } from "../ports.ts";
import type { ShelfHistory, StarCount, UseCount } from "../shelf-ports.ts";

export interface VoiceApi {
  /** @param from,to local dates, both included */
  usage(by: Caller, id: ContractId, from: string, to: string): Promise<Answer<Usage>>;
  voices(by: Caller, id: ContractId): Promise<Answer<Voices>>;
}

const listed = 200;
/** counted in one question */
const longestDays = 400;

export class VoiceDesk implements VoiceApi {
  readonly #o: { readonly state: FleetState; readonly history: ShelfHistory; readonly clock: Clock };

  constructor(options: { state: FleetState; history: ShelfHistory; clock: Clock }) {
    this.#o = options;
  }

  async usage(_by: Caller, id: ContractId, from: string, to: string): Promise<Answer<Usage>> {
    const [first, last] = [parseLocalDay(from), parseLocalDay(to)];
    if (last < first || last - first >= longestDays) return refuse("request.invalid", "to");
    const span = [dayStart(first), dayEnd(last)] as const;
    const uses = await this.#o.history.countUses(id, span);
    const stars = await this.#o.history.starCounts(id, span);
    return { ok: true, value: { at: this.#o.clock.now(), from, to, rows: usageRows(uses, stars) } };
  }

  async voices(_by: Caller, id: ContractId): Promise<Answer<Voices>> {
    const { history, state, clock } = this.#o;
    const [ratings, reports] = [await history.ratings(id, listed), await history.reports(id, listed)];
    const named = <R extends { readonly kioskId: UseCount["kioskId"] }>(row: R) => ({
      ...row,
      kioskName: state.kiosk(row.kioskId)?.master.name ?? row.kioskId,
    });
    return {
      ok: true,
      value: {
        at: clock.now(),
        ratings: ratings.map(named).map(({ ratingId: id, kioskId, kioskName, appId, ...rest }) => {
          const { stars, tags, receipt, at, faultId, orderId } = rest;
          return { id, kioskId, kioskName, appId, stars, tags, receipt, at, faultId, orderId };
        }),
        reports: reports.map(named).map(({ reportId: id, kioskId, kioskName, appId, ...rest }) => {
          const { kind, text, masked, receipt, at, faultId, orderId, orderNumber } = rest;
          return { id, kioskId, kioskName, appId, kind, text, masked, receipt, at, faultId, orderId, orderNumber };
        }),
      },
    };
  }
}

function usageRows(uses: readonly UseCount[], stars: readonly StarCount[]): Usage["rows"] {
  const keyOf = ({ kioskId, appId }: Pick<UseCount, "kioskId" | "appId">) => `${kioskId} ${appId ?? ""}`;
  const starOf = new Map(stars.map((star) => [keyOf(star), star]));
  const known = new Set(uses.map(keyOf));
  // a rating may come before the use it belongs to, or belong to none of these days
  const ratedOnly = stars.filter((star) => !known.has(keyOf(star))).map((star) => ({ ...noUse, ...star }));
  return [...uses, ...ratedOnly].map((use) => {
    const star = starOf.get(keyOf(use));
    const { kioskId, appId, uses: n, done, timedOut, jobs, failedJobs, meanMs, elder } = use;
    return {
      ...{ kioskId, appId, uses: n, done, timedOut, jobs, failedJobs, elder },
      meanSeconds: Math.round(meanMs / secondMs),
      ratings: star?.ratings ?? 0,
      meanStars: star === undefined ? null : Math.round(star.meanStars * 100) / 100,
    };
  });
}

const noUse = { uses: 0, done: 0, timedOut: 0, jobs: 0, failedJobs: 0, meanMs: 0, elder: 0 } as const;

function refuse(code: ErrorCode, detail: string): { ok: false; code: ErrorCode; detail: string } {
  return { ok: false, code, detail };
}
