// Two server processes on one database: one serves, the other stands by and takes over, and the one before writes nothing.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { AlarmList, EnrolmentCode, enrolmentPassword, OrderList, upTopic } from "@kiosk/contract";
import mqtt, { type MqttClient } from "mqtt";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { firstOffice, type SignedIn } from "../../fixtures/people.ts";
import { readPostgresAddress } from "../src/store/postgres-address.ts";
import { openPostgresStore } from "../src/store/postgres-store.ts";
import { PostgresCluster, password } from "./postgres-cluster.ts";
import { birth, condition, deviceReport, kioskId } from "./sample.ts";
import { eventually, newSecret } from "./server-harness.ts";

const main = join(import.meta.dirname, "../src/main.ts");
const seedDir = join(import.meta.dirname, "../../fixtures/seed");

const Ready = z.object({
  event: z.literal("ready"),
  http: z.string(),
  mqttPort: z.int(),
  caFile: z.string(),
  setupToken: z.string().nullable(),
});
const Standby = z.object({
  event: z.literal("standby"),
  database: z.string(),
  holder: z.object({ host: z.string().optional(), process: z.int() }).nullable(),
});

let cluster: PostgresCluster;
const folders: string[] = [];
const running = new Set<ChildProcess>();
let keyFile: string;

beforeAll(async () => {
  cluster = await PostgresCluster.start();
  keyFile = join(newFolder(), "secrets.key");
});
afterAll(async () => {
  await Promise.all([...running].map((child) => endNow(child)));
  await cluster.stop();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

async function endNow(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  await ended;
}

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "two-servers-"));
  folders.push(folder);
  return folder;
}

/** `node src/main.ts`; `said` has what it wrote to standard error. */
function startServer(dataDir: string, ...args: string[]) {
  const child = spawn(
    process.execPath,
    [
      main,
      "--port",
      "0",
      "--mqtt-port",
      "0",
      "--mqtt-host",
      "127.0.0.1",
      "--data",
      dataDir,
      "--seed",
      seedDir,
      // the servers of one database have one key file
      "--key",
      keyFile,
      "--demo",
      ...args,
    ],
    { stdio: ["pipe", "pipe", "pipe"], env: { ...process.env, KIOSK_SUPERVISED: "1", PGPASSWORD: password } },
  );
  running.add(child);
  const ready = Promise.withResolvers<z.infer<typeof Ready>>();
  const standby = Promise.withResolvers<z.infer<typeof Standby>>();
  const words: string[] = [];
  createInterface({ input: child.stdout }).on("line", (line) => {
    const event: unknown = JSON.parse(line);
    if (Ready.safeParse(event).success) ready.resolve(Ready.parse(event));
    if (Standby.safeParse(event).success) standby.resolve(Standby.parse(event));
  });
  createInterface({ input: child.stderr }).on("line", (line) => words.push(line));
  const ended = once(child, "close").then(([code]) => {
    running.delete(child);
    const early = new Error(`ended with ${code}: ${words.join("\n")}`);
    ready.reject(early);
    standby.reject(early);
    return { code, said: words.filter((line) => !line.startsWith("{")).join("\n") };
  });
  // each test waits for what it is about
  ready.promise.catch(() => undefined);
  standby.promise.catch(() => undefined);
  return { child, ready: ready.promise, standby: standby.promise, ended };
}
type Server = z.infer<typeof Ready>;

/** The same person, at whichever server serves now. */
function at(office: SignedIn, server: Server): SignedIn {
  office.moveTo(server.http);
  return office;
}

async function openOrders(office: SignedIn) {
  return (await office.get("/work-orders", OrderList)).orders.map(({ id, number }) => ({ id, number }));
}

/** A terminal of this boot, connected with `secret`; a code goes before it the first time. */
async function connectTerminal(server: Server, secret: string, code?: string): Promise<MqttClient> {
  return mqtt.connectAsync({
    protocol: "mqtts",
    host: "127.0.0.1",
    port: server.mqttPort,
    ca: readFileSync(server.caFile),
    servername: "localhost",
    username: kioskId,
    clientId: kioskId,
    password: code === undefined ? secret : enrolmentPassword(code, secret),
    protocolVersion: 4,
    reconnectPeriod: 0,
  });
}

