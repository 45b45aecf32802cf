// Accounts on a whole server: the first start, both factors, locks, sessions and their end, and what the audit log has of it.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  AuditList,
  FirstPassword,
  Me,
  RecoveryCodes,
  SecondFactorOffer,
  SecurityPolicyView,
  SessionList,
} from "@kiosk/contract";
import BetterSqlite3 from "better-sqlite3";
import { TOTP, URI } from "otpauth";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { People, SignedIn } from "../../fixtures/people.ts";
import { TestServer } from "./server-harness.ts";
import { SettableClock } from "./settable-clock.ts";
import { Browser } from "./test-browser.ts";

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const start = Date.UTC(2026, 10, 2, 1, 0);

let dataDir: string;
let time: SettableClock;
let server: TestServer;
let people: People;
let count = 0;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "sign-in-"));
  time = new SettableClock(start);
  server = await TestServer.start({
    dataDir,
    clock: time.clock,
    firstPolicy: { secondFactorRoles: [], rotateAfterDays: 90, idleLogoutMinutes: 30, maxSessionHours: 12 },
  });
  people = await server.people();
});
afterAll(async () => {
  await server.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

/** Somebody new who has chosen a password. */
async function somebody(): Promise<SignedIn> {
  count += 1;
  const roles = [{ role: "dispatcher", contract: "changning" }] as const;
  const person = await people.person(`人${count}`, roles, `worker${count}`);
  await person.signIn();
  return person;
}

/** Of the newest lines of the log. */
async function auditOf(target: string): Promise<string[]> {
  const { entries } = await people.auditor.get(`/audit?limit=50&target=${target}`, AuditList);
  return entries.map((entry) => `${entry.action} ${entry.result}`);
}

function codeOf(offer: SecondFactorOffer): string {
  const totp = URI.parse(offer.uri);
  if (!(totp instanceof TOTP)) throw new Error(offer.uri);
  return totp.generate({ timestamp: time.now });
}

describe("the first start", () => {
  it("has no account, and the link makes three, once", async () => {
    const other = await TestServer.start();
    const token = other.app.setupToken ?? "";
    const admin = (login: string) => ({ login, name: login });
    const body = { token, systemAdmin: admin("one"), securityAdmin: admin("two"), auditAdmin: admin("three") };
    const post = (sent: object) =>
      fetch(`${other.app.httpUrl}/api/v1/setup`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(sent),
      });
    expect((await post({ ...body, token: "forged" })).status).toBe(410);
    expect((await post({ ...body, auditAdmin: admin("two") })).status).toBe(409);
    const [first, second] = await Promise.all([post(body), post(body)]);
    expect([first?.status, second?.status].toSorted()).toEqual([200, 410]);
    expect((await post(body)).status).toBe(410);
    await other.stop();
  });
});

describe("a first password", () => {
  it("is good for nothing but choosing another one", async () => {
    const made = await people.system.post("/users", { login: "fresh", name: "新人" });
    const { password } = FirstPassword.parse(made.body);
    const browser = new Browser(server);
    const me = Me.parse((await browser.signIn("fresh", password)).body);
    expect([me.stage, me.can]).toEqual(["change-password", []]);
    expect((await browser.send("GET", "/contracts")).code).toBe("auth.stage");
    const change = (next: string) => browser.send("POST", "/account/password", { current: password, next });
    expect((await change("short1A")).code).toBe("password.weak");
    expect((await change("alllowercaseletters")).code).toBe("password.weak");
    expect((await change("Fresh-is-my-name-1")).code).toBe("password.weak");
    expect((await change(password)).code).toBe("password.reused");
    expect(Me.parse((await change("Correct-horse-7")).body).stage).toBe("open");
    expect((await browser.send("GET", "/contracts")).status).toBe(200);
    const again = await browser.send("POST", "/account/password", { current: "Correct-horse-7", next: password });
    expect(again.code).toBe("password.reused");
  });

  it("runs out after the days of the policy", async () => {
    const person = await somebody();
    time.passTo(time.now + 91 * dayMs);
    const me = Me.parse((await new Browser(server).signIn(person.account.login, person.account.password)).body);
    expect(me.stage).toBe("change-password");
  });
});

describe("guessing", () => {
  it("locks the account after five wrong passwords, also for the right one, and opens it again by itself", async () => {
    const { login, password } = (await somebody()).account;
    const browser = new Browser(server);
    for (let n = 1; n < 5; n++) expect((await browser.signIn(login, `wrong-${n}`)).code).toBe("auth.failed");
    expect((await browser.signIn(login, "wrong-5")).status).toBe(423);
    expect((await browser.signIn(login, password)).code).toBe("auth.locked");
    time.passTo(time.now + 16 * minuteMs);
    expect((await browser.signIn(login, password)).status).toBe(200);
    const told = await auditOf(login);
    expect(told.filter((line) => line === "session.sign-in auth.failed")).toHaveLength(4);
    expect(told.filter((line) => line === "session.sign-in auth.locked")).toHaveLength(2);
  });

  it("does not tell an account that is not there from a wrong password", async () => {
    const { login } = (await somebody()).account;
    const [wrong, unknown] = [
      await new Browser(server).signIn(login, "x"),
      await new Browser(server).signIn("nobody", "x"),
    ];
    expect(unknown).toEqual(wrong);
  });

  it("of the present password, by whoever sits at an open session, locks as well and is in the log", async () => {
    const { login, password } = (await somebody()).account;
    const browser = new Browser(server);
    await browser.signIn(login, password);
    const guess = () => browser.send("POST", "/account/password", { current: "x", next: "Another-pass-43" });
    for (let n = 1; n < 5; n++) expect((await guess()).code).toBe("auth.failed");
    expect((await guess()).code).toBe("auth.locked");
    expect((await auditOf(login)).filter((line) => line.startsWith("account.password auth."))).toHaveLength(5);
  });

  it("of a code counts as guessing of the password does", async () => {
    const person = await somebody();
    const { browser } = await withSecondFactor(person);
    await browser.send("DELETE", "/session");
    await browser.signIn(person.account.login, person.account.password);
    for (let n = 1; n < 5; n++) {
      expect((await browser.send("POST", "/session/second-factor", { code: "000000" })).code).toBe("auth.code-wrong");
    }
    expect((await browser.send("POST", "/session/second-factor", { code: "000000" })).code).toBe("auth.locked");
  });
});

async function withSecondFactor(person: SignedIn) {
  const browser = new Browser(server);
  await browser.signIn(person.account.login, person.account.password);
  const offer = SecondFactorOffer.parse((await browser.send("GET", "/account/second-factor-offer")).body);
  const { codes } = RecoveryCodes.parse(
    (await browser.send("POST", "/account/second-factor", { code: codeOf(offer) })).body,
  );
  return { browser, offer, codes };
}

describe("a second factor", () => {
  it("is asked for before anything else, and a code is good once", async () => {
    const person = await somebody();
    const { login, password } = person.account;
    const { offer } = await withSecondFactor(person);
    time.passTo(time.now + minuteMs);
    const browser = new Browser(server);
    expect(Me.parse((await browser.signIn(login, password)).body).stage).toBe("second-factor");
    expect((await browser.send("GET", "/contracts")).code).toBe("auth.stage");
    const before = browser.cookie;
    const code = codeOf(offer);
    expect(Me.parse((await browser.send("POST", "/session/second-factor", { code })).body).stage).toBe("open");
    // the cookie of the half-open session is worth nothing now
    expect(browser.cookie).not.toBe(before);
    const replay = new Browser(server);
    await replay.signIn(login, password);
    expect((await replay.send("POST", "/session/second-factor", { code })).code).toBe("auth.code-wrong");
  });

  it("has ten recovery codes, each good once, however they are typed", async () => {
    const person = await somebody();
    const { codes } = await withSecondFactor(person);
    expect(new Set(codes).size).toBe(10);
    const [code = ""] = codes;
    const enter = async (typed: string) => {
      const browser = new Browser(server);
      await browser.signIn(person.account.login, person.account.password);
      return (await browser.send("POST", "/session/second-factor", { code: typed })).status;
    };
    expect(await enter(code.toUpperCase().replace("-", " "))).toBe(200);
    expect(await enter(code)).toBe(401);
  });

  it("must be set up by those the policy names, before they do anything", async () => {
    const policy = { ...(await people.security.get("/security-policy", SecurityPolicyView)) };
    const changed = { ...policy.policy, secondFactorRoles: ["technician"] };
    const put = await people.security.send("PUT", "/security-policy", { policy: changed, seenVersion: policy.version });
    expect(put.status).toBe(200);
    const stale = await people.security.send("PUT", "/security-policy", {
      policy: changed,
      seenVersion: policy.version,
    });
    expect(stale).toMatchObject({ status: 409, body: { code: "account.stale" } });
    const made = await people.system.post("/users", { login: "fitter", name: "装配" });
    const { userId, password } = FirstPassword.parse(made.body);
    await people.grant(userId, [{ role: "technician", contract: "changning" }], 1);
    const browser = new Browser(server);
    await browser.signIn("fitter", password);
    const me = await browser.send("POST", "/account/password", { current: password, next: "Correct-horse-8" });
    expect(Me.parse(me.body).stage).toBe("enrol-second-factor");
    expect((await browser.send("GET", "/work-orders")).code).toBe("auth.stage");
    const offer = SecondFactorOffer.parse((await browser.send("GET", "/account/second-factor-offer")).body);
    expect((await browser.send("POST", "/account/second-factor", { code: "123456" })).code).toBe("auth.code-wrong");
    await browser.send("POST", "/account/second-factor", { code: codeOf(offer) });
    expect((await browser.send("GET", "/work-orders")).status).toBe(200);
  });

  it("is replaced by whoever also knows the password; wrong ones count and lock", async () => {
    const person = await somebody();
    const { login, password } = person.account;
    const { browser, offer: former } = await withSecondFactor(person);
    const offer = SecondFactorOffer.parse((await browser.send("GET", "/account/second-factor-offer")).body);
    const bind = (sent: object) => browser.send("POST", "/account/second-factor", { code: codeOf(offer), ...sent });
    expect((await bind({})).code).toBe("auth.failed");
    for (let n = 2; n < 5; n++) expect((await bind({ password: `wrong-${n}` })).code).toBe("auth.failed");
    expect((await bind({ password: "wrong-5" })).code).toBe("auth.locked");
    expect((await bind({ password })).code).toBe("auth.locked");
    time.passTo(time.now + 16 * minuteMs);
    expect((await bind({ password })).status).toBe(200);
    time.passTo(time.now + minuteMs);
    const entering = new Browser(server);
    await entering.signIn(login, password);
    const enter = (of: SecondFactorOffer) => entering.send("POST", "/session/second-factor", { code: codeOf(of) });
    expect((await enter(former)).code).toBe("auth.code-wrong");
    expect((await enter(offer)).status).toBe(200);
    const told = (await auditOf(login)).filter((line) => line.startsWith("account.second-factor"));
    const failures = Array.from({ length: 4 }, () => "account.second-factor auth.failed");
    const ok = "account.second-factor ok";
    expect(told).toEqual([ok, "account.second-factor auth.locked", ...failures, ok]);
  });

  it("is stored sealed, passwords and codes as hashes, and cookies not at all", async () => {
    const person = await somebody();
    const { offer, codes, browser } = await withSecondFactor(person);
    const db = new BetterSqlite3(join(dataDir, "fleet.db"), { readonly: true });
    const stored = JSON.stringify([db.prepare("select * from user").all(), db.prepare("select * from session").all()]);
    db.close();
    expect(stored).toContain("$argon2id$v=19$");
    const value = decodeURIComponent(browser.cookie.split("=")[1] ?? "").split(".")[0] ?? "";
    expect(value.length).toBeGreaterThan(20);
    for (const secret of [offer.secret, person.account.password, codes[0] ?? "", value])
      expect(stored).not.toContain(secret);
  });
});

describe("a session", () => {
  it("ends with signing out: a cookie that somebody kept is worth nothing", async () => {
    const { login, password } = (await somebody()).account;
    const browser = new Browser(server);
    await browser.signIn(login, password);
    const thief = new Browser(server);
    thief.cookie = browser.cookie;
    expect((await thief.send("GET", "/session")).status).toBe(200);
    expect((await browser.send("DELETE", "/session")).status).toBe(204);
    expect((await thief.send("GET", "/session")).status).toBe(401);
  });

  it("that was tampered with, or made up, is none", async () => {
    const { login, password } = (await somebody()).account;
    const browser = new Browser(server);
    await browser.signIn(login, password);
    const [name, value = ""] = browser.cookie.split("=");
    for (const forged of [value.slice(0, -4), value.replace(/^./, "!"), "x", `${value}.${value}`, ""]) {
      const other = new Browser(server);
      other.cookie = `${name}=${forged}`;
      expect((await other.send("GET", "/session")).status).toBe(401);
    }
  });

  it("ends when nobody does anything for half an hour, and what the page asks by itself is nothing", async () => {
    const { login, password } = (await somebody()).account;
    const browser = new Browser(server);
    await browser.signIn(login, password);
    time.passTo(time.now + 20 * minuteMs);
    expect((await browser.send("GET", "/contracts")).status).toBe(200);
    time.passTo(time.now + 20 * minuteMs);
    const headers = { cookie: browser.cookie, "x-kiosk-background": "1" };
    expect((await fetch(`${server.app.httpUrl}/api/v1/contracts`, { headers })).status).toBe(200);
    time.passTo(time.now + 11 * minuteMs);
    expect((await browser.send("GET", "/contracts")).code).toBe("auth.sign-in-needed");
  });

  it("ends after twelve hours, whatever is done with it", async () => {
    const { login, password } = (await somebody()).account;
    const browser = new Browser(server);
    await browser.signIn(login, password);
    for (let n = 0; n < 35; n++) {
      time.passTo(time.now + 20 * minuteMs);
      expect((await browser.send("GET", "/session")).status).toBe(200);
    }
    time.passTo(time.now + 21 * minuteMs);
    expect((await browser.send("GET", "/session")).status).toBe(401);
  });

  it("is listed to its owner, who can end it; nobody ends another's", async () => {
    const [one, other] = [await somebody(), await somebody()];
    const [desk, phone] = [new Browser(server), new Browser(server)];
    await desk.signIn(one.account.login, one.account.password);
    await phone.signIn(one.account.login, one.account.password);
    const { sessions } = SessionList.parse((await desk.send("GET", "/account/sessions")).body);
    const foreign = sessions.find((session) => !session.current);
    expect(sessions.filter((session) => session.current)).toHaveLength(1);
    expect((await other.send("DELETE", `/account/sessions/${foreign?.id}`)).status).toBe(404);
    for (const { id } of sessions.filter((s) => !s.current)) await desk.send("DELETE", `/account/sessions/${id}`);
    expect((await phone.send("GET", "/session")).status).toBe(401);
    expect((await desk.send("GET", "/session")).status).toBe(200);
  });

  it("elsewhere ends when its owner changes the password", async () => {
    const { login, password } = (await somebody()).account;
    const [here, elsewhere] = [new Browser(server), new Browser(server)];
    await here.signIn(login, password);
    await elsewhere.signIn(login, password);
    await here.send("POST", "/account/password", { current: password, next: "Another-pass-42" });
    expect((await here.send("GET", "/session")).status).toBe(200);
    expect((await elsewhere.send("GET", "/session")).status).toBe(401);
  });
});
