// Polls a laser printer over IPP: one Get-Printer-Attributes. Only reads.
import { type Failure, type Field, ippFields, ippRequest, parseIpp } from "@kiosk/firmware-profiles";
import type { IppTransport } from "../ports.ts";
import { failureOf } from "./failure.ts";
import { type Learnt, PolledSession } from "./polled-session.ts";

/** request-id is a positive signed integer of 32 bits (RFC 8011 section 4.1.1). */
const lastRequestId = 0x7fff_ffff;

type Asked =
  | { readonly name: "told"; readonly fields: readonly Field[] }
  | { readonly name: "failed"; readonly failure: Failure };

export class IppSession extends PolledSession<IppTransport> {
  #requestId = 0;

  /** Asks, and asks again after silence or an answer that is none: reading attributes twice does nothing. */
  protected async ask(learnt: Learnt, signal: AbortSignal): Promise<Failure | undefined> {
    const { transport, profile } = this.options;
    let asked = await this.#askOnce(signal);
    for (let again = profile.poll.retries; again > 0 && isPassing(asked); again -= 1) {
      asked = await this.#askOnce(signal);
    }
    if (asked.name === "failed") return asked.failure;
    const { fields } = asked;
    learnt.fields = fields;
    // A refusal confirms nothing: what the printer said before still stands.
    learnt.isAnswer = () => fields.some(({ name }) => name !== "refusal");
    return fields.length > 0 ? undefined : { name: "wrongDevice", detail: `nothing of a printer at ${transport.url}` };
  }

  async #askOnce(signal: AbortSignal): Promise<Asked> {
    const { transport, profile } = this.options;
    this.#requestId = this.#requestId === lastRequestId ? 1 : this.#requestId + 1;
    const request = ippRequest(this.#requestId, transport.printerUri);
    this.log.sent(request);
    try {
      const answer = await this.inTime(profile.poll.timeoutMs, signal, (s) => transport.exchange(request, s));
      this.log.received(answer);
      return this.#understood(answer);
    } catch (error) {
      signal.throwIfAborted();
      return { name: "failed", failure: failureOf(error) };
    }
  }

  #understood(answer: Uint8Array): Asked {
    const { url } = this.options.transport;
    const message = parseIpp(answer);
    if (!message?.isWhole) return failed("garbled", `${url}: half an answer, or none that is IPP`);
    if (message.requestId !== this.#requestId) {
      return failed("garbled", `${url}: the answer to request ${message.requestId} came to ${this.#requestId}`);
    }
    return { name: "told", fields: ippFields(message) };
  }
}

/** Asking again may help: nothing came, or nothing that could be used. */
function isPassing(asked: Asked): boolean {
  return asked.name === "failed" && ["noAnswer", "lost", "garbled"].includes(asked.failure.name);
}

function failed(name: Failure["name"], detail: string): Asked {
  return { name: "failed", failure: { name, detail } };
}
