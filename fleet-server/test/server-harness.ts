// A whole server on free ports with a folder of its own, and terminals that talk to it over real TLS.
import { randomBytes, randomUUID } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  ContractList,
  EnrolmentCode,
  enrolmentPassword,
  type KioskBirth,
  KioskDetail,
  type KioskId,
  OrderList,
  Overview,
  QuarantineList,
  ServerHealth,
  upTopic,
} from "@kiosk/contract";
import mqtt, { type MqttClient } from "mqtt";
import type { z } from "zod";
import { People, type SignedIn } from "../../fixtures/people.ts";
import { type App, type AppOptions, startApp } from "../src/app.ts";
import { createLog, createSystemClock, systemRandom } from "../src/system.ts";
import { birth, kioskId } from "./sample.ts";

const partyRoles = ["district_admin", "project_manager", "dispatcher", "technician"] as const;
/** Hashing is tested by itself; elsewhere it only has to be there. */
const cheapHash = { memoryKib: 64, passes: 1 };
/** Days pass at once in these tests, and administrators have no telephones. */
const easyPolicy = {
  rotateAfterDays: 0,
  secondFactorRoles: [],
  idleLogoutMinutes: 10_000_000,
  maxSessionHours: 1_000_000,
};

const seedDir = join(import.meta.dirname, "../../fixtures/seed");

export function newSecret(): string {
  return randomBytes(32).toString("base64url");
}

export class TestServer {
  readonly app: App;
  readonly dataDir: string;
  readonly #keepData: boolean;
  readonly #clients = new Set<MqttClient>();
  #greeted = false;
  #contracts: Promise<readonly string[]> | undefined;
  /** by data folder: a server that comes up again finds its people there */
  static readonly #met = new Map<string, Promise<People>>();

  private constructor(app: App, dataDir: string, keepData: boolean) {
    this.app = app;
    this.dataDir = dataDir;
    this.#keepData = keepData;
  }

  static async start(overrides: Partial<AppOptions> = {}): Promise<TestServer> {
    const dataDir = overrides.dataDir ?? mkdtempSync(join(tmpdir(), "fleet-server-"));
    const app = await startApp({
      dataDir,
      httpPort: 0,
      mqttPort: 0,
      mqttHost: "127.0.0.1",
      plainMqttPort: null,
      consoleDir: null,
      seedDir,
      demo: false,
      clock: createSystemClock(),
      random: systemRandom,
      log: createLog(() => {}),
      passwordCost: cheapHash,
      firstPolicy: easyPolicy,
      ...overrides,
    });
    return new TestServer(app, dataDir, overrides.dataDir !== undefined);
  }

  async stop(): Promise<void> {
    for (const client of this.#clients) client.end(true);
    await this.app.stop();
    if (!this.#keepData) rmSync(this.dataDir, { recursive: true, force: true });
  }

  /** GET, parsed by the contract's schema. */
  async get<T>(path: string, schema: z.ZodType<T>): Promise<T> {
    return (await this.allRound()).get(path, schema);
  }

  /** `actor` in the body says who sends it, and is not sent. */
  async post(path: string, body: object = {}): Promise<{ status: number; body: unknown }> {
    const { actor, ...sent } = { actor: "值班员", ...body };
    // a contract is no business of those who work in one
    if (path === "/contracts") this.#contracts = undefined;
    const person = path === "/contracts" ? (await this.people()).system : await this.allRound(actor);
    return person.post(path, sent);
  }

  /** The people of this server; made at the first question. */
  async people(): Promise<People> {
    const { setupToken, httpUrl } = this.app;
    // without accounts it is another installation in the same folder
    const known = setupToken === null || this.#greeted ? TestServer.#met.get(this.dataDir) : undefined;
    if (known === undefined && setupToken === null) throw new Error("somebody else made the accounts of this folder");
    const met = known ?? People.setUp(httpUrl, setupToken ?? "");
    this.#greeted = true;
    TestServer.#met.set(this.dataDir, met);
    const people = await met;
    people.moveTo(httpUrl);
    return people;
  }

  /** Somebody who has every role of a contract in every contract there is. */
  async allRound(name = "值班员"): Promise<SignedIn> {
    const people = await this.people();
    const contracts = await this.contracts();
    const roles = contracts.flatMap((contract) => partyRoles.map((role) => ({ role, contract })));
    return people.person(name, roles);
  }

  /** Ids of every contract; asked for again after one was made. */
  contracts(): Promise<readonly string[]> {
    this.#contracts ??= this.people().then(async (people) => {
      const known = await people.security.get("/contracts", ContractList);
      return known.contracts.map(({ id }) => id);
    });
    return this.#contracts;
  }

