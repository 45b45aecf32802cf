import type { Me } from "@kiosk/contract";
import { expect, it } from "vitest";
import type { FieldApi, Heard } from "./field-api.ts";
import { signInWith } from "./sign-in.ts";

const sent = { wall: 0, monotonic: 0 };

/** A server with one account; remembers which steps were asked of it. */
function server(asked: string[], { secondFactor = false, can = ["field.use"], stage = "open" } = {}) {
  const me = (at: string): Heard<Me> => {
    const rights = can.map((right) => ({ right, contracts: null }));
    const base = { userId: "u", login: "chen", name: "陈工", kind: "person", stage: at, secondFactor, grants: [] };
    const value: Me = JSON.parse(JSON.stringify({ ...base, can: rights, home: "/", orderId: null, idleLimitMs: 1 }));
    return { ok: true, value, sent };
  };
  let waits = false;
  const step = (name: string, answer: () => Heard<Me>) => () => {
    asked.push(name);
    return Promise.resolve(answer());
  };
  const api: Pick<FieldApi, "session" | "signIn" | "secondFactor"> = {
    session: step("session", () => (waits ? me("second-factor") : { ok: false, failure: { name: "signed-out" } })),
    signIn: step("password", () => {
      waits = secondFactor;
      return me(secondFactor ? "second-factor" : stage);
    }),
    secondFactor: step("code", () => me("open")),
  };
  return api;
}

it("who has no authenticator is in by the password", async () => {
  const asked: string[] = [];
  expect(await signInWith(server(asked), "chen", "x", "")).toEqual({
    name: "person",
    person: { userId: "u", name: "陈工" },
  });
  expect(asked).toEqual(["password"]);
});

it("six digits are asked for, and the password is not sent again with them", async () => {
  const asked: string[] = [];
  const api = server(asked, { secondFactor: true });
  expect(await signInWith(api, "chen", "x", "")).toEqual({ name: "second-factor" });
  expect(await signInWith(api, "chen", "x", "123456")).toMatchObject({ name: "person" });
  expect(asked).toEqual(["password", "session", "code"]);
});

it("the digits come too late for a session that ended: the password goes first", async () => {
  const asked: string[] = [];
  expect(await signInWith(server(asked, { secondFactor: true }), "chen", "x", "123456")).toMatchObject({
    name: "person",
  });
  expect(asked).toEqual(["session", "password", "code"]);
});

it("a password that has to be changed is changed elsewhere", async () => {
  expect(await signInWith(server([], { stage: "change-password" }), "chen", "x", "")).toEqual({ name: "elsewhere" });
});

it("who does not work with phones is told so", async () => {
  expect(await signInWith(server([], { can: ["audit.read"] }), "chen", "x", "")).toEqual({ name: "no-right" });
});
