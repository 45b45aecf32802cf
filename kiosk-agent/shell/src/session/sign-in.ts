// How somebody signs in: by card, or by a code to their phone. What they type goes to the agent and stays nowhere.
import type { AppPermission, BridgeAnswer, BridgeCall, BridgeCallName, MaskedIdentity, Said } from "@kiosk/contract";
import { ShellError } from "../app/client.ts";
import { AskRefused } from "../bridge/host.ts";
import { maskedPhone, type SignInWay, type Step } from "./step.ts";

export interface SignInNeeds {
  readonly permissions: readonly AppPermission[];
  call<N extends BridgeCallName>(
    call: BridgeCall & { readonly call: N },
    signal: AbortSignal,
  ): Promise<BridgeAnswer<N>>;
  show(step: Step): void;
  /** Resolves to try again. @throws AskRefused */
  trouble(error: unknown): Promise<void>;
}

type CodeAnswer =
  | { readonly does: "check"; readonly code: string }
  | { readonly does: "again" }
  | { readonly does: "other" };

const given = {
  code: "call.cancelled",
  said: { zh: "没有登录", en: "Not signed in" },
  detail: "the citizen gave up",
} as const;

export class SignIn {
  readonly #needs: SignInNeeds;

  constructor(needs: SignInNeeds) {
    this.#needs = needs;
  }

  /** @throws AskRefused where the citizen gives up, or `signal` does */
  async run(readerMissing: boolean, signal: AbortSignal): Promise<MaskedIdentity> {
    const { permissions } = this.#needs;
    const ways: SignInWay[] = [];
    if (permissions.includes("identity.card") && !(readerMissing && permissions.includes("identity.phone"))) {
      ways.push("card");
    }
    if (permissions.includes("identity.phone")) ways.push("phone");
    const [only] = ways;
    const way =
      ways.length === 1 && only !== undefined
        ? only
        : await this.#question<SignInWay>(signal, (choose, giveUp) => ({ name: "choose", ways, choose, giveUp }));
    return way === "card" ? await this.#card(signal) : await this.#phone(signal);
  }

  async #card(signal: AbortSignal): Promise<MaskedIdentity> {
    for (;;) {
      const stop = new AbortController();
      this.#needs.show({ name: "card", giveUp: () => stop.abort() });
      try {
        return await this.#needs.call({ call: "identity.read-card" }, AbortSignal.any([signal, stop.signal]));
      } catch (error) {
        if (stop.signal.aborted || signal.aborted) throw new AskRefused(given);
        await this.#needs.trouble(error);
      }
    }
  }

  async #phone(signal: AbortSignal): Promise<MaskedIdentity> {
    let said: Said | null = null;
    for (;;) {
      const why: Said | null = said;
      const phone = await this.#question<string>(signal, (send, giveUp) => ({
        name: "phone",
        said: why,
        sending: false,
        send,
        giveUp,
      }));
      said = await this.#send(phone, signal);
      if (said !== null) continue;
      const checked = await this.#code(phone, signal);
      if ("by" in checked) return checked;
      said = checked.said;
    }
  }

  /** null: it was sent; else why not. */
  async #send(phone: string, signal: AbortSignal): Promise<Said | null> {
    this.#needs.show({ name: "phone", said: null, sending: true, send: () => undefined, giveUp: () => undefined });
    try {
      await this.#needs.call({ call: "identity.send-code", phone }, signal);
      return null;
    } catch (error) {
      return saidOf(error);
    }
  }

  /** Who it is, or why another number is needed. */
  async #code(phone: string, signal: AbortSignal): Promise<MaskedIdentity | { readonly said: Said | null }> {
    let said: Said | null = null;
    for (;;) {
      const why: Said | null = said;
      const masked = maskedPhone(phone);
      const answer = await this.#question<CodeAnswer>(signal, (done, giveUp) => ({
        name: "code",
        maskedPhone: masked,
        said: why,
        checking: false,
        check: (code) => done({ does: "check", code }),
        again: () => done({ does: "again" }),
        other: () => done({ does: "other" }),
        giveUp,
      }));
      if (answer.does === "other") return { said: null };
      if (answer.does === "again") {
        said = await this.#send(phone, signal);
        continue;
      }
      try {
        return await this.#needs.call({ call: "identity.check-code", code: answer.code }, signal);
      } catch (error) {
        const code = error instanceof ShellError ? error.problem?.code : undefined;
        if (code === "code.expired" || code === "code.too-many") return { said: saidOf(error) };
        said = saidOf(error);
      }
    }
  }

  #question<T>(signal: AbortSignal, step: (answer: (value: T) => void, giveUp: () => void) => Step): Promise<T> {
    if (signal.aborted) return Promise.reject(new AskRefused(given));
    return new Promise((resolve, reject) => {
      const giveUp = () => reject(new AskRefused(given));
      signal.addEventListener("abort", giveUp, { once: true });
      this.#needs.show(step(resolve, giveUp));
    });
  }
}

function saidOf(error: unknown): Said {
  const problem = error instanceof ShellError ? error.problem : null;
  return problem?.said ?? { zh: "机器没有回应，请稍后再试", en: "The machine does not answer. Please try again" };
}
