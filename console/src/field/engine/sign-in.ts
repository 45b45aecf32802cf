// From a password to a person who works with the phone.
import type { Me } from "@kiosk/contract";
import type { Person, SignInAnswer } from "./engine.ts";
import type { Failure, FieldApi } from "./field-api.ts";

export type Entered = { readonly name: "person"; readonly person: Person } | Exclude<SignInAnswer, { name: "done" }>;

type SignInApi = Pick<FieldApi, "session" | "signIn" | "secondFactor">;

/** @param totp empty: none asked for yet. With it the password is not sent again while its session waits for the digits. */
export async function signInWith(api: SignInApi, login: string, password: string, totp: string): Promise<Entered> {
  const first = totp === "" ? await api.signIn(login.trim(), password) : await resumed(api, login, password);
  if (!first.ok) return refusalOf(first.failure);
  if (first.value.stage === "second-factor" && totp !== "") {
    const second = await api.secondFactor(totp);
    return second.ok ? entered(second.value) : refusalOf(second.failure);
  }
  return entered(first.value);
}

async function resumed(api: SignInApi, login: string, password: string) {
  const now = await api.session();
  const waits = now.ok && now.value.stage === "second-factor" && now.value.login === login.trim();
  return waits ? now : api.signIn(login.trim(), password);
}

function entered(me: Me): Entered {
  if (me.stage === "second-factor") return { name: "second-factor" };
  if (me.stage !== "open" || me.userId === null) return { name: "elsewhere" };
  if (!me.can.some(({ right }) => right === "field.use")) return { name: "no-right" };
  return { name: "person", person: { userId: me.userId, name: me.name } };
}

function refusalOf(failure: Failure): Entered {
  switch (failure.name) {
    case "problem": {
      const { code, zh, en } = failure.problem;
      return { name: "refused", code, zh, en };
    }
    case "busy":
      return {
        name: "refused",
        code: "request.rate",
        zh: "尝试过于频繁，请稍后再试",
        en: "Too many tries; wait a moment",
      };
    case "signed-out":
    case "no-connection":
      return { name: "no-connection" };
  }
}
