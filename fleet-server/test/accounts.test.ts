// What administrators do to the accounts of others, and the log that the auditor reads.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AuditList, FirstPassword, Me, SecurityPolicyView, UserList } from "@kiosk/contract";
import BetterSqlite3 from "better-sqlite3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { People, SignedIn } from "../../fixtures/people.ts";
import { TestServer } from "./server-harness.ts";
import { Browser } from "./test-browser.ts";

let dataDir: string;
let server: TestServer;
let people: People;
let count = 0;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "accounts-"));
  // a policy within the bounds of the form: it is read and changed here
  server = await TestServer.start({ dataDir, firstPolicy: { secondFactorRoles: [] } });
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

describe("what administrators do to accounts", () => {
  const idOf = (person: SignedIn) => person.account.userId;
  const versionOf = async (id: string) =>
    (await people.security.get("/users", UserList)).users.find((user) => user.id === id)?.version ?? 0;

  it("takes effect at once: a disabled person, and one whose roles were taken, is out", async () => {
    const [one, two] = [await somebody(), await somebody()];
    const id = idOf(one);
    const body = { name: one.account.name, phone: "", disabled: true, seenVersion: await versionOf(id) };
    expect((await people.system.send("PUT", `/users/${id}`, body)).status).toBe(200);
    await expect(one.get("/contracts", Me)).rejects.toThrow(/401/);
    expect((await two.send("GET", "/work-orders")).status).toBe(200);
    await people.grant(idOf(two), []);
    expect(await two.send("GET", "/work-orders")).toMatchObject({ status: 403, body: { code: "access.denied" } });
  });

  it("is refused to the second of two who edit one account, who is told the version", async () => {
    const person = await somebody();
    const id = idOf(person);
    const seenVersion = await versionOf(id);
    const put = (name: string) =>
      people.system.send("PUT", `/users/${id}`, { name, phone: "", disabled: false, seenVersion });
    expect((await put("甲")).status).toBe(200);
    expect(await put("乙")).toMatchObject({ status: 409, body: { code: "account.stale" } });
  });

  it.each([
    [
      "an administrator who is a dispatcher too",
      [{ role: "audit_admin" }, { role: "dispatcher", contract: "changning" }],
    ],
    ["two of the three offices", [{ role: "system_admin" }, { role: "security_admin" }]],
    ["a dispatcher of no contract", [{ role: "dispatcher" }]],
    ["a vendor of no firm", [{ role: "vendor", contract: "changning" }]],
  ] as const)("is refused for %s", async (_what, roles) => {
    const person = await somebody();
    await expect(people.grant(idOf(person), roles)).rejects.toThrow(/account.roles-exclude/);
  });

  it("of two who change the security policy at once is taken once", async () => {
    const { policy, version } = await people.security.get("/security-policy", SecurityPolicyView);
    const stricter = { ...policy, history: policy.history + 1 };
    const put = () => people.security.send("PUT", "/security-policy", { policy: stricter, seenVersion: version });
    const answers = await Promise.all([put(), put(), put()]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409]);
  });

  it("is refused for one's own account", async () => {
    const own = people.security.account.userId;
    await expect(people.grant(own, [{ role: "audit_admin" }])).rejects.toThrow(/account.own/);
  });

  it("has a reset password end every session, and the new one be changed first", async () => {
    const person = await somebody();
    const browser = new Browser(server);
    await browser.signIn(person.account.login, person.account.password);
    const reset = await people.system.post(`/users/${idOf(person)}/password`);
    const { password } = FirstPassword.parse(reset.body);
    expect((await browser.send("GET", "/session")).status).toBe(401);
    expect((await browser.signIn(person.account.login, person.account.password)).code).toBe("auth.failed");
    expect(Me.parse((await browser.signIn(person.account.login, password)).body).stage).toBe("change-password");
  });

  it("takes no field that the request does not have", async () => {
    const more = {
      login: "sneaky",
      name: "x",
      grants: [{ role: "system_admin", contractId: null, organisationId: null }],
    };
    expect((await people.system.post("/users", more)).status).toBe(400);
  });
});

describe("the audit log", () => {
  it("has what was changed, by whom, from where, before and after, and no secret", async () => {
    const person = await somebody();
    const { userId, password } = person.account;
    await people.grant(userId, [{ role: "technician", contract: "changning" }]);
    const { entries } = await people.auditor.get(`/audit?limit=5&target=${userId}`, AuditList);
    expect(entries[0]).toMatchObject({
      action: "grant.change",
      by: people.security.account.userId,
      name: "安全管理员",
      from: "127.0.0.1",
      result: "ok",
      before: [{ role: "dispatcher", contractId: "changning" }],
      after: [{ role: "technician", contractId: "changning" }],
    });
    const db = new BetterSqlite3(join(dataDir, "fleet.db"), { readonly: true });
    const all = JSON.stringify(db.prepare('select * from "auditEvent"').all());
    db.close();
    expect(all).not.toContain(password);
    expect(all).not.toContain("argon2");
  });

  it("has refusals and readings of personal data", async () => {
    const person = await somebody();
    await person.send("GET", "/audit");
    await people.security.get("/users", UserList);
    const { entries } = await people.auditor.get("/audit?limit=20", AuditList);
    expect(entries).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ by: person.account.userId, action: "audit.read", result: "access.denied" }),
        expect.objectContaining({ by: people.security.account.userId, action: "user.read", result: "ok" }),
      ]),
    );
  });

  it("shows a line that was changed, taken out or put in between, and is a sheet without formulas", async () => {
    await people.system.post("/users", { login: "formula", name: "=1+1" });
    const whole = await people.auditor.send("GET", "/audit/verification");
    expect(whole.body).toMatchObject({ ok: true, firstBad: null });
    const sheet = await (await people.auditor.fetch("/audit.csv?limit=10")).text();
    expect(sheet).toContain("seq,at,by");
    expect(sheet).not.toMatch(/(^|,)=/m);
    await server.app.stop();
    const db = new BetterSqlite3(join(dataDir, "fleet.db"));
    db.prepare('update "auditEvent" set result = ? where seq = 3').run("denied");
    db.close();
    server = await TestServer.start({ dataDir });
    people = await server.people();
    expect((await people.auditor.send("GET", "/audit/verification")).body).toMatchObject({ ok: false, firstBad: 3 });
  });
});
