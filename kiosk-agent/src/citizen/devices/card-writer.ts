// Writing on a citizen's card with a thermal-rewrite machine: draw it in, erase, print, hand it back. Whatever goes wrong in
// between, the card is handed back.
import {
  decode,
  isSanwaReplyTo,
  type SanwaCardCommand,
  type SanwaFrame,
  type SanwaReply,
  sanwaCardRequest,
  sanwaEnquiry,
  sanwaFields,
  sanwaFramer,
  sanwaJob,
  sanwaResultOk,
} from "@kiosk/firmware-profiles";
import type { Clock } from "../../ports.ts";
import { within } from "../../within.ts";
import type { Done, Refused } from "../ports.ts";
import { done, refuse } from "../refusal.ts";
import type { LeasedLine } from "./leased-line.ts";
import type { CitizenLimits } from "./limits.ts";
import type { LoanedDevice, Loans } from "./loans.ts";
import { faultSaid, noAnswer } from "./refusals.ts";
import { textLines } from "./text-lines.ts";

type Presence = "present" | "notPresent" | "unknown";

export interface CardWriterOptions {
  readonly device: LoanedDevice;
  readonly loans: Loans;
  readonly clock: Clock;
  readonly limits: CitizenLimits;
}

const enquiryPauseMs = 100;
const longestJobMs = 60_000;
/** P of a card that could not be read or written: 31, 32 and tracks 51 to 56. The card's doing, see the template. */
const cardResults: readonly number[] = [0x31, 0x32, 0x51, 0x52, 0x53, 0x54, 0x55, 0x56];
/** P: its battery is low, and it works. */
const batteryLow = 0x40;

export class CardWriter {
  readonly #options: CardWriterOptions;
  /** the card of the work under way is inside */
  #hasCard = false;

  constructor(options: CardWriterOptions) {
    this.#options = options;
  }

  write(lines: readonly string[], signal: AbortSignal): Promise<Done<{ readonly pages: number }>> {
    const { loans, device, clock, limits } = this.#options;
    const texts = textLines(device.profile, lines);
    return loans.use(device, signal, async (line, s) => {
      let isHandedBack = false;
      let isPulled = false;
      let written: Done<SanwaReply>;
      this.#hasCard = false;
      try {
        written = await this.#drawInAndWrite(line, texts, s);
        isHandedBack = written.ok;
      } finally {
        const never = new AbortController().signal;
        if (!isHandedBack) {
          const after = await within(clock, limits.cleanUp, never, (over) => this.#giveUp(line, over));
          isPulled = this.#hasCard && after.name === "done" && after.value === "notPresent";
        }
      }
      if (isPulled) return refuse("card.pulled");
      return written.ok ? done({ pages: 1 }) : written;
    });
  }

  async #drawInAndWrite(
    line: LeasedLine,
    texts: readonly Uint8Array[],
    signal: AbortSignal,
  ): Promise<Done<SanwaReply>> {
    const taken = await this.#takeIn(line, signal);
    if (!taken.ok) return taken;
    this.#hasCard = true;
    for (const command of [{ name: "erase" } as const, ...texts.map(printed)]) {
      const carriedOut = await this.#carryOut(line, command, signal);
      if (!carriedOut.ok) return carriedOut;
    }
    return await this.#carryOut(line, { name: "hand-back" }, signal);
  }

  async present(signal: AbortSignal): Promise<Presence> {
    const { loans, device } = this.#options;
    // While a card is written, it is in there or waited for.
    if (loans.isInUse(device.id)) return this.#hasCard ? "present" : "notPresent";
    const look = async (line: LeasedLine, s: AbortSignal) => done(await this.#look(line, s));
    const looked = await loans.use(device, signal, look, "look");
    return looked.ok ? looked.value : "unknown";
  }

  async #look(line: LeasedLine, signal: AbortSignal): Promise<Presence> {
    const { device, clock } = this.#options;
    const asked = await this.#ask(line, { name: "status" }, signal);
    if (!asked.ok) return "unknown";
    const fields = sanwaFields("status", asked.value) ?? [];
    const { readings } = decode(device.profile, fields, clock.now());
    const media = readings.find((reading) => reading.kind === "status" && reading.name === "media")?.value;
    return media === "present" || media === "notPresent" ? media : "unknown";
  }

