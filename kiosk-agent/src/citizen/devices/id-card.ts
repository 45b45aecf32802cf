// Reading a citizen's card: find, select, text (GA 467). What the reader says is looked at once, in one buffer that is
// filled with zero; the photo in it is nobody's.
import {
  decodeSdtCardText,
  type Field,
  SdtCardInbox,
  type SdtCardQuestion,
  type SdtCardReply,
  sdtCardRequest,
  sdtCardStatus,
} from "@kiosk/firmware-profiles";
import type { Clock } from "../../ports.ts";
import type { CardText, Done, Refused } from "../ports.ts";
import { refuse } from "../refusal.ts";
import type { LeasedLine } from "./leased-line.ts";
import type { CitizenLimits } from "./limits.ts";
import type { LoanedDevice, Loans, Use } from "./loans.ts";
import { faultSaid, noAnswer } from "./refusals.ts";

type Reply = Extract<SdtCardReply, { kind: "reply" }>;
type Presence = "present" | "notPresent" | "unknown";

export interface IdCardReaderOptions {
  readonly device: LoanedDevice;
  readonly loans: Loans;
  readonly clock: Clock;
  readonly limits: CitizenLimits;
}

/** a card at 9600 baud pauses shorter than this between two octets, and begins to speak within it */
const quietMs = 900;

export class IdCardReader {
  readonly #options: IdCardReaderOptions;
  readonly #inbox = new SdtCardInbox();
  #seen: Presence = "unknown";
  /** a card was selected on this loan: it may answer no find until it has left the field */
  #hasSelected = false;
  /** the card of a use that is over lay there when it ended: it is read to nobody until it was gone */
  #isLeft = false;

  constructor(options: IdCardReaderOptions) {
    this.#options = options;
  }

  read(waitMs: number, signal: AbortSignal): Promise<Done<CardText>> {
    const { loans, device } = this.#options;
    return loans.use(device, signal, async (line, s) => {
      try {
        return await this.#read(line, waitMs, s);
      } finally {
        this.#inbox.clear();
        line.discard();
      }
    });
  }

