// The points of a contract, many at once: opening hours, and the one-time codes their terminals enrol with.
import type {
  ContractId,
  EnrolmentRevoked,
  EnrolmentSheet,
  EnrolmentStandings,
  ErrorCode,
  KioskId,
  OpeningHours,
  OpeningHoursChange,
  OpeningHoursChanged,
  PointHoursList,
} from "@kiosk/contract";
import type { Caller } from "../domain/account/caller.ts";
import { frozen } from "../domain/guarantee/book.ts";
import type { Kiosk } from "../domain/kiosk/kiosk.ts";
import { formatHours } from "../domain/kiosk-import/hours-text.ts";
import type { Answer } from "../fleet-api.ts";
import { audit } from "../ingest/audit-log.ts";
import type { FleetState } from "../ingest/fleet-state.ts";
import type { GroupCommit } from "../ingest/group-commit.ts";
import type { Unit } from "../ingest/unit.ts";
import type { Clock, HistoryStore, Random } from "../ports.ts";
import type { StoredEnrolmentCode } from "../tables.ts";
import { codeLifetimeMs, hashHex, newEnrolmentCode, spentKey } from "./enrolment.ts";

export interface PointsApi {
  openingHours(by: Caller, id: ContractId): Answer<PointHoursList>;
  /** All or none; refused where somebody else changed one of them since. */
  changeOpeningHours(by: Caller, id: ContractId, change: OpeningHoursChange): Promise<Answer<OpeningHoursChanged>>;
  enrolments(by: Caller, id: ContractId): Promise<Answer<EnrolmentStandings>>;
  issueCodes(by: Caller, id: ContractId, kioskIds: readonly KioskId[]): Promise<Answer<EnrolmentSheet>>;
  revokeCodes(by: Caller, id: ContractId, kioskIds: readonly KioskId[]): Promise<Answer<EnrolmentRevoked>>;
}

interface Parts {
  readonly state: FleetState;
  readonly history: HistoryStore;
  readonly commit: GroupCommit;
  readonly clock: Clock;
  readonly random: Random;
  readonly caFingerprint: string;
}

export class PointsDesk implements PointsApi {
  readonly #o: Parts;

  constructor(parts: Parts) {
    this.#o = parts;
  }

