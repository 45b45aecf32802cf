// What a contract's routes are planned over, as it is now: people, points, ways, stock, what is to be done, what is planned.
import { type ContractId, type KioskId, mainDepot, type UserId } from "@kiosk/contract";
import type { Demand, Point, VisitDemand } from "../domain/route/plan/demand.ts";
import type { Stock } from "../domain/route/plan/kit.ts";
import {
  defaultSettings,
  defaultStart,
  defaultTechnician,
  type RouteSettingValues,
  type Technician,
} from "../domain/route/plan/settings.ts";
import type { RoadMatrix, RouteDraft, RoutePublication, VisitMark } from "../domain/route/plan/stored.ts";
import { type Roads, roadsOf } from "../domain/route/plan/travel.ts";
import { dayEnd, dayStart, formatLocalDay, type LocalDay } from "../domain/sla/local-day.ts";
import { decidingVersion, isWorkingDay, publicationAt } from "../domain/sla/working-calendar.ts";
import type { Millis } from "../domain/time.ts";
import type { FleetState } from "../ingest/fleet-state.ts";
import type { RouteHistory } from "../route-ports.ts";
import type { StockHistory } from "../supply-ports.ts";
import { allDemands } from "./route-sources.ts";

export interface RouteWorld {
  readonly contractId: ContractId;
  readonly at: Millis;
  readonly settings: RouteSettingValues;
  /** everybody who drives, by name */
  readonly team: readonly Technician[];
  readonly points: ReadonlyMap<KioskId, Point>;
  readonly matrix: RoadMatrix | undefined;
  readonly roads: Roads | null;
  readonly stock: Stock | null;
}

/** One day as it stands on disk. */
export interface StoredDay {
  readonly date: string;
  /** null: nothing published */
  readonly published: RoutePublication | null;
  /** null: none, or one that was published or overtaken by a publication */
  readonly draft: RouteDraft | null;
  readonly marks: ReadonlyMap<string, Marks>;
}
export type Marks = { readonly [M in VisitMark["mark"]]?: Millis };

interface Parts {
  readonly state: FleetState;
  readonly history: RouteHistory;
  readonly stock: StockHistory;
  readonly sources: readonly VisitDemand[];
}

export class RouteWorlds {
  readonly #o: Parts;

  constructor(parts: Parts) {
    this.#o = parts;
  }

  async read(contractId: ContractId, at: Millis): Promise<RouteWorld> {
    const { state, history } = this.#o;
    const [entered, profiles, matrix] = await Promise.all([
      history.settings(contractId),
      history.profiles(contractId),
      history.matrix(contractId),
    ]);
    const points = pointsOf(state, contractId);
    const start = defaultStart([...points.values()]);
    const known = new Map(profiles.map((profile) => [profile.userId, profile]));
    const everybody = technicianUsers(state, contractId).map((person): Technician => {
      const profile = known.get(person.userId);
      return profile === undefined ? defaultTechnician(person, start) : { ...profile, name: person.name };
    });
    const team = everybody.filter(({ active }) => active);
    return {
      ...{ contractId, at, team, points, matrix },
      settings: entered ?? defaultSettings,
      roads: matrix === undefined ? null : roadsOf(matrix.ways),
      stock: await this.#stockOf(contractId, team),
    };
  }

  async #stockOf(contractId: ContractId, team: readonly Technician[]): Promise<Stock | null> {
    const ledger = this.#o.state.ledger(contractId);
    const places = await this.#o.stock.places(contractId);
    if (ledger.size === 0 && places.length === 0) return null;
    const shelf = (place: string) =>
      new Map(
        [...ledger].flatMap(([item, { shelves }]): [string, number][] => {
          const found = shelves.get(place);
          return found === undefined ? [] : [[item, found.unnamed + found.serials.size]];
        }),
      );
    const vans = team.map(({ userId, vanPlace }) => {
      const own = places.find(
        ({ technicianId, kind, endedAt }) => kind === "van" && technicianId === userId && endedAt === null,
      );
      const place = vanPlace ?? own?.id;
      return [userId, place === undefined ? new Map<string, number>() : shelf(place)] as const;
    });
    return { vans: new Map<UserId, ReadonlyMap<string, number>>(vans), depot: shelf(mainDepot) };
  }

  /** What is to be done on these days. */
  demands(world: RouteWorld, from: LocalDay, to: LocalDay): Promise<Demand[]> {
    const { contractId, at, settings, team } = world;
    const skills = new Set(team.flatMap((technician) => technician.skills));
    const span = { contractId, from: dayStart(from), to: dayEnd(to), at };
    return allDemands(this.#o.sources, span, { onSite: settings.onSite, skills }).then((all) =>
      all.filter(({ kioskId }) => world.points.has(kioskId)),
    );
  }

  /** Every day of the span, in order. */
  async days(contractId: ContractId, from: LocalDay, to: LocalDay): Promise<StoredDay[]> {
    const { history } = this.#o;
    const span = [formatLocalDay(from), formatLocalDay(to)] as const;
    const [drafts, published, marks] = await Promise.all([
      history.drafts(contractId, ...span),
      history.published(contractId, ...span),
      history.marks(...span),
    ]);
    const days: StoredDay[] = [];
    for (let day = from; day <= to; day++) {
      const date = formatLocalDay(day);
      const out = published.find((row) => row.date === date) ?? null;
      const draft = drafts.find((row) => row.date === date && row.basedOn === (out?.version ?? 0)) ?? null;
      days.push({ date, published: out, draft, marks: marksOf(marks, date) });
    }
    return days;
  }

  /** `reaches`: whether a calendar speaks for the day; where none does Monday to Friday are taken. */
  workingDay(day: LocalDay, at: Millis): { readonly works: boolean; readonly reaches: boolean } {
    const { calendars } = this.#o.state;
    const calendar = calendars.publications[publicationAt(calendars, at)]?.calendar;
    if (calendar === undefined) return { works: true, reaches: false };
    return { works: isWorkingDay(calendar, day), reaches: decidingVersion(calendar, day) !== null };
  }
}

/** Of the newest change of a day. */
export function revisionOf({ draft, published }: Pick<StoredDay, "draft" | "published">): number {
  return Math.max(draft?.revision ?? 0, published?.revision ?? 0);
}

function marksOf(all: readonly VisitMark[], date: string): ReadonlyMap<string, Marks> {
  const found = new Map<string, { [M in VisitMark["mark"]]?: Millis }>();
  for (const { visitId, mark, at } of all.filter((row) => row.date === date)) {
    const marks = found.get(visitId) ?? {};
    marks[mark] = at;
    found.set(visitId, marks);
  }
  return found;
}

export function pointsOf(state: FleetState, contractId: ContractId): Map<KioskId, Point> {
  const own = [...state.kiosks].filter(({ master }) => master.contractId === contractId);
  return new Map(
    own.map(({ master: { id, seq, name, street, address, lon, lat, openingHours } }) => [
      id,
      { id, seq, name, street, address, lon, lat, openingHours },
    ]),
  );
}

/** People with the technician's role in the contract, by name. */
export function technicianUsers(state: FleetState, contractId: ContractId) {
  return [...state.accounts.users]
    .filter(
      ({ disabled, grants }) => !disabled && grants.some((g) => g.role === "technician" && g.contractId === contractId),
    )
    .map(({ id: userId, name }) => ({ contractId, userId, name }))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.userId < b.userId ? -1 : 1));
}
