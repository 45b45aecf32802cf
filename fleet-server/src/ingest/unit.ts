// A unit of work over the fleet: reads through to what is committed, collects what is to be written. It is merged or
// thrown away as a whole, so a message that fails, or a batch that cannot be committed, leaves no trace in memory.
import type { ContractId, ContractTerms, KioskCommand, KioskId, OrganisationId, UserId } from "@kiosk/contract";
import type { Organisation, Session, User } from "../domain/account/user.ts";
import type { Acknowledgement } from "../domain/fault/acknowledgement.ts";
import type { Suppression } from "../domain/fault/suppression.ts";
import type { Contract, Kiosk } from "../domain/kiosk/kiosk.ts";
import type { OrderLink } from "../domain/link/order-link.ts";
import type { OrganisationContract } from "../domain/organisation/responsibility.ts";
import type { Ledger } from "../domain/part/ledger.ts";
import type { PolicyVersion } from "../domain/sla/policy.ts";
import type { Calendars } from "../domain/sla/working-calendar.ts";
import type { ContractSettings } from "../domain/threshold/contract-settings.ts";
import type { Millis } from "../domain/time.ts";
import {
  appendOnlyTables,
  type Changes,
  type Credential,
  type StoredCommand,
  type TableName,
  type Tables,
  tableKeys,
  tableNames,
  type WallToken,
} from "../tables.ts";
import { type SettingVersions, settingsFrom } from "./setting-state.ts";

export interface FleetView {
  contract(id: ContractId): Contract | undefined;
  kiosk(id: KioskId): Kiosk | undefined;
  /** every one, those that this work or an earlier one of its transaction makes among them */
  everyKiosk(): Iterable<Kiosk>;
  command(id: string): StoredCommand | undefined;
  credential(id: KioskId): Credential | undefined;
  user(id: UserId): User | undefined;
  userByLogin(login: string): User | undefined;
  session(id: string): Session | undefined;
  organisation(id: OrganisationId): Organisation | undefined;
  /** who works in the contract */
  firms(contractId: ContractId): readonly OrganisationContract[];
  /** a link that has not long ended */
  orderLink(id: string): OrderLink | undefined;
  /** the acknowledgement of a fault that stands */
  acknowledgement(faultId: string): Acknowledgement | undefined;
  /** the suppression of a cause that nobody has ended; it may have run out */
  suppression(causeKey: string): Suppression | undefined;
  /** one not revoked */
  wallToken(id: string): WallToken | undefined;
  meta(key: string): string | undefined;
  policy(id: string, version: number): PolicyVersion | undefined;
  /** every version, oldest first */
  terms(contractId: ContractId): readonly ContractTerms[];
  readonly calendars: Calendars;
  /** whether an alarm of an open order was told, by `alarmKey` */
  isTold(orderId: string, key: string): boolean;
  ledger(contractId: ContractId): Ledger;
  /** what a contract set, every version, oldest first */
  settingVersions(contractId: ContractId): SettingVersions;
  /** what it has set now */
  settings(contractId: ContractId): ContractSettings;
}

/** Something to do once the unit is durable. */
export type Effect =
  | { readonly name: "resend-commands"; readonly kioskId: KioskId }
  | { readonly name: "send-command"; readonly kioskId: KioskId; readonly command: KioskCommand }
  /** reports of a boot whose birth never reached us */
  | { readonly name: "ask-rebirth"; readonly kioskId: KioskId };

type Pending = { [T in TableName]?: Map<string, Tables[T]> };

const appendOnly: ReadonlySet<TableName> = new Set(appendOnlyTables);

function keyOf<T extends TableName>(table: T, row: Tables[T], count: number): string {
  if (appendOnly.has(table)) return String(count);
  const keys: readonly (keyof Tables[T])[] = tableKeys[table];
  return keys.length === 1
    ? String(keys[0] === undefined ? "" : row[keys[0]])
    : keys.map((k) => String(row[k])).join("\u0000");
}

export class Unit implements FleetView {
  readonly #under: FleetView;
  readonly #kiosks = new Map<KioskId, Kiosk>();
  readonly #rows: Pending = {};
  readonly #wakes = new Map<KioskId, Millis | null>();
  readonly #orderWakes = new Map<string, Millis | null>();
  readonly #told = new Map<string, Set<string>>();
  readonly #ledgers = new Map<ContractId, Ledger>();
  #calendars: Calendars | undefined;
  readonly effects: Effect[] = [];
  readonly touchedKiosks = new Set<KioskId>();
  readonly touchedOrders = new Set<string>();
  touchedQuarantine = false;
  touchedAlarms = false;
  touchedTerms = false;