/** The same fault again under another number; resolves when the server acknowledged. */
async function sendReport(client: MqttClient, seq: number): Promise<void> {
  const { v, bootId } = birth();
  const at = Date.now();
  const devices = [deviceReport({ conditions: [condition("device.self-test-failed")] })];
  const body = { v, id: crypto.randomUUID(), kioskId, bootId, seq, at, sentAt: at, type: "diff", devices };
  await client.publishAsync(upTopic(kioskId, "report"), JSON.stringify(body), { qos: 1 });
}

/** A server that `args` start, a terminal at it whose fault has become a work order. */
async function servesAnOrder(dataDir: string, ...args: string[]) {
  const first = startServer(dataDir, ...args);
  const server = await first.ready;
  const office = await firstOffice(server.http, server.setupToken);
  const { code } = EnrolmentCode.parse((await office.post(`/kiosks/${kioskId}/enrolment-codes`)).body);
  const secret = newSecret();
  const client = await connectTerminal(server, secret, code);
  const at = Date.now();
  const born = birth({ at, sentAt: at, bootedAt: at - 1000 });
  await client.publishAsync(upTopic(kioskId, "birth"), JSON.stringify(born), { qos: 1 });
  await sendReport(client, 1);
  const orders = await eventually(
    () => openOrders(office),
    (list) => list.length === 1,
  );
  return { first, server, office, client, secret, orders };
}

async function storedReports(database: string): Promise<number[]> {
  const reader = await cluster.connect(database);
  const { rows } = await reader.query<{ seq: string }>("select seq from report where leaf = 'report' order by seq");
  await reader.end();
  return rows.map((row) => Number(row.seq));
}

/** Without its password, which the servers have from PGPASSWORD. */
function urlOf(database: string): string {
  const url = new URL(cluster.url(database));
  url.password = "";
  return url.href;
}

