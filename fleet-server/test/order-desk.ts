// A desk at a whole server whose days pass at once: a person opens orders there, acts on them, and looks at their clocks.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  ActionPreview,
  ClockDerivation,
  EvidenceView,
  type OrderAction,
  type OrderClock,
  OrderDetail,
  type Party,
  Problem,
  type Role,
} from "@kiosk/contract";
import type { SignedIn } from "../../fixtures/people.ts";
import type { AppOptions } from "../src/app.ts";
import { openDataFolder } from "../src/audit-verify/open-database.ts";
import { verifyDatabase } from "../src/audit-verify/verify.ts";
import { TestServer } from "./server-harness.ts";
import { SettableClock } from "./settable-clock.ts";

/** Milliseconds of a local time in Shanghai, `2026-09-10 09:30`. */
export function local(text: string): number {
  const at = Date.parse(`${text.replace(" ", "T")}:00+08:00`);
  if (Number.isNaN(at)) throw new RangeError(text);
  return at;
}

/** 24:00 of a local day: where a day clock ends. */
export function endOf(day: string): number {
  return local(`${day} 00:00`) + 24 * 3_600_000;
}

export interface Refused {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
}

/** What a person sends besides the action: `by` is who they are, anything else is the request's. */
export interface Sent {
  readonly by?: string;
  readonly party?: Exclude<Party, "system">;
  readonly [field: string]: unknown;
}

export class OrderDesk {
  readonly dataDir: string;
  readonly time: SettableClock;
  #server: TestServer;
  #papers = 0;

  private constructor(dataDir: string, time: SettableClock, server: TestServer) {
    this.dataDir = dataDir;
    this.time = time;
    this.#server = server;
  }

  /** @param at local time, as in {@link local} */
  static async open(at: string, options: Partial<AppOptions> = {}): Promise<OrderDesk> {
    const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), "order-desk-"));
    const time = new SettableClock(local(at));
    return new OrderDesk(dataDir, time, await TestServer.start({ ...options, dataDir, clock: time.clock }));
  }

  get server(): TestServer {
    return this.#server;
  }

  /** The data folder goes with it. */
  async close(): Promise<void> {
    await this.#server.stop();
    rmSync(this.dataDir, { recursive: true, force: true });
  }

  /** The same folder under a new process; `meanwhile` runs while nobody has the database. */
  async restart(meanwhile: () => void = () => {}): Promise<void> {
    await this.#server.stop();
    meanwhile();
    this.#server = await TestServer.start({ dataDir: this.dataDir, clock: this.time.clock });
  }

  /** Time goes on to this local time. */
  at(text: string): number {
    this.time.passTo(local(text));
    return this.time.now;
  }

  /** An order that a dispatcher enters for a terminal of Changning. */
  async order(fields: object = {}): Promise<OrderDetail> {
    const { status, body } = await this.#open(fields);
    if (status !== 201) throw new Error(`not opened: ${status} ${JSON.stringify(body)}`);
    return OrderDetail.parse(body);
  }

  async orderRefused(fields: object): Promise<Refused> {
    return refusedOf(await this.#open(fields));
  }

  /** @throws when it is refused */
  async act(id: string, type: OrderAction, sent: Sent = {}): Promise<OrderDetail> {
    const { status, body } = await this.send(id, type, sent);
    if (status !== 200) throw new Error(`${type} refused: ${status} ${JSON.stringify(body)}`);
    return OrderDetail.parse(body);
  }

  /** @throws when it is not refused */
  async refused(id: string, type: OrderAction, sent: Sent = {}): Promise<Refused> {
    return refusedOf(await this.send(id, type, sent));
  }

  async send(id: string, type: OrderAction, sent: Sent = {}): Promise<{ status: number; body: unknown }> {
    const { who, body } = request(type, sent);
    return (await this.as(who.name, who.party)).post(`/work-orders/${id}/actions`, body);
  }

  /** Somebody by name, who has just the role of this party, in every contract. */
  async as(name: string, party: Exclude<Party, "system">): Promise<SignedIn> {
    const people = await this.#server.people();
    const contracts = await this.#server.contracts();
    return people.person(
      name,
      contracts.map((contract) => ({ ...rolesOf[party], contract })),
    );
  }

  async #open(fields: { readonly actor?: string; readonly party?: Exclude<Party, "system"> }) {
    const { actor = "值班员", party = "dispatcher", ...order } = fields;
    return (await this.as(actor, party)).post("/work-orders", newOrder(order));
  }

  async preview(id: string, type: OrderAction, sent: Sent = {}): Promise<ActionPreview> {
    const { who, body: wanted } = request(type, sent);
    const { status, body } = await (await this.as(who.name, who.party)).post(`/work-orders/${id}/preview`, wanted);
    if (status !== 200) throw new Error(`preview of ${type} refused: ${status} ${JSON.stringify(body)}`);
    return ActionPreview.parse(body);
  }

  detail(id: string, asOf?: number): Promise<OrderDetail> {
    return this.#server.get(`/work-orders/${id}${asOf === undefined ? "" : `?asOf=${asOf}`}`, OrderDetail);
  }

  derivation(id: string, policy: string, milestone: string): Promise<ClockDerivation> {
    const query = new URLSearchParams({ policy, milestone });
    return this.#server.get(`/work-orders/${id}/derivation?${query}`, ClockDerivation);
  }

  /** The body of a GET as it came. */
  async text(path: string): Promise<string> {
    const response = await (await this.#server.allRound()).fetch(path);
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return new TextDecoder("utf-8", { ignoreBOM: true }).decode(await response.arrayBuffer());
  }

  /** Digest of a paper nobody has sent before. */
  async paper(): Promise<string> {
    this.#papers += 1;
    const sent = await this.upload(pdf(`paper ${this.#papers}`));
    return EvidenceView.parse(await sent.json()).digest;
  }

  async upload(bytes: Uint8Array, headers: Record<string, string> = {}): Promise<Response> {
    return (await this.as("pm", "project_manager")).fetch("/evidence", {
      method: "POST",
      headers: { "content-type": "application/octet-stream", "x-file-name": "a", ...headers },
      body: new Uint8Array(bytes),
    });
  }

  /** What `npm run audit:verify` says of the database. */
  async audit() {
    const database = await openDataFolder(this.dataDir);
    try {
      const scope = { evidenceDir: join(this.dataDir, "evidence"), givenHead: null };
      return await database.read((db) => verifyDatabase(db, scope));
    } finally {
      await database.close();
    }
  }
}

