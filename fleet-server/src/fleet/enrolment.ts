// Who a connecting terminal is. Secrets and codes are stored as hashes only.
import { createHash, timingSafeEqual } from "node:crypto";
import { type ErrorCode, KioskId, parsePassword } from "@kiosk/contract";
import type { Caller } from "../domain/account/caller.ts";
import { dayMs, type Millis } from "../domain/time.ts";
import { audit } from "../ingest/audit-log.ts";
import type { FleetState } from "../ingest/fleet-state.ts";
import type { GroupCommit } from "../ingest/group-commit.ts";
import type { Clock, HistoryStore, Random } from "../ports.ts";

/** Long enough for an installer's day trip, short enough that a lost sheet of paper is harmless. */
export const codeLifetimeMs = 7 * dayMs;
/** Without I, O, 0 and 1, which are misread from paper. 32 letters: one byte gives five bits without bias. */
const codeAlphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

export function hashHex(...parts: readonly string[]): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part).update("\u0000");
  return hash.digest("hex");
}

function equalHex(a: string, b: string): boolean {
  const left = Buffer.from(a, "hex");
  const right = Buffer.from(b, "hex");
  return left.length === right.length && timingSafeEqual(left, right);
}

/** `XXXX-XXXX-XXXX-XXXX` */
export function newEnrolmentCode(random: Random): string {
  const letters = [...random.bytes(16)].map((b) => codeAlphabet[b & 31] ?? "A").join("");
  return letters.match(/.{4}/g)?.join("-") ?? letters;
}

/** Where the fleet's memory has a code that was used or taken back. */
export function spentKey(codeHash: string): string {
  return `codeUsed:${codeHash}`;
}

export type Authentication = { ok: true; kioskId: KioskId } | { ok: false; code: ErrorCode };

export class Enrolment {
  readonly #state: FleetState;
  readonly #history: HistoryStore;
  readonly #commit: GroupCommit;
  readonly #clock: Clock;
  readonly #random: Random;

  constructor(options: {
    state: FleetState;
    history: HistoryStore;
    commit: GroupCommit;
    clock: Clock;
    random: Random;
  }) {
    this.#state = options.state;
    this.#history = options.history;
    this.#commit = options.commit;
    this.#clock = options.clock;
    this.#random = options.random;
  }

  /** A new one-time code for a terminal. The code itself is returned once and never stored. @throws StoreError */
  async issue(by: Caller, kioskId: KioskId): Promise<{ code: string; expiresAt: Millis }> {
    const code = newEnrolmentCode(this.#random);
    const createdAt = this.#clock.now();
    const expiresAt = createdAt + codeLifetimeMs;
    await this.#commit.run((unit) => {
      unit.put("enrolmentCode", {
        codeHash: hashHex(code),
        kioskId,
        createdAt,
        expiresAt,
        usedAt: null,
        revokedAt: null,
      });
      const contractId = unit.kiosk(kioskId)?.master.contractId ?? null;
      audit(unit, by, { action: "kiosk.enrol", target: kioskId, contractId, after: { expiresAt } }, createdAt);
    });
    return { code, expiresAt };
  }

  /** Checks what a terminal presented at CONNECT; an enrolment code is used up durably before this says yes. */
  async authenticate(username: string | undefined, password: string | undefined): Promise<Authentication> {
    const id = KioskId.safeParse(username);
    if (!id.success || this.#state.kiosk(id.data) === undefined) return { ok: false, code: "auth.unknown-kiosk" };
    const kioskId = id.data;
    const presented = parsePassword(password ?? "");
    switch (presented.name) {
      case "malformed":
        return { ok: false, code: "auth.bad-secret" };
      case "secret": {
        const known = this.#state.credential(kioskId);
        const right = known !== undefined && equalHex(known.secretHash, hashHex(known.salt, presented.secret));
        return right ? { ok: true, kioskId } : { ok: false, code: "auth.bad-secret" };
      }
      case "enrolment":
        return this.#enrol(kioskId, presented.code, presented.secret);
    }
  }

  async #enrol(kioskId: KioskId, code: string, secret: string): Promise<Authentication> {
    const stored = await this.#history.findEnrolmentCode(hashHex(code));
    const now = this.#clock.now();
    const isSpent = stored?.usedAt !== null || stored.revokedAt !== null;
    if (stored === undefined || stored.kioskId !== kioskId || stored.expiresAt < now || isSpent) {
      return { ok: false, code: "auth.bad-code" };
    }
    const salt = Buffer.from(this.#random.bytes(16)).toString("hex");
    const taken = await this.#commit.run((unit) => {
      // two connections with the same code: the second finds it spent in the fleet's memory
      const key = spentKey(stored.codeHash);
      if (unit.meta(key) !== undefined) return false;
      unit.put("meta", { key, value: String(now) });
      unit.put("enrolmentCode", { ...stored, usedAt: now });
      unit.put("credential", { kioskId, secretHash: hashHex(salt, secret), salt, enrolledAt: now });
      return true;
    });
    return taken ? { ok: true, kioskId } : { ok: false, code: "auth.bad-code" };
  }
}