  openingHours(_by: Caller, id: ContractId): Answer<PointHoursList> {
    const points = this.#kiosksOf(id).map(({ master: { id: kioskId, seq, name, street, openingHours } }) => ({
      ...{ kioskId, seq, name, street },
      openingHours,
    }));
    return { ok: true, value: { at: this.#o.clock.now(), points } };
  }

  #kiosksOf(id: ContractId): Kiosk[] {
    return [...this.#o.state.kiosks]
      .filter((kiosk) => kiosk.master.contractId === id)
      .sort((a, b) => a.master.seq - b.master.seq);
  }

  changeOpeningHours(
    by: Caller,
    id: ContractId,
    { changes }: OpeningHoursChange,
  ): Promise<Answer<OpeningHoursChanged>> {
    return this.#o.commit.run((unit) => {
      const at = this.#o.clock.now();
      const points: { kiosk: Kiosk; openingHours: OpeningHours | null }[] = [];
      for (const { kioskId, openingHours, seen } of changes) {
        const kiosk = unit.kiosk(kioskId);
        if (kiosk?.master.contractId !== id) return refuse("resource.not-found", kioskId);
        const freeze = this.#o.state.guarantees.freeze(id, kioskId);
        if (freeze !== undefined) return frozen(freeze);
        if (!sameHours(kiosk.master.openingHours, seen)) return refuse("setting.stale", kioskId);
        const wrong = openingHours?.week.find((day) => day.toMin <= day.fromMin);
        if (wrong !== undefined) return refuse("request.invalid", `${kioskId}: openingHours`);
        points.push({ kiosk, openingHours });
      }
      for (const { kiosk, openingHours } of points) {
        const master = { ...kiosk.master, openingHours };
        unit.put("kiosk", master);
        unit.setKiosk({ ...kiosk, master });
      }
      const textOf = (hours: (point: (typeof points)[number]) => OpeningHours | null) =>
        Object.fromEntries(points.map((point) => [point.kiosk.master.id, formatHours(hours(point))]));
      const before = textOf(({ kiosk }) => kiosk.master.openingHours);
      const after = textOf(({ openingHours }) => openingHours);
      const target = points.length === 1 ? (points[0]?.kiosk.master.id ?? "") : `opening-hours:${points.length}`;
      audit(unit, by, { action: "kiosk.manage", target, contractId: id, before, after }, at);
      return { ok: true, value: { at, changed: points.map(({ kiosk }) => kiosk.master.id) } };
    });
  }

  async enrolments(_by: Caller, id: ContractId): Promise<Answer<EnrolmentStandings>> {
    const { state, history, clock } = this.#o;
    const at = clock.now();
    const own = this.#kiosksOf(id);
    const codes = await history.unusedCodes(
      own.map((k) => k.master.id),
      at,
    );
    const byKiosk = Map.groupBy(codes, (code) => code.kioskId);
    const kiosks = own.map(({ master: { id: kioskId, seq, name, street, address } }) => ({
      kioskId,
      seq,
      name,
      street,
      address,
      enrolledAt: state.credential(kioskId)?.enrolledAt ?? null,
      unused: (byKiosk.get(kioskId) ?? []).map(({ createdAt, expiresAt }) => ({ createdAt, expiresAt })),
    }));
    return { ok: true, value: { at, kiosks } };
  }

  async issueCodes(by: Caller, id: ContractId, kioskIds: readonly KioskId[]): Promise<Answer<EnrolmentSheet>> {
    const { commit, clock, random, caFingerprint } = this.#o;
    const kiosks = this.#ownKiosks(id, kioskIds);
    if (kiosks === undefined) return refuse("resource.not-found", "kioskIds");
    const at = clock.now();
    const expiresAt = at + codeLifetimeMs;
    const codes = kiosks.map(({ master: { id: kioskId, seq, name, address } }) => ({
      kioskId,
      seq,
      name,
      address,
      code: newEnrolmentCode(random),
    }));
    // of two sheets for one terminal only the later is good
    const former = await this.#o.history.unusedCodes(
      codes.map((c) => c.kioskId),
      at,
    );
    await commit.run((unit) => {
      for (const row of former) this.#revoke(unit, row, at);
      for (const { kioskId, code } of codes) {
        const codeHash = hashHex(code);
        unit.put("enrolmentCode", { codeHash, kioskId, createdAt: at, expiresAt, usedAt: null, revokedAt: null });
        audit(unit, by, { action: "kiosk.enrol", target: kioskId, contractId: id, after: { expiresAt } }, at);
      }
    });
    return { ok: true, value: { at, expiresAt, caFingerprintSha256: caFingerprint, codes } };
  }

  async revokeCodes(by: Caller, id: ContractId, kioskIds: readonly KioskId[]): Promise<Answer<EnrolmentRevoked>> {
    const kiosks = this.#ownKiosks(id, kioskIds);
    if (kiosks === undefined) return refuse("resource.not-found", "kioskIds");
    const at = this.#o.clock.now();
    const codes = await this.#o.history.unusedCodes(
      kiosks.map((k) => k.master.id),
      at,
    );
    const revoked = await this.#o.commit.run((unit) => {
      const taken = codes.filter((row) => this.#revoke(unit, row, at));
      for (const kioskId of new Set(taken.map((row) => row.kioskId))) {
        audit(unit, by, { action: "kiosk.enrol", target: kioskId, contractId: id, after: { revoked: true } }, at);
      }
      return taken.length;
    });
    return { ok: true, value: { at, revoked } };
  }

  /** Whether it was there to be taken back: a terminal may have used it a moment ago. */
  #revoke(unit: Unit, row: StoredEnrolmentCode, at: number): boolean {
    const key = spentKey(row.codeHash);
    if (unit.meta(key) !== undefined) return false;
    unit.put("meta", { key, value: String(at) });
    unit.put("enrolmentCode", { ...row, revokedAt: at });
    return true;
  }

  /** undefined where one of them is not of the contract */
  #ownKiosks(id: ContractId, kioskIds: readonly KioskId[]): Kiosk[] | undefined {
    const kiosks = [...new Set(kioskIds)].map((kioskId) => this.#o.state.kiosk(kioskId));
    const own = kiosks.flatMap((kiosk) => (kiosk?.master.contractId === id ? [kiosk] : []));
    return own.length === kiosks.length ? own : undefined;
  }
}

function sameHours(a: OpeningHours | null, b: OpeningHours | null): boolean {
  return (a === null) === (b === null) && formatHours(a) === formatHours(b);
}

function refuse(code: ErrorCode, detail: string): { ok: false; code: ErrorCode; detail: string } {
  return { ok: false, code, detail };
}