/** The smallest thing that is a PDF, told apart by its words. */
export function pdf(words: string): Uint8Array {
  return new TextEncoder().encode(`%PDF-1.4\n${words}\n%%EOF\n`);
}

function newOrder(fields: object): object {
  return {
    kioskId: "cn-014",
    deviceId: null,
    class: "software",
    title: "页面空白",
    description: "市民来电",
    ...fields,
  };
}

/** Who does what, where a test does not say; the client's words are the client's. */
const usual: { readonly [type: string]: Exclude<Party, "system"> } = {
  accepted: "client",
  acceptance_declined: "client",
  part_rejected: "client",
  pause: "client",
  pause_declined: "client",
  extension_granted: "client",
  extension_declined: "client",
  corrected: "client",
  arrived: "technician",
};

const rolesOf: { readonly [P in Exclude<Party, "system">]: { readonly role: Role; readonly organisation?: string } } = {
  client: { role: "district_admin" },
  project_manager: { role: "project_manager" },
  dispatcher: { role: "dispatcher" },
  technician: { role: "technician" },
  vendor: { role: "vendor", organisation: "maker" },
};

function request(type: OrderAction, { by, party = usual[type] ?? "dispatcher", ...rest }: Sent) {
  const who = { name: by ?? (party === "client" ? "甲方代表" : "李工"), party };
  return { who, body: { type, text: "说明", ...rest } };
}

function refusedOf({ status, body }: { status: number; body: unknown }): Refused {
  if (status < 400) throw new Error(`was not refused: ${status} ${JSON.stringify(body).slice(0, 500)}`);
  const { code, issues } = Problem.parse(body);
  return { status, code, detail: issues.map((issue) => `${issue.path}${issue.message}`).join("; ") };
}

/** A clock of an order, also of the other policies. @throws when it has none of the name */
export function clockOf(detail: OrderDetail, milestone: string, policy = "CN-KIOSK"): OrderClock {
  const clock = findClock(detail, milestone, policy);
  if (clock === undefined) throw new Error(`${detail.order.number} has no clock ${policy} ${milestone}`);
  return clock;
}

export function findClock(detail: OrderDetail, milestone: string, policy = "CN-KIOSK"): OrderClock | undefined {
  const clocks = [...detail.order.clocks, ...detail.otherClocks];
  return clocks.find((clock) => clock.milestone === milestone && clock.policy === policy);
}

/** `fix_software running, …` of the clocks that bind or advise. */
export function standing(clocks: readonly OrderClock[]): Record<string, string> {
  return Object.fromEntries(clocks.map((clock) => [clock.milestone, clock.state]));
}