  async present(signal: AbortSignal): Promise<Presence> {
    const { loans, device } = this.#options;
    // While a card is waited for, the finds of that wait say it.
    if (loans.isInUse(device.id)) return this.#seen;
    const look: Use<Presence> = async (line, s) => {
      try {
        return { ok: true, value: await this.#look(line, s) };
      } finally {
        this.#inbox.clear();
      }
    };
    const looked = await loans.use(device, signal, look, "look");
    this.#seen = looked.ok ? looked.value : "unknown";
    if (this.#seen === "notPresent") this.#isLeft = false;
    return this.#seen;
  }

  /** The next citizen's session knows nothing of this one, but that its card may still lie there. */
  forget(): void {
    if (this.#seen !== "unknown") this.#isLeft = this.#seen === "present";
    this.#seen = "unknown";
    this.#hasSelected = false;
  }

  async #read(line: LeasedLine, waitMs: number, signal: AbortSignal): Promise<Done<CardText>> {
    const { clock, limits } = this.#options;
    const until = clock.monotonic() + waitMs;
    let wasThere = false;
    for (;;) {
      const read = await this.#tryOnce(line, signal);
      if (read.name === "over") return read.done;
      wasThere ||= read.wasThere;
      if (clock.monotonic() + limits.findEvery > until) {
        return wasThere ? refuse("card.unreadable", "select-failed") : refuse("card.none");
      }
      await clock.sleep(limits.findEvery, signal);
    }
  }

  /** One find and what follows of it. */
  async #tryOnce(
    line: LeasedLine,
    signal: AbortSignal,
  ): Promise<{ readonly name: "over"; readonly done: Done<CardText> } | { readonly name: "none"; wasThere: boolean }> {
    const found = await this.#ask(line, "find", signal);
    if ("ok" in found) return { name: "over", done: found };
    if (sw3(found) === sdtCardStatus.noCard) {
      this.#seen = "notPresent";
      this.#isLeft = false;
      return { name: "none", wasThere: false };
    }
    if (sw3(found) !== sdtCardStatus.found) return { name: "over", done: this.#trouble(found) };
    this.#seen = "present";
    if (this.#isLeft) return { name: "over", done: refuse("card.unreadable", "card-left") };
    const selected = await this.#ask(line, "select", signal);
    if ("ok" in selected) return { name: "over", done: selected };
    // Not held still: the citizen lays it down again, the next find tries again.
    if (sw3(selected) === sdtCardStatus.selectFailed) return { name: "none", wasThere: true };
    if (sw3(selected) !== sdtCardStatus.ok) return { name: "over", done: this.#trouble(selected) };
    this.#hasSelected = true;
    return { name: "over", done: await this.#text(line, signal) };
  }

  async #text(line: LeasedLine, signal: AbortSignal): Promise<Done<CardText>> {
    let why = "form";
    // The checksum is one octet and two errors may cancel out in it: the number's own check character is the other proof.
    for (let attempt = 0; attempt < 2; attempt += 1) {
      const told = await this.#askForText(line, signal);
      if ("ok" in told) return told;
      if (sw3(told) !== sdtCardStatus.ok) return this.#trouble(told);
      const text = decodeSdtCardText(told.data);
      this.#inbox.clear();
      if (text?.numberHolds) {
        const { name, idNumber, sex, birth, address, validTo } = text;
        return { ok: true, value: { name, idNumber, sex, birth, address, validTo } };
      }
      why = text ? "check-character" : "form";
    }
    return refuse("card.unreadable", why);
  }

  /** Given up in the middle, the reader is let speak out: what it still has to say must not reach whoever comes next. */
  async #askForText(line: LeasedLine, signal: AbortSignal): Promise<Reply | Refused> {
    try {
      return await this.#ask(line, "text", signal);
    } catch (error) {
      if (signal.aborted) await line.drain(quietMs, this.#options.limits.cleanUp);
      throw error;
    }
  }

  async #look(line: LeasedLine, signal: AbortSignal): Promise<Presence> {
    const found = await this.#ask(line, "find", signal);
    if ("ok" in found) return "unknown";
    if (sw3(found) === sdtCardStatus.found) return "present";
    if (sw3(found) !== sdtCardStatus.noCard) return "unknown";
    if (!this.#hasSelected) return "notPresent";
    const asked = await this.#ask(line, "presence", signal);
    if ("ok" in asked) return "unknown";
    if (sw3(asked) === sdtCardStatus.ok || sw3(asked) === sdtCardStatus.noItem) return "present";
    this.#hasSelected = false;
    return "notPresent";
  }

  #trouble(reply: Reply): Refused {
    const { device, clock } = this.#options;
    const [sw1, sw2, code] = reply.status;
    const unreadable: readonly number[] = sdtCardStatus.unreadable;
    if (unreadable.includes(code)) return refuse("card.unreadable", `sw3-${code.toString(16)}`);
    const damaged: readonly number[] = sdtCardStatus.damagedRequest;
    if (damaged.includes(code)) return noAnswer(device.profile, true);
    const raw = sw1 === 0 && sw2 === 0 ? Uint8Array.of(code) : Uint8Array.of(sw1, sw2, code);
    const field: Field = { shape: "value", name: "samStatus", part: "", raw };
    return faultSaid(device.profile, [field], clock.now(), "device.hardware");
  }

  /** Asked again after silence, noise and a request that arrived damaged. @throws TransportError */
  async #ask(line: LeasedLine, question: SdtCardQuestion, signal: AbortSignal): Promise<Reply | Refused> {
    const { profile } = this.#options.device;
    const damaged: readonly number[] = sdtCardStatus.damagedRequest;
    let isGarbled = false;
    for (let attempt = 0; ; attempt += 1) {
      const isLast = attempt >= profile.poll.retries;
      this.#inbox.clear();
      await line.send(sdtCardRequest(question), profile.poll.timeoutMs, signal);
      const reply = await this.#hear(line, question, signal);
      if (reply && (isLast || !damaged.includes(sw3(reply)))) return reply;
      isGarbled ||= !this.#inbox.isEmpty;
      if (isLast) return noAnswer(profile, isGarbled);
    }
  }

  async #hear(line: LeasedLine, question: SdtCardQuestion, signal: AbortSignal): Promise<Reply | undefined> {
    const { clock, limits, device } = this.#options;
    const limitMs = question === "text" ? limits.cardRead : device.profile.poll.timeoutMs;
    const until = clock.monotonic() + limitMs;
    for (;;) {
      const chunk = await line.receive(until - clock.monotonic(), signal);
      if (!chunk) return undefined;
      let reply = this.#inbox.push(chunk);
      while (reply) {
        if (reply.kind === "internal-timeout") return undefined;
        if (fits(question, reply)) return reply;
        reply = this.#inbox.next();
      }
    }
  }
}

function sw3({ status }: Reply): number {
  return status[2];
}

/** Replies do not name their request: a late one to another question is told by its form. */
function fits(question: SdtCardQuestion, reply: Reply): boolean {
  const code = sw3(reply);
  const { length } = reply.data;
  if (code === sdtCardStatus.found) return question === "find";
  if (code === sdtCardStatus.noCard) return question === "find";
  if (code === sdtCardStatus.selectFailed) return question === "select";
  if (code !== sdtCardStatus.ok) return length === 0;
  if (question === "select") return length === 8;
  return question === "text" ? length > 8 : question === "presence";
}
