// Guarantees that are not over, as committed, in memory: each change of a setting asks them, each level is told by them.
import type { ContractId, KioskId } from "@kiosk/contract";
import { type Freeze, freezeOf, runningAt, tighterBy } from "../domain/guarantee/book.ts";
import { endsAt, type Guarantee } from "../domain/guarantee/guarantee.ts";
import type { ContractSettings } from "../domain/threshold/contract-settings.ts";
import type { Millis } from "../domain/time.ts";
import type { Unit } from "./unit.ts";

export class GuaranteeState {
  readonly #known = new Map<string, Guarantee>();
  #running: readonly Guarantee[] = [];
  #runningKey = "";
  /** by contract, with the settings it was made from; forgotten whenever what runs is another set */
  readonly #tightened = new Map<ContractId, { readonly from: ContractSettings; readonly to: ContractSettings }>();

  load(guarantees: readonly Guarantee[], at: Millis): void {
    for (const guarantee of guarantees) this.#known.set(guarantee.id, guarantee);
    this.refresh(at);
  }

  apply(unit: Unit): void {
    for (const guarantee of unit.rows("guarantee")) this.#known.set(guarantee.id, guarantee);
  }

  /** Time has gone on. True: other guarantees run than before. */
  refresh(at: Millis): boolean {
    for (const [id, guarantee] of this.#known) if (endsAt(guarantee) < at) this.#known.delete(id);
    const running = runningAt(this.#known.values(), at);
    const key = running.map(({ id, version }) => `${id}.${version}`).join(" ");
    if (key === this.#runningKey) return false;
    this.#running = running;
    this.#runningKey = key;
    this.#tightened.clear();
    return true;
  }

  freeze(contractId: ContractId, kioskId: KioskId | null): Freeze | undefined {
    return freezeOf(this.#running, contractId, kioskId);
  }

  /** The settings as they hold while guarantees run; the very same object while nothing changes. */
  tightened(contractId: ContractId, settings: ContractSettings): ContractSettings {
    const own = this.#running.filter((one) => one.contractId === contractId);
    if (own.length === 0) return settings;
    const known = this.#tightened.get(contractId);
    // contracts that have set nothing share one object of settings
    if (known?.from === settings) return known.to;
    const to = { ...settings, tighter: tighterBy(own) };
    this.#tightened.set(contractId, { from: settings, to });
    return to;
  }
}