  detail(id: KioskId = kioskId) {
    return this.get(`/kiosks/${id}`, KioskDetail);
  }
  overview() {
    return this.get("/overview", Overview);
  }
  orders(query = "") {
    return this.get(`/work-orders${query}`, OrderList);
  }
  quarantine() {
    return this.get("/quarantine", QuarantineList);
  }
  health() {
    return this.get("/health", ServerHealth);
  }

  async enrolmentCode(id: KioskId = kioskId): Promise<string> {
    const { body } = await this.post(`/kiosks/${id}/enrolment-codes`);
    return EnrolmentCode.parse(body).code;
  }

  /** Connects as given; rejects with the broker's refusal. */
  connect(
    username: string,
    password: string,
    clientId = username,
    will?: { topic: string; payload: Buffer },
  ): Promise<MqttClient> {
    const client = mqtt.connect({
      protocol: "mqtts",
      host: "127.0.0.1",
      port: this.app.mqttPort,
      ca: readFileSync(this.app.caFile),
      servername: "localhost",
      username,
      password,
      clientId,
      protocolVersion: 4,
      clean: true,
      keepalive: 30,
      reconnectPeriod: 0,
      ...(will === undefined ? {} : { will: { ...will, qos: 1, retain: false } }),
    });
    this.#clients.add(client);
    return new Promise((resolve, reject) => {
      client.once("connect", () => resolve(client));
      client.once("error", (error) => {
        client.end(true);
        reject(error);
      });
      client.once("close", () => reject(new Error("closed")));
    });
  }

  /** A terminal that an installer has just enrolled, born and online. */
  async terminal(id: KioskId = kioskId, born: Partial<KioskBirth> = {}): Promise<TestTerminal> {
    const secret = newSecret();
    const password = enrolmentPassword(await this.enrolmentCode(id), secret);
    const body = { ...birth(), kioskId: id, at: Date.now(), sentAt: Date.now(), bootedAt: Date.now() - 1000, ...born };
    const will = { topic: upTopic(id, "death"), payload: Buffer.from(JSON.stringify(deathOf(body))) };
    const client = await this.connect(id, password, id, will);
    const terminal = new TestTerminal(client, id, secret, body);
    await terminal.send("birth", body);
    return terminal;
  }
}

export function deathOf(born: KioskBirth) {
  const { v, id, kioskId: kiosk, bootId, seq, at, sentAt } = born;
  return { v, id, kioskId: kiosk, bootId, seq, at, sentAt, reason: "lost" };
}

export class TestTerminal {
  readonly client: MqttClient;
  readonly id: KioskId;
  readonly secret: string;
  readonly born: KioskBirth;
  #seq = 0;

  constructor(client: MqttClient, id: KioskId, secret: string, born: KioskBirth) {
    this.client = client;
    this.id = id;
    this.secret = secret;
    this.born = born;
  }

  /** Publishes at QoS 1; resolves when the server acknowledged. */
  async send(leaf: "birth" | "report" | "event" | "heartbeat" | "death", body: unknown): Promise<void> {
    await this.client.publishAsync(upTopic(this.id, leaf), JSON.stringify(body), { qos: 1 });
  }

  async raw(topic: string, bytes: Buffer): Promise<void> {
    await this.client.publishAsync(topic, bytes, { qos: 1 });
  }

  envelope(): { v: 1; id: string; kioskId: string; bootId: string; seq: number; at: number; sentAt: number } {
    const now = Date.now();
    return {
      v: 1,
      id: randomUUID(),
      kioskId: this.id,
      bootId: this.born.bootId,
      seq: ++this.#seq,
      at: now,
      sentAt: now,
    };
  }

  /** A diff with these devices; its sequence number. */
  async report(devices: readonly unknown[]): Promise<number> {
    const envelope = this.envelope();
    await this.send("report", { ...envelope, type: "diff", devices });
    return envelope.seq;
  }
}

/** Asks again until the answer satisfies; the last answer is in the error. */
export async function eventually<T>(ask: () => Promise<T>, good: (answer: T) => boolean, withinMs = 5000): Promise<T> {
  const until = performance.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (good(answer)) return answer;
    if (performance.now() > until)
      throw new Error(`not within ${withinMs} ms; last: ${JSON.stringify(answer).slice(0, 2000)}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
