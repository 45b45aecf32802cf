// How a contract plans: people's working days, service times, ways. Every change is a new version on the version its author saw.
import type {
  ContractId,
  ErrorCode,
  RouteSettings,
  RouteSettingsChange,
  TechnicianProfile,
  TechnicianProfileChange,
  TechnicianProfileList,
  TravelImport,
  UserId,
} from "@kiosk/contract";
import type { z } from "zod";
import type { Caller } from "../domain/account/caller.ts";
import {
  defaultSettings,
  defaultStart,
  defaultTechnician,
  type TechnicianProfileVersion,
} from "../domain/route/plan/settings.ts";
import { missingWays, roadsOf } from "../domain/route/plan/travel.ts";
import { readWays } from "../domain/route/plan/travel-csv.ts";
import type { Answer } from "../fleet-api.ts";
import { audit } from "../ingest/audit-log.ts";
import type { FleetState } from "../ingest/fleet-state.ts";
import type { GroupCommit } from "../ingest/group-commit.ts";
import type { Clock } from "../ports.ts";
import type { RouteHistory } from "../route-ports.ts";
import { InTurn } from "./in-turn.ts";
import { pointsOf, technicianUsers } from "./route-world.ts";

export interface RouteSettingsApi {
  technicians(by: Caller, id: ContractId): Promise<Answer<TechnicianProfileList>>;
  changeTechnician(
    by: Caller,
    id: ContractId,
    userId: UserId,
    change: z.output<typeof TechnicianProfileChange>,
  ): Promise<Answer<TechnicianProfileList>>;
  settings(by: Caller, id: ContractId): Promise<Answer<RouteSettings>>;
  changeSettings(
    by: Caller,
    id: ContractId,
    change: z.output<typeof RouteSettingsChange>,
  ): Promise<Answer<RouteSettings>>;
  /** All lines or none; without `commit` only what it would do. */
  importTravel(by: Caller, id: ContractId, text: string, commit: boolean): Promise<Answer<TravelImport>>;
}

interface Parts {
  readonly state: FleetState;
  readonly history: RouteHistory;
  readonly commit: GroupCommit;
  readonly clock: Clock;
}

const listedErrors = 100;

export class RouteSettingsDesk implements RouteSettingsApi {
  readonly #o: Parts;
  readonly #turns = new InTurn();

  constructor(parts: Parts) {
    this.#o = parts;
  }

  async technicians(_by: Caller, id: ContractId): Promise<Answer<TechnicianProfileList>> {
    return { ok: true, value: { at: this.#o.clock.now(), technicians: await this.#profiles(id) } };
  }

  async #profiles(id: ContractId): Promise<TechnicianProfile[]> {
    const { state, history } = this.#o;
    const known = new Map((await history.profiles(id)).map((profile) => [profile.userId, profile]));
    const start = defaultStart([...pointsOf(state, id).values()]);
    return technicianUsers(state, id).map((person) => {
      const {
        by: _,
        at: __,
        ...profile
      } = { by: "", at: 0, ...(known.get(person.userId) ?? defaultTechnician(person, start)) };
      return { ...profile, name: person.name, skills: [...profile.skills] };
    });
  }

  changeTechnician(
    by: Caller,
    id: ContractId,
    userId: UserId,
    { seenVersion, ...values }: z.output<typeof TechnicianProfileChange>,
  ): Promise<Answer<TechnicianProfileList>> {
    return this.#turns.run(id, async () => {
      const { commit, clock } = this.#o;
      const before = (await this.#profiles(id)).find((profile) => profile.userId === userId);
      if (before === undefined) return refuse("route.not-technician", userId);
      if (before.version !== seenVersion) return refuse("setting.stale", String(before.version));
      if (values.toMin <= values.fromMin) return refuse("request.invalid", "toMin");
      const at = clock.now();
      const row: TechnicianProfileVersion = {
        ...values,
        ...{ contractId: id, userId, version: seenVersion + 1, by: by.name, at },
      };
      await commit.run((unit) => {
        unit.put("technicianProfile", row);
        const facts = { action: "route.plan", target: `technician:${userId}`, contractId: id } as const;
        audit(unit, by, { ...facts, before, after: { ...values, version: row.version } }, at);
      });
      return this.technicians(by, id);
    });
  }

  async settings(_by: Caller, id: ContractId): Promise<Answer<RouteSettings>> {
    const { history, clock } = this.#o;
    const [entered, matrix] = await Promise.all([history.settings(id), history.matrix(id)]);
    const { minutes, onSite, ...values } = entered ?? defaultSettings;
    return {
      ok: true,
      value: {
        at: clock.now(),
        contractId: id,
        version: entered?.version ?? 0,
        detour: values.detour,
        speedKmh: values.speedKmh,
        minutes: { ...minutes },
        onSite: [...onSite],
        officeFromMin: values.officeFromMin,
        officeToMin: values.officeToMin,
        by: entered?.by ?? null,
        changedAt: entered?.at ?? null,
        matrix:
          matrix === undefined
            ? null
            : {
                ...{ importedAt: matrix.at, by: matrix.by, pairs: matrix.ways.length },
                places: new Set(matrix.ways.flatMap((way) => way.slice(0, 2))).size,
              },
      },
    };
  }

  changeSettings(
    by: Caller,
    id: ContractId,
    { seenVersion, ...values }: z.output<typeof RouteSettingsChange>,
  ): Promise<Answer<RouteSettings>> {
    return this.#turns.run(id, async () => {
      const { commit, clock, history } = this.#o;
      const before = await history.settings(id);
      if ((before?.version ?? 0) !== seenVersion) return refuse("setting.stale", String(before?.version ?? 0));
      if (values.officeToMin <= values.officeFromMin) return refuse("request.invalid", "officeToMin");
      const at = clock.now();
      await commit.run((unit) => {
        unit.put("routeSetting", { ...values, contractId: id, version: seenVersion + 1, by: by.name, at });
        const facts = { action: "route.plan", target: "route-settings", contractId: id } as const;
        audit(unit, by, { ...facts, before: before ?? null, after: { ...values, version: seenVersion + 1 } }, at);
      });
      return this.settings(by, id);
    });
  }

  importTravel(by: Caller, id: ContractId, text: string, wanted: boolean): Promise<Answer<TravelImport>> {
    return this.#turns.run(id, async () => {
      const { state, history, commit, clock } = this.#o;
      const profiles = await this.#profiles(id);
      const places = [...pointsOf(state, id).keys(), ...new Set(profiles.map(({ startName }) => startName))];
      const { rows, ways, errors } = readWays(text, new Set(places));
      if (wanted && errors.length > 0) return refuse("import.has-errors", String(errors.length));
      const at = clock.now();
      if (wanted) {
        const before = await history.matrix(id);
        const version = (before?.version ?? 0) + 1;
        await commit.run((unit) => {
          unit.put("roadMatrix", { contractId: id, version, ways, by: by.name, at });
          const facts = { action: "route.plan", target: "road-matrix", contractId: id } as const;
          audit(unit, by, { ...facts, before: before?.ways.length ?? null, after: { version, ways: ways.length } }, at);
        });
      }
      const value: TravelImport = {
        ...{ at, rows, taken: ways.length, errorCount: errors.length },
        missingPairs: missingWays(places, roadsOf(ways)),
        errors: errors.slice(0, listedErrors).map((error) => ({ ...error })),
        importedAt: wanted ? at : null,
      };
      return { ok: true, value };
    });
  }
}

function refuse(code: ErrorCode, detail: string): { ok: false; code: ErrorCode; detail: string } {
  return { ok: false, code, detail };
}
