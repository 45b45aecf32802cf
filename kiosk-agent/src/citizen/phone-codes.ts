// Signing in by a code sent to a phone. Which service sends it is pluggable; the code itself is in the session's memory only.
import { timingSafeEqual } from "node:crypto";
import type { BridgeAnswer, Identity } from "@kiosk/contract";
import type { ShellConfig } from "../config-shell.ts";
import type { Clock, Log, Millis } from "../ports.ts";
import type { Done } from "./ports.ts";
import { done, refuse } from "./refusal.ts";
import type { CitizenSession } from "./session.ts";

export interface PendingCode {
  readonly phone: string;
  readonly code: string;
  /** of the clock that never goes back */
  readonly sentMono: Millis;
  readonly expiresMono: Millis;
  wrong: number;
}

/** Takes a code to a phone; false: it did not. Never rejects but for `signal`, and keeps nothing. */
export interface CodeSender {
  send(phone: string, code: string, signal: AbortSignal): Promise<boolean>;
}

/** The sender of the configuration; undefined: this terminal sends none, or the simulator shows it (`simulatedCode`). */
export function createCodeSender(config: ShellConfig["phoneCodes"], log: Log): CodeSender | undefined {
  switch (config.kind) {
    case "none":
      return undefined;
    case "simulator":
      return { send: () => Promise.resolve(true) };
    case "http":
      return { send: (phone, code, signal) => post(config.url, { phone, code }, signal, log) };
  }
}

const postMs = 10_000;

async function post(url: string, body: object, signal: AbortSignal, log: Log): Promise<boolean> {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
      redirect: "error",
      signal: AbortSignal.any([signal, AbortSignal.timeout(postMs)]),
    });
    await response.body?.cancel();
    if (!response.ok) log.warn("phone-code.refused", { status: response.status });
    return response.ok;
  } catch (error) {
    signal.throwIfAborted();
    // The error's text may hold the address, never the number: the body is no part of it.
    log.warn("phone-code.unreachable", { error: error instanceof Error ? error.name : "unknown" });
    return false;
  }
}

export interface PhoneCodesOptions {
  readonly sender: CodeSender | undefined;
  readonly clock: Clock;
  readonly random: (octets: number) => Uint8Array;
}

const validMs = 5 * 60_000;
const tries = 5;
const betweenMs = 60_000;
/** of the whole terminal, so that opening sessions anew makes it no machine for flooding a phone */
const burst = { count: 12, withinMs: 10 * 60_000 };

export class PhoneCodes {
  readonly #options: PhoneCodesOptions;
  /** when codes were sent, of the clock that never goes back; never to whom */
  #sent: readonly Millis[] = [];

  constructor(options: PhoneCodesOptions) {
    this.#options = options;
  }

  async send(
    session: CitizenSession,
    phone: string,
    signal: AbortSignal,
  ): Promise<Done<BridgeAnswer<"identity.send-code">>> {
    const { sender, clock, random } = this.#options;
    if (sender === undefined) return refuse("code.not-sent", "no sender is configured");
    const now = clock.monotonic();
    this.#sent = this.#sent.filter((at) => now - at < burst.withinMs);
    const last = session.code?.sentMono;
    if (last !== undefined && now - last < betweenMs) return refuse("code.too-many", "sent less than a minute ago");
    if (this.#sent.length >= burst.count) return refuse("code.too-many", "too many codes from this terminal");
    this.#sent = [...this.#sent, now];
    const code = sixDigits(random);
    // Held before it is sent: a second request meanwhile finds it, and a code of before is worth nothing any more.
    session.code = { phone, code, sentMono: now, expiresMono: now + validMs, wrong: 0 };
    if (await sender.send(phone, code, signal)) return done({ expiresAt: clock.now() + validMs });
    session.code = undefined;
    return refuse("code.not-sent", "the sender did not take it");
  }

  check(session: CitizenSession, given: string): Done<BridgeAnswer<"identity.check-code">> {
    const pending = session.code;
    if (pending === undefined) return refuse("code.expired", "no code is waiting");
    if (pending.wrong >= tries) return refuse("code.too-many", "tried too often");
    if (this.#options.clock.monotonic() >= pending.expiresMono) return refuse("code.expired");
    if (!isSame(pending.code, given)) {
      pending.wrong++;
      return pending.wrong >= tries ? refuse("code.too-many", "tried too often") : refuse("code.wrong");
    }
    return done(session.identify({ ...nobody, by: "phone", phone: pending.phone }));
  }
}

const nobody: Omit<Identity, "by" | "phone"> = {
  name: "",
  idNumber: "",
  sex: "unknown",
  birth: "",
  address: "",
  validTo: "",
};

function isSame(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}

/** 000000 to 999999, each as likely: what would favour the low numbers is drawn again. */
function sixDigits(random: (octets: number) => Uint8Array): string {
  const fair = 4_294_000_000;
  for (;;) {
    const octets = random(4);
    const value = new DataView(octets.buffer, octets.byteOffset, 4).getUint32(0);
    if (value < fair) return String(value % 1_000_000).padStart(6, "0");
  }
}