describe("two servers on one PostgreSQL", () => {
  test("the second stands by; when the first is killed it serves within 3 s, and all is stored once", async () => {
    const database = await cluster.database();
    const folder = newFolder();
    const { first, office, client, secret, orders } = await servesAnOrder(folder, "--database", urlOf(database));
    const second = startServer(folder, "--database", urlOf(database));
    expect(await second.standby).toEqual({
      event: "standby",
      database: `127.0.0.1:${cluster.port}/${database}`,
      holder: { host: expect.stringMatching(/./), process: first.child.pid },
    });
    const killed = performance.now();
    first.child.kill("SIGKILL");
    client.end(true);
    const heir = await second.ready;
    expect(await openOrders(at(office, heir))).toEqual(orders);
    expect(performance.now() - killed).toBeLessThan(3000);
    // the terminal comes to the second one, and says again what nobody can be sure was heard
    const again = await connectTerminal(heir, secret);
    await sendReport(again, 1);
    await sendReport(again, 2);
    again.end(true);
    expect(await storedReports(database)).toEqual([1, 2]);
    expect(await openOrders(at(office, heir))).toEqual(orders);
    second.child.kill("SIGTERM");
    const { code, said } = await second.ended;
    expect(code).toBe(0);
    expect(said).toMatch(/本进程待命.*stands by and takes over when it ends/);
    expect(said).not.toContain(password);
  });

  test.concurrent("a first that freezes is replaced within 10 s; thawed it writes nothing and ends with 75", async () => {
    const database = await cluster.database();
    const { first, office, client, orders } = await servesAnOrder(newFolder(), "--database", urlOf(database));
    const second = startServer(newFolder(), "--database", urlOf(database));
    await second.standby;
    first.child.kill("SIGSTOP");
    const frozen = performance.now();
    // lies in the first one's socket until it wakes up
    const unheard = sendReport(client, 2).then(
      () => "acknowledged",
      () => "refused",
    );
    const heir = await second.ready;
    expect(performance.now() - frozen).toBeLessThan(10_000);
    first.child.kill("SIGCONT");
    const { code, said } = await first.ended;
    expect(code).toBe(75);
    expect(said).toMatch(/不再是数据库的主用服务器.*no longer leads/);
    client.end(true);
    expect(await unheard).toBe("refused");
    expect(await storedReports(database)).toEqual([1]);
    expect(await openOrders(at(office, heir))).toEqual(orders);
  });

  test.concurrent("a deadline that falls between two servers is told once, by the second", async () => {
    const database = await cluster.database();
    const first = startServer(newFolder(), "--database", urlOf(database));
    const server = await first.ready;
    const second = startServer(newFolder(), "--database", urlOf(database));
    await second.standby;
    // entered a day late: the two hours of C13 are over, told by the first; its day ends in a moment, told by the second
    const due = Date.now() + 2500;
    const order = { kioskId, deviceId: null, class: "software", title: "页面空白", description: "" };
    const office = await firstOffice(server.http, server.setupToken);
    const opened = await office.post("/work-orders", { ...order, reportedAt: due - 86_400_000 });
    expect(opened.status).toBe(201);
    const levels = async (where: Server) =>
      (await at(office, where).get("/alarms?limit=500", AlarmList)).alarms
        .map((a) => `${a.milestone} ${a.level}`)
        .toSorted();
    const before = ["breach", "escalate-1", "escalate-2"].map((level) => `first_response ${level}`);
    await eventually(
      () => levels(server),
      (told) => told.length === before.length,
    );
    first.child.kill("SIGKILL");
    const heir = await second.ready;
    const after = ["breach", "due", "escalate-1"].map((level) => `prelim_diagnosis ${level}`);
    const all = [...before, ...after].toSorted();
    expect(
      await eventually(
        () => levels(heir),
        (told) => told.length >= all.length,
      ),
    ).toEqual(all);
    const third = startServer(newFolder(), "--database", urlOf(database));
    await third.standby;
    second.child.kill("SIGKILL");
    const last = await third.ready;
    await new Promise((go) => setTimeout(go, 1000));
    expect(await levels(last)).toEqual(all);
  });

  test.concurrent("a first whose connection breaks ends with 75", async () => {
    const database = await cluster.database();
    const first = startServer(newFolder(), "--database", urlOf(database));
    await first.ready;
    await cluster.terminate(database, "leader");
    const { code, said } = await first.ended;
    expect(code).toBe(75);
    expect(said).toMatch(/连接已断开|没有应答/);
  });

  test.concurrent("one that stands by ends with 0 when it is told to, and who leads goes on", async () => {
    const database = await cluster.database();
    const { store } = await openPostgresStore(readPostgresAddress(cluster.url(database), null), {
      signal: new AbortController().signal,
      standby: () => undefined,
    });
    const second = startServer(newFolder(), "--database", urlOf(database));
    await second.standby;
    second.child.kill("SIGTERM");
    expect((await second.ended).code).toBe(0);
    await store.commit({ meta: [{ key: "a", value: "b" }] });
    await store.close();
  });

  test.concurrent("a database that is not there is one sentence and exit code 1", async () => {
    const { code, said } = await startServer(newFolder(), "--database", urlOf("nowhere")).ended;
    expect(code).toBe(1);
    expect(said.split("\n")).toHaveLength(1);
    expect(said).toMatch(/没有这个数据库.*there is no such database/);
  });
});

describe("two servers on one data folder", () => {
  test("with --standby the first serves; the second waits for the file and takes over when the first is killed", async () => {
    const folder = newFolder();
    const { first, office, client, orders } = await servesAnOrder(folder, "--standby");
    const second = startServer(folder, "--standby");
    expect(await second.standby).toEqual({
      event: "standby",
      database: join(folder, "fleet.db"),
      holder: { process: first.child.pid },
    });
    const killed = performance.now();
    first.child.kill("SIGKILL");
    client.end(true);
    const heir = await second.ready;
    expect(performance.now() - killed).toBeLessThan(3000);
    expect(await openOrders(at(office, heir))).toEqual(orders);
  });
});
