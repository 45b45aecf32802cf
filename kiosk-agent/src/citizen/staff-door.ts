// 员工退出: a technician's code opens it for a while. Codes come from the fleet server as hashes; every attempt is told.
import { scrypt, timingSafeEqual } from "node:crypto";
import { join } from "node:path";
import { Millis } from "@kiosk/firmware-profiles";
import { z } from "zod";
import type { StaffCodeCommand } from "../domain/command-policy.ts";
import type { Clock, Log } from "../ports.ts";
import { parseJson, readIfPresent, writeDurably } from "./durable-file.ts";
import type { Done } from "./ports.ts";
import { done, refuse } from "./refusal.ts";
import type { Telling } from "./telling.ts";

const StaffCodes = z.array(
  z.strictObject({
    codeId: z.uuid(),
    salt: z.base64().max(64),
    hash: z.base64().max(64),
    issuedTo: z.string().max(64),
    from: Millis,
    until: Millis,
  }),
);
type KeptCode = z.infer<typeof StaffCodes>[number];

export interface StaffDoorOptions {
  readonly dataDir: string;
  readonly telling: Telling;
  readonly clock: Clock;
  readonly log: Log;
  /** server clock minus kiosk clock, ms: codes hold by the server's */
  readonly skewMs: () => number;
  readonly onChange: () => void;
}

const openMs = 10 * 60_000;
const lockMs = 5 * 60_000;
const wrongLimit = 5;
const maxKept = 20;

export class StaffDoor {
  readonly #options: StaffDoorOptions;
  readonly #file: string;
  #codes: readonly KeptCode[] = [];
  #wrong = 0;
  #lockedUntilMono = 0;
  #open: { readonly issuedTo: string; readonly until: number; readonly untilMono: number } | undefined;
  /** one attempt after the other, so that many at once are no way around the lock */
  #tail: Promise<unknown> = Promise.resolve();

  constructor(options: StaffDoorOptions) {
    this.#options = options;
    this.#file = join(options.dataDir, "staff-codes.json");
  }

  /** kiosk clock; null: closed */
  get until(): number | null {
    return this.#open?.until ?? null;
  }

  /** A damaged file holds no code, and the next one that comes replaces it. @throws the file system's error */
  load(): void {
    const text = readIfPresent(this.#file);
    if (text === undefined) return;
    const parsed = StaffCodes.safeParse(parseJson(text));
    if (parsed.success) this.#codes = parsed.data;
    else this.#options.log.warn("staff-codes.damaged");
  }

  /** Durable when it resolves. A code that is told again replaces itself. @throws the file system's error */
  async keep({ codeId, salt, hash, issuedTo, from, until }: StaffCodeCommand): Promise<void> {
    const now = this.#serverNow();
    const others = this.#codes.filter((c) => c.codeId !== codeId && c.until > now);
    const codes = [...others, { codeId, salt, hash, issuedTo, from, until }].slice(-maxKept);
    writeDurably(this.#file, `${JSON.stringify(codes)}\n`);
    this.#codes = codes;
  }

  /** Opens for ten minutes, at most as long as the code is good. Five wrong ones lock it for five minutes. */
  try(code: string): Promise<Done<{ readonly until: number }>> {
    const attempt = this.#tail.then(() => this.#try(code));
    this.#tail = attempt.catch(() => undefined);
    return attempt;
  }

  async #try(code: string): Promise<Done<{ readonly until: number }>> {
    const { clock, telling, onChange } = this.#options;
    if (clock.monotonic() < this.#lockedUntilMono) {
      telling.note({ type: "staff-exit", outcome: "refused", issuedTo: null, until: null });
      return refuse("staff.locked");
    }
    const found = await this.#match(code);
    if (found === undefined) {
      this.#wrong++;
      const locks = this.#wrong >= wrongLimit;
      if (locks) {
        this.#wrong = 0;
        this.#lockedUntilMono = clock.monotonic() + lockMs;
      }
      telling.note({ type: "staff-exit", outcome: "refused", issuedTo: null, until: null });
      return refuse(locks ? "staff.locked" : "staff.wrong");
    }
    this.#wrong = 0;
    const leftMs = Math.min(openMs, found.until - this.#serverNow());
    const until = clock.now() + leftMs;
    this.#open = { issuedTo: found.issuedTo, until, untilMono: clock.monotonic() + leftMs };
    onChange();
    telling.note({ type: "staff-exit", outcome: "opened", issuedTo: found.issuedTo, until });
    return done({ until });
  }

  close(): void {
    const open = this.#open;
    if (open === undefined) return;
    this.#open = undefined;
    this.#options.onChange();
    this.#options.telling.note({ type: "staff-exit", outcome: "closed", issuedTo: open.issuedTo, until: null });
  }

  /** Time passed. */
  tick(): void {
    if (this.#open !== undefined && this.#options.clock.monotonic() >= this.#open.untilMono) this.close();
  }

  /** Every code that holds now is tried, the matching one or not, so that the time taken tells nothing. */
  async #match(code: string): Promise<KeptCode | undefined> {
    const now = this.#serverNow();
    let found: KeptCode | undefined;
    for (const kept of this.#codes.filter((c) => c.from <= now && now < c.until)) {
      const expected = Buffer.from(kept.hash, "base64");
      const given = await derive(code, Buffer.from(kept.salt, "base64"));
      if (expected.length === given.length && timingSafeEqual(expected, given)) found = kept;
    }
    return found;
  }

  #serverNow(): number {
    return this.#options.clock.now() + this.#options.skewMs();
  }
}

/** scrypt as the contract has it (down.ts, staff-code): N 16384, r 8, p 1, 32 octets. */
function derive(code: string, salt: Uint8Array): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(code, salt, 32, { N: 16_384, r: 8, p: 1 }, (error, key) => (error === null ? resolve(key) : reject(error)));
  });
}