  /** Waits for a card, at most as long as the limit. */
  async #takeIn(line: LeasedLine, signal: AbortSignal): Promise<Done<SanwaReply>> {
    const { clock, limits } = this.#options;
    const until = clock.monotonic() + limits.endorseWait;
    let asked = await this.#ask(line, { name: "take-in" }, signal);
    while (asked.ok && asked.value.job === sanwaJob.waitingForCard) {
      if (clock.monotonic() >= until) return refuse("card.none");
      await clock.sleep(enquiryPauseMs, signal);
      asked = await this.#outcome(line, "take-in", signal);
    }
    return asked.ok ? this.#judged(asked.value) : asked;
  }

  async #carryOut(line: LeasedLine, command: SanwaCardCommand, signal: AbortSignal): Promise<Done<SanwaReply>> {
    const asked = await this.#ask(line, command, signal);
    return asked.ok ? this.#judged(asked.value) : asked;
  }

  #judged(reply: SanwaReply): Done<SanwaReply> {
    const { device, clock } = this.#options;
    const { result, job } = reply;
    if (cardResults.includes(result)) return refuse("card.unreadable", `result-${result.toString(16)}`);
    if (result !== sanwaResultOk && result !== batteryLow) {
      const field = { shape: "value", name: "result", part: "", raw: Uint8Array.of(result) } as const;
      return faultSaid(device.profile, [field], clock.now(), "device.hardware");
    }
    return job === sanwaJob.idle ? { ok: true, value: reply } : refuse("device.failed", "config.bad-command");
  }

  /**
   * No card stays inside for the next citizen. Deaf to what comes of it, monitoring tells of a card that is stuck; whether
   * one stands in the mouth then is looked at, for who pulls a card out is told so and sent to no second try.
   */
  async #giveUp(line: LeasedLine, signal: AbortSignal): Promise<Presence> {
    try {
      await this.#ask(line, { name: "cancel" }, signal);
      await this.#ask(line, { name: "hand-back" }, signal);
      return await this.#look(line, signal);
    } catch {
      // The line or the time is gone.
      return "unknown";
    }
  }

  /** Sends a command and waits until the machine is done with it, or waits for a card. @throws TransportError */
  async #ask(line: LeasedLine, command: SanwaCardCommand, signal: AbortSignal): Promise<Done<SanwaReply>> {
    const { device } = this.#options;
    const { timeoutMs, retries } = device.profile.poll;
    let heard: SanwaFrame | undefined;
    for (let attempt = 0; attempt <= retries; attempt += 1) {
      await line.send(sanwaCardRequest(command), timeoutMs, signal);
      heard = await this.#hear(line, ({ kind }) => kind !== "reply", signal);
      // After silence it may be at it: only a command that was refused is sent again.
      if (heard?.kind !== "nak") break;
    }
    if (heard?.kind !== "ack") return noAnswer(device.profile, heard !== undefined);
    return await this.#outcome(line, command.name, signal);
  }

  /** What became of a command: until the machine is through with it or waits for a card. */
  async #outcome(line: LeasedLine, command: SanwaCardCommand["name"], signal: AbortSignal): Promise<Done<SanwaReply>> {
    const { device, clock } = this.#options;
    const until = clock.monotonic() + (device.profile.poll.longestJobMs ?? longestJobMs);
    for (;;) {
      const told = await this.#enquire(line, command, signal);
      if (!told.ok || told.value.job !== sanwaJob.running) return told;
      if (clock.monotonic() >= until) return refuse("device.failed", "device.hardware");
      await clock.sleep(enquiryPauseMs, signal);
    }
  }

  async #enquire(
    line: LeasedLine,
    command: SanwaCardCommand["name"],
    signal: AbortSignal,
  ): Promise<Refused | { readonly ok: true; readonly value: SanwaReply }> {
    const { profile } = this.#options.device;
    for (let attempt = 0; attempt <= profile.poll.retries; attempt += 1) {
      await line.send(sanwaEnquiry(), profile.poll.timeoutMs, signal);
      const heard = await this.#hear(
        line,
        (frame) => frame.kind === "reply" && isSanwaReplyTo(command, frame.command),
        signal,
      );
      if (heard?.kind === "reply") return { ok: true, value: heard };
    }
    return noAnswer(profile, false);
  }

  async #hear(
    line: LeasedLine,
    wanted: (frame: SanwaFrame) => boolean,
    signal: AbortSignal,
  ): Promise<SanwaFrame | undefined> {
    const { clock, device } = this.#options;
    const framer = sanwaFramer();
    const until = clock.monotonic() + device.profile.poll.timeoutMs;
    for (;;) {
      const chunk = await line.receive(until - clock.monotonic(), signal);
      const found = (chunk ? framer.push(chunk) : framer.flush()).find(wanted);
      chunk?.fill(0);
      if (found || !chunk) return found;
    }
  }
}

function printed(text: Uint8Array): SanwaCardCommand {
  return { name: "print-line", text };
}
