// What a terminal fetches by HTTP, as itself, and nobody in its place.
import { createHash } from "node:crypto";
import {
  enrolmentPassword,
  KioskId as Kiosk,
  type KioskId,
  Nearby,
  Problem,
  RightsTable,
  TerminalShelf,
} from "@kiosk/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newSecret, type TestTerminal } from "./server-harness.ts";
import { appManifest, ShelfStage } from "./shelf-stage.ts";

const id: KioskId = Kiosk.parse("cn-003");
let stage: ShelfStage;
let terminal: TestTerminal;
beforeAll(async () => {
  stage = await ShelfStage.open();
  terminal = await stage.terminal(id);
});
afterAll(() => stage.desk.close());

const nobodys = "ab".repeat(32);
const paths = ["/shelf", "/nearby", `/packages/${nobodys}`, `/packages/${nobodys}/files/${nobodys}`];
const codeIn = async (response: Response) => Problem.parse(await response.json()).code;
const as = (username: string, password: string, path = "/shelf") =>
  stage.fetchAs({ id: Kiosk.parse(username), secret: password }, path);

describe("a terminal at the server's door", () => {
  it.each(paths)("is asked for its secret at %s, and a person's session is none", async (path) => {
    const url = `${stage.server.app.httpUrl}/terminal/v1${path}`;
    const bare = await fetch(url);
    expect([bare.status, await codeIn(bare), bare.headers.get("www-authenticate")]).toEqual([
      401,
      "auth.bad-secret",
      "Basic",
    ]);
    const { cookie } = stage.uploader;
    expect((await fetch(url, { headers: { cookie } })).status).toBe(401);
  });

  it("gets its own list and neighbours, and 404 for what is not there", async () => {
    expect(TerminalShelf.parse(await (await stage.fetchAs(terminal, "/shelf")).json())).toMatchObject({ kioskId: id });
    expect(Nearby.parse(await (await stage.fetchAs(terminal, "/nearby")).json()).terminals).toHaveLength(12);
    for (const path of paths.slice(2)) {
      const answer = await stage.fetchAs(terminal, path);
      expect([answer.status, await codeIn(answer)]).toEqual([404, "resource.not-found"]);
    }
  });

  it("gets nothing by another's name, nor by a secret of nobody's", async () => {
    expect((await as("cn-004", terminal.secret)).status).toBe(401);
    expect((await as("cn-003", newSecret())).status).toBe(401);
    expect((await as("no-such-terminal", newSecret())).status).toBe(401);
  });

  it("does not use up an enrolment code here", async () => {
    const other = Kiosk.parse("cn-005");
    const password = enrolmentPassword(await stage.server.enrolmentCode(other), newSecret());
    expect((await as("cn-005", password)).status).toBe(401);
    // the installer still comes in with it
    const client = await stage.server.connect("cn-005", password);
    expect(client.connected).toBe(true);
  });

  it("may not go anywhere else with its secret", async () => {
    const basic = Buffer.from(`${terminal.id}:${terminal.secret}`).toString("base64");
    const answer = await fetch(`${stage.server.app.httpUrl}/api/v1/overview`, {
      headers: { authorization: `Basic ${basic}` },
    });
    expect(answer.status).toBe(401);
  });

  it("is not listened to for a while after ten wrong secrets, and is the only one", async () => {
    const guess = () => as("cn-006", newSecret());
    const tries = [];
    for (let i = 0; i < 12; i++) tries.push((await guess()).status);
    expect(tries).toEqual([...Array.from({ length: 10 }, () => 401), 429, 429]);
    expect((await stage.fetchAs(terminal, "/shelf")).status).toBe(200);
    stage.desk.time.pass(61_000);
    expect((await guess()).status).toBe(401);
  });

  it("stands in the list of routes with its own kind of access", async () => {
    const people = await stage.server.people();
    const { routes } = await people.system.get("/rights", RightsTable);
    const own = routes.filter(({ url, method }) => url.startsWith("/terminal/") && method === "GET");
    expect(own.map(({ url, who, right }) => `${url} ${who} ${right}`).toSorted()).toEqual([
      "/terminal/v1/nearby terminal null",
      "/terminal/v1/packages/:digest terminal null",
      "/terminal/v1/packages/:digest/files/:sha256 terminal null",
      "/terminal/v1/shelf terminal null",
    ]);
  });

  it("sees a package and its files while it is released, and by its digest no file but its own", async () => {
    const [one, two] = ["<p>one</p>", "<p>two</p>"];
    const { digest } = await stage.released(appManifest("guide", "1.0.0"), one);
    const other = await stage.released(appManifest("other", "1.0.0"), two);
    const statusOf = async (path: string) => (await stage.fetchAs(terminal, path)).status;
    const fileOf = (of: string, content: string) =>
      `/packages/${of}/files/${createHash("sha256").update(content).digest("hex")}`;
    expect(await statusOf(`/packages/${digest}`)).toBe(200);
    expect(await statusOf(fileOf(digest, one))).toBe(200);
    expect(await statusOf(fileOf(other.digest, two))).toBe(200);
    expect(await statusOf(fileOf(digest, two))).toBe(404);
    await stage.step(stage.reviewer, digest, "withdraw");
    expect(await statusOf(`/packages/${digest}`)).toBe(404);
    expect(await statusOf(fileOf(digest, one))).toBe(404);
  });
});
