// What of the shelf is asked while messages are taken: names of apps; and whether anything was written that moves a terminal's
// shelf, so that the keeper need not look when nothing has.
import type { AppId, Said } from "@kiosk/contract";
import type { StoredPackage } from "../domain/shelf/package-version.ts";
import type { TableName } from "../tables.ts";
import type { Unit } from "./unit.ts";

const stirring: ReadonlySet<TableName> = new Set(["package", "shelfChange", "shelfMark", "shelfApplied", "kiosk"]);

export class ShelfState {
  readonly #names = new Map<AppId, Said>();
  #isStirred = true;

  /** @param packages newest first */
  load(packages: readonly StoredPackage[]): void {
    for (const { id, manifest } of packages.toReversed()) this.#names.set(id, manifest.name);
  }

  apply(unit: Unit): void {
    for (const { id, manifest } of unit.rows("package")) this.#names.set(id, manifest.name);
    if (unit.tables.some((table) => stirring.has(table))) this.#isStirred = true;
  }

  nameOf(id: AppId): Said | undefined {
    return this.#names.get(id);
  }

  /** Whether something moved since this was asked last. */
  takeStir(): boolean {
    const was = this.#isStirred;
    this.#isStirred = false;
    return was;
  }
}
