// The fleet as committed, in memory: loaded at start, replaced unit by unit after each commit. One writer, so what is
// here is what is on disk.
import type { BootId, ContractId, DeviceId, KioskId, OrganisationId, UserId } from "@kiosk/contract";
import { consumableKey } from "../domain/consumable/consumable.ts";
import { faultKey } from "../domain/fault/fault.ts";
import { type Boot, type Contract, type Kiosk, newKiosk } from "../domain/kiosk/kiosk.ts";
import { doubtPresence } from "../domain/kiosk/presence.ts";
import type { Millis } from "../domain/time.ts";
import { alarmKey } from "../domain/work-order/alarms.ts";
import { isOrderOpen, type OpenOrder } from "../domain/work-order/work-order.ts";
import type { Credential, FleetSnapshot, StoredCommand, StoredNotice, TableName } from "../tables.ts";
import { AccountState } from "./account-state.ts";
import { ContractState } from "./contract-state.ts";
import { FaultMarks } from "./fault-marks.ts";
import { GuaranteeState } from "./guarantee-state.ts";
import { SettingState } from "./setting-state.ts";
import { ShelfState } from "./shelf-state.ts";
import type { FleetView, Unit } from "./unit.ts";
import { VendorState } from "./vendor-state.ts";
import { WakeQueue } from "./wake-queue.ts";

function groupBy<T>(rows: readonly T[], keyOf: (row: T) => string): ReadonlyMap<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group === undefined) groups.set(keyOf(row), [row]);
    else group.push(row);
  }
  return groups;
}

/** Written for messages of terminals and requests of people; what follows from them is in other tables. */
const quietTables: ReadonlySet<TableName> = new Set([
  "kioskStatus",
  "boot",
  "device",
  "consumable",
  "report",
  "timeline",
  "session",
  "auditEvent",
  "meta",
]);

export class FleetState implements FleetView {
  readonly #contracts = new Map<ContractId, Contract>();
  readonly #kiosks = new Map<KioskId, Kiosk>();
  readonly #credentials = new Map<KioskId, Credential>();
  readonly #commands = new Map<string, StoredCommand>();
  readonly #meta = new Map<string, string>();
  readonly #wakes = new WakeQueue<KioskId>();
  readonly #orderWakes = new WakeQueue<string>();
  /** where each open order is */
  readonly #kioskOfOrder = new Map<string, KioskId>();
  /** alarms told of each open order, by `alarmKey` */
  readonly #told = new Map<string, Set<string>>();
  /** what binds the contracts, and their spare parts */
  readonly contractState = new ContractState();
  /** firms in contracts, and links to single orders */
  readonly vendors = new VendorState();
  readonly settingState = new SettingState();
  readonly guarantees = new GuaranteeState();
  readonly shelf = new ShelfState();
  readonly accounts = new AccountState();
  /** what people noted on faults */
  readonly marks = new FaultMarks();
  /** kiosks with a fault that stands or has just gone: a list of faults looks at these alone */
  readonly #faulty = new Set<KioskId>();
  readonly #notices = new Map<string, StoredNotice>();

  #revision = 0;

  /** Another number after each change of more than what terminals say all the time. */
  get revision(): number {
    return this.#revision;
  }