  constructor(under: FleetView) {
    this.#under = under;
  }

  contract(id: ContractId): Contract | undefined {
    return this.#rows.contract?.get(id) ?? this.#under.contract(id);
  }

  kiosk(id: KioskId): Kiosk | undefined {
    return this.#kiosks.get(id) ?? this.#under.kiosk(id);
  }

  *everyKiosk(): Generator<Kiosk> {
    for (const kiosk of this.#under.everyKiosk()) yield this.#kiosks.get(kiosk.master.id) ?? kiosk;
    for (const [id, kiosk] of this.#kiosks) if (this.#under.kiosk(id) === undefined) yield kiosk;
  }

  command(id: string): StoredCommand | undefined {
    return this.#rows.command?.get(id) ?? this.#under.command(id);
  }

  credential(id: KioskId): Credential | undefined {
    return this.#rows.credential?.get(id) ?? this.#under.credential(id);
  }

  user(id: UserId): User | undefined {
    return this.#rows.user?.get(id) ?? this.#under.user(id);
  }

  userByLogin(login: string): User | undefined {
    for (const user of this.rows("user")) if (user.login === login) return user;
    return this.#under.userByLogin(login);
  }

  session(id: string): Session | undefined {
    const fresh = this.#rows.session?.get(id) ?? this.#under.session(id);
    return fresh?.endedAt === null ? fresh : undefined;
  }

  organisation(id: OrganisationId): Organisation | undefined {
    return this.#rows.organisation?.get(id) ?? this.#under.organisation(id);
  }

  firms(contractId: ContractId): readonly OrganisationContract[] {
    const fresh = [...this.rows("organisationContract")].filter((row) => row.contractId === contractId);
    const under = this.#under.firms(contractId);
    const others = under.filter((row) => !fresh.some((f) => f.organisationId === row.organisationId));
    return [...others, ...fresh.filter((row) => row.endedAt === null)];
  }

  orderLink(id: string): OrderLink | undefined {
    return this.#rows.orderLink?.get(id) ?? this.#under.orderLink(id);
  }

  acknowledgement(faultId: string): Acknowledgement | undefined {
    const fresh = this.#rows.faultAcknowledgement?.get(faultId);
    if (fresh === undefined) return this.#under.acknowledgement(faultId);
    return fresh.endedAt === null ? fresh : undefined;
  }

  suppression(causeKey: string): Suppression | undefined {
    const fresh = [...this.rows("suppression")].filter((s) => s.causeKey === causeKey);
    const under = this.#under.suppression(causeKey);
    return fresh.find((s) => s.endedAt === null) ?? (fresh.some((s) => s.id === under?.id) ? undefined : under);
  }

  wallToken(id: string): WallToken | undefined {
    const fresh = this.#rows.wallToken?.get(id);
    if (fresh === undefined) return this.#under.wallToken(id);
    return fresh.revokedAt === null ? fresh : undefined;
  }

  meta(key: string): string | undefined {
    return this.#rows.meta?.get(key)?.value ?? this.#under.meta(key);
  }

  policy(id: string, version: number): PolicyVersion | undefined {
    return this.#under.policy(id, version);
  }

  terms(contractId: ContractId): readonly ContractTerms[] {
    const fresh = [...this.rows("contractTerms")].filter((t) => t.contractId === contractId);
    return fresh.length === 0 ? this.#under.terms(contractId) : [...this.#under.terms(contractId), ...fresh];
  }

  get calendars(): Calendars {
    return this.#calendars ?? this.#under.calendars;
  }

  /** With a calendar row of this unit; the row itself is {@link put}. */
  setCalendars(calendars: Calendars): void {
    this.#calendars = calendars;
  }

  isTold(orderId: string, key: string): boolean {
    return this.#told.get(orderId)?.has(key) === true || this.#under.isTold(orderId, key);
  }

  /** An alarm of this unit, or one that an order which was closed brings back from the store. */
  markTold(orderId: string, key: string): void {
    const keys = this.#told.get(orderId);
    if (keys === undefined) this.#told.set(orderId, new Set([key]));
    else keys.add(key);
  }

  ledger(contractId: ContractId): Ledger {
    return this.#ledgers.get(contractId) ?? this.#under.ledger(contractId);
  }

  settingVersions(contractId: ContractId): SettingVersions {
    const under = this.#under.settingVersions(contractId);
    const own = <V extends { contractId: ContractId }>(rows: Iterable<V>) =>
      [...rows].filter((row) => row.contractId === contractId);
    return {
      thresholds: [...under.thresholds, ...own(this.rows("thresholdVersion"))],
      faultRules: [...under.faultRules, ...own(this.rows("faultRuleVersion"))],
    };
  }

  settings(contractId: ContractId): ContractSettings {
    const isTouched = this.#rows.thresholdVersion !== undefined || this.#rows.faultRuleVersion !== undefined;
    return isTouched ? settingsFrom(this.settingVersions(contractId)) : this.#under.settings(contractId);
  }

  setLedger(contractId: ContractId, ledger: Ledger): void {
    this.#ledgers.set(contractId, ledger);
    this.touchedTerms = true;
  }

  /** Replaces the aggregate in memory; rows are written by {@link put}. */
  setKiosk(kiosk: Kiosk): void {
    this.#kiosks.set(kiosk.master.id, kiosk);
    this.touchedKiosks.add(kiosk.master.id);
  }

  /** As {@link setKiosk} for a sign of life alone: nothing anybody watches for has changed. */
  hearKiosk(kiosk: Kiosk): void {
    this.#kiosks.set(kiosk.master.id, kiosk);
  }

  /** A row to write: upserted by its key, or appended where the table is append-only. */
  put<T extends TableName>(table: T, row: Tables[T]): void {
    const rows: Map<string, Tables[T]> = this.#rowsOf(table);
    rows.set(keyOf(table, row, rows.size), row);
  }

  /** When time alone will change this kiosk next; null: never. */
  planWake(kioskId: KioskId, at: Millis | null): void {
    this.#wakes.set(kioskId, at);
  }

  /** When time alone will change this order's clocks next; null: never. */
  planOrderWake(orderId: string, at: Millis | null): void {
    this.#orderWakes.set(orderId, at);
  }

  #rowsOf<T extends TableName>(table: T): Map<string, Tables[T]> {
    const existing = this.#rows[table];
    if (existing !== undefined) return existing;
    const fresh = new Map<string, Tables[T]>();
    Object.assign(this.#rows, { [table]: fresh });
    return fresh;
  }

  get kiosks(): ReadonlyMap<KioskId, Kiosk> {
    return this.#kiosks;
  }

  get wakes(): ReadonlyMap<KioskId, Millis | null> {
    return this.#wakes;
  }

  get orderWakes(): ReadonlyMap<string, Millis | null> {
    return this.#orderWakes;
  }

  get told(): ReadonlyMap<string, ReadonlySet<string>> {
    return this.#told;
  }

  get ledgers(): ReadonlyMap<ContractId, Ledger> {
    return this.#ledgers;
  }

  /** undefined: this unit changes no calendar */
  get newCalendars(): Calendars | undefined {
    return this.#calendars;
  }

  rows<T extends TableName>(table: T): Iterable<Tables[T]> {
    const rows: ReadonlyMap<string, Tables[T]> | undefined = this.#rows[table];
    return rows?.values() ?? [];
  }

  /** those that have rows to write */
  get tables(): TableName[] {
    return tableNames.filter((table) => this.#rows[table] !== undefined);
  }

  get isEmpty(): boolean {
    return Object.keys(this.#rows).length === 0;
  }

  changes(): Changes {
    const changes: Changes = {};
    for (const table of tableNames) this.#copyInto(changes, table);
    return changes;
  }

  #copyInto<T extends TableName>(changes: Changes, table: T): void {
    const rows: ReadonlyMap<string, Tables[T]> | undefined = this.#rows[table];
    if (rows !== undefined && rows.size > 0) Object.assign(changes, { [table]: [...rows.values()] });
  }

  /** Takes over everything of a finished sub-unit. */
  absorb(part: Unit): void {
    for (const [id, kiosk] of part.#kiosks) this.#kiosks.set(id, kiosk);
    for (const [id, at] of part.#wakes) this.#wakes.set(id, at);
    for (const id of part.touchedKiosks) this.touchedKiosks.add(id);
    for (const id of part.touchedOrders) this.touchedOrders.add(id);
    for (const [id, wake] of part.#orderWakes) this.#orderWakes.set(id, wake);
    for (const [id, keys] of part.#told) for (const key of keys) this.markTold(id, key);
    for (const [id, ledger] of part.#ledgers) this.#ledgers.set(id, ledger);
    this.#calendars = part.#calendars ?? this.#calendars;
    this.touchedQuarantine ||= part.touchedQuarantine;
    this.touchedAlarms ||= part.touchedAlarms;
    this.touchedTerms ||= part.touchedTerms;
    this.effects.push(...part.effects);
    for (const table of tableNames) if (part.#rows[table] !== undefined) this.#absorbTable(part, table);
  }

  #absorbTable<T extends TableName>(part: Unit, table: T): void {
    for (const row of part.rows(table)) this.put(table, row);
  }
}