  contract(id: ContractId): Contract | undefined {
    return this.#contracts.get(id);
  }
  kiosk(id: KioskId): Kiosk | undefined {
    return this.#kiosks.get(id);
  }
  everyKiosk(): Iterable<Kiosk> {
    return this.#kiosks.values();
  }
  command(id: string): StoredCommand | undefined {
    return this.#commands.get(id);
  }
  credential(id: KioskId): Credential | undefined {
    return this.#credentials.get(id);
  }
  user(id: UserId) {
    return this.accounts.user(id);
  }
  userByLogin(login: string) {
    return this.accounts.userByLogin(login);
  }
  session(id: string) {
    return this.accounts.session(id);
  }
  organisation(id: OrganisationId) {
    return this.accounts.organisation(id);
  }
  settingVersions(contractId: ContractId) {
    return this.settingState.versions(contractId);
  }
  settings(contractId: ContractId) {
    return this.guarantees.tightened(contractId, this.settingState.settings(contractId));
  }
  firms(contractId: ContractId) {
    return this.vendors.firms(contractId);
  }
  orderLink(id: string) {
    return this.vendors.link(id);
  }
  meta(key: string): string | undefined {
    return this.#meta.get(key);
  }
  policy(id: string, version: number) {
    return this.contractState.policy(id, version);
  }
  terms(contractId: ContractId) {
    return this.contractState.terms(contractId);
  }
  get calendars() {
    return this.contractState.calendars;
  }
  ledger(contractId: ContractId) {
    return this.contractState.ledger(contractId);
  }
  isTold(orderId: string, key: string): boolean {
    return this.#told.get(orderId)?.has(key) === true;
  }
  #markTold(orderId: string, key: string): void {
    const keys = this.#told.get(orderId);
    if (keys === undefined) this.#told.set(orderId, new Set([key]));
    else keys.add(key);
  }
  /** messages that wait to be delivered, oldest first */
  get waitingNotices(): Iterable<StoredNotice> {
    return this.#notices.values();
  }
  waitingNotice(id: string): StoredNotice | undefined {
    return this.#notices.get(id);
  }
  get openOrderCount(): number {
    return this.#kioskOfOrder.size;
  }
  get openOrderIds(): Iterable<string> {
    return this.#kioskOfOrder.keys();
  }
  openOrder(id: string): OpenOrder | undefined {
    const kioskId = this.#kioskOfOrder.get(id);
    return kioskId === undefined ? undefined : this.#kiosks.get(kioskId)?.orders.get(id);
  }
  get openOrders(): Iterable<OpenOrder> {
    return this.#openOrders();
  }

  *#openOrders(): Generator<OpenOrder> {
    for (const [id, kioskId] of this.#kioskOfOrder) {
      const open = this.#kiosks.get(kioskId)?.orders.get(id);
      if (open !== undefined) yield open;
    }
  }

  ordersAt(kioskId: KioskId): Iterable<OpenOrder> {
    return this.#kiosks.get(kioskId)?.orders.values() ?? [];
  }

  get contracts(): Iterable<Contract> {
    return this.#contracts.values();
  }
  get kiosks(): Iterable<Kiosk> {
    return this.#kiosks.values();
  }
  get kioskCount(): number {
    return this.#kiosks.size;
  }

  waitingCommands(kioskId: KioskId): StoredCommand[] {
    return [...this.#commands.values()].filter((c) => c.kioskId === kioskId);
  }

  #noteFaulty(kiosk: Kiosk): void {
    if (kiosk.faults.size > 0) this.#faulty.add(kiosk.master.id);
    else this.#faulty.delete(kiosk.master.id);
  }

  get faultyKiosks(): Kiosk[] {
    return [...this.#faulty].flatMap((id) => this.#kiosks.get(id) ?? []);
  }

  acknowledgement(faultId: string) {
    return this.marks.acknowledgement(faultId);
  }
  suppression(causeKey: string) {
    return this.marks.suppression(causeKey);
  }
  wallToken(id: string) {
    return this.marks.wallToken(id);
  }

  /** Kiosks for which time has run up to something, earliest plans first. */
  dueKiosks(at: Millis): KioskId[] {
    return this.#wakes.due(at, this.#kiosks.size);
  }

  /** Open orders with a clock that has come to something, earliest first, at most `limit`. */
  dueOrders(at: Millis, limit: number): OpenOrder[] {
    return this.#orderWakes.due(at, limit).flatMap((id) => this.openOrder(id) ?? []);
  }

  /** After a commit: what the unit held is now the fleet. */
  apply(unit: Unit): void {
    if (unit.tables.some((table) => !quietTables.has(table))) this.#revision += 1;
    for (const contract of unit.rows("contract")) this.#contracts.set(contract.id, contract);
    for (const [id, kiosk] of unit.kiosks) {
      this.#kiosks.set(id, kiosk);
      this.#noteFaulty(kiosk);
    }
    this.contractState.apply(unit);
    this.vendors.apply(unit);
    this.settingState.apply(unit);
    this.guarantees.apply(unit);
    this.shelf.apply(unit);
    this.accounts.apply(unit);
    this.marks.apply(unit);
    for (const order of unit.rows("workOrder")) {
      if (isOrderOpen(order.state)) this.#kioskOfOrder.set(order.id, order.kioskId);
      else {
        this.#kioskOfOrder.delete(order.id);
        this.#told.delete(order.id);
      }
    }
    for (const [id, keys] of unit.told) {
      if (this.#kioskOfOrder.has(id)) for (const key of keys) this.#markTold(id, key);
    }
    for (const notice of unit.rows("notice")) {
      if (notice.state === "waiting") this.#notices.set(notice.id, notice);
      else this.#notices.delete(notice.id);
    }
    for (const credential of unit.rows("credential")) this.#credentials.set(credential.kioskId, credential);
    for (const row of unit.rows("meta")) this.#meta.set(row.key, row.value);
    for (const command of unit.rows("command")) {
      if (command.state === "waiting") this.#commands.set(command.id, command);
      else this.#commands.delete(command.id);
    }
    for (const [id, at] of unit.wakes) this.#wakes.plan(id, at);
    for (const [id, at] of unit.orderWakes) this.#orderWakes.plan(id, at);
  }

  /** The fleet as a store has it. Nobody has been heard of yet, so who was online becomes `unverified`. */
  static from(snapshot: FleetSnapshot, at: Millis): FleetState {
    const state = new FleetState();
    for (const contract of snapshot.contracts) state.#contracts.set(contract.id, contract);
    for (const credential of snapshot.credentials) state.#credentials.set(credential.kioskId, credential);
    for (const command of snapshot.waitingCommands) state.#commands.set(command.id, command);
    for (const row of snapshot.meta) state.#meta.set(row.key, row.value);
    state.contractState.load(snapshot);
    state.vendors.load(snapshot);
    state.settingState.load(snapshot);
    state.accounts.load(snapshot);
    state.marks.load(snapshot);
    for (const notice of snapshot.waitingNotices) state.#notices.set(notice.id, notice);
    for (const alarm of snapshot.alarms) state.#markTold(alarm.orderId, alarmKey(alarm));
    const statuses = new Map(snapshot.statuses.map((s) => [s.kioskId, s]));
    const boots = groupBy(snapshot.boots, (b) => b.kioskId);
    const devices = groupBy(snapshot.devices, (d) => d.kioskId);
    const consumables = groupBy(snapshot.consumables, (c) => c.kioskId);
    const faults = groupBy(snapshot.faults, (f) => f.kioskId);
    const orders = groupBy(
      snapshot.openOrders.filter((o) => isOrderOpen(o.state)),
      (o) => o.kioskId,
    );
    const events = groupBy(snapshot.openOrderEvents, (e) => e.orderId);
    for (const master of snapshot.kiosks) {
      const status = statuses.get(master.id) ?? newKiosk(master).status;
      const declared = new Set<DeviceId>(status.declared.map((d) => d.deviceId));
      const own = new Map<BootId, Boot>((boots.get(master.id) ?? []).map((b) => [b.bootId, b]));
      const boot = (status.bootId && own.get(status.bootId)) || null;
      if (boot !== null) own.delete(boot.bootId);
      const kiosk: Kiosk = {
        master,
        status,
        boot,
        oldBoots: own,
        devices: new Map(
          (devices.get(master.id) ?? []).filter((d) => declared.has(d.deviceId)).map((d) => [d.deviceId, d]),
        ),
        consumables: new Map(
          (consumables.get(master.id) ?? []).filter((c) => declared.has(c.deviceId)).map((c) => [consumableKey(c), c]),
        ),
        // of several faults of one key the latest counts: older ones are cleared
        faults: new Map(
          (faults.get(master.id) ?? []).sort((a, b) => a.firstAt - b.firstAt).map((f) => [faultKey(f), f]),
        ),
        toldLate: new Set(),
        orders: new Map(
          (orders.get(master.id) ?? []).map((order) => [
            order.id,
            {
              order,
              events: (events.get(order.id) ?? []).sort((a, b) => a.seq - b.seq),
            },
          ]),
        ),
      };
      state.#kiosks.set(master.id, doubtPresence(kiosk, at));
      state.#noteFaulty(kiosk);
      state.#wakes.plan(master.id, at);
      for (const id of kiosk.orders.keys()) {
        state.#kioskOfOrder.set(id, master.id);
        // whatever fell due while nobody ran is told first of all
        state.#orderWakes.plan(id, at);
      }
    }
    return state;
  }
}
