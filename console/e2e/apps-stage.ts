// A real server with a shelf: a publisher, the people who put services on it, and terminals that say what came of it.
import { generateKeyPairSync, randomUUID } from "node:crypto";
import { ContractShelf, KioskId, TerminalShelf } from "@kiosk/contract";
import type { Page } from "playwright-core";
import {
  exampleApps,
  packExample,
  packTheme,
  place,
  release,
  type ShelfPeople,
  trustPublisher,
} from "../../fixtures/example-shelf.ts";
import type { SignedIn } from "../../fixtures/people.ts";
import type { TestTerminal } from "../../fleet-server/test/server-harness.ts";
import { readSigningKey, type SigningKey } from "../../kiosk-agent/src/shelf/pack.ts";
import { type RealStage, setRealStage } from "./real-stage.ts";

export const contract = "changning";

/** @returns the key to sign with, and its public half as PEM */
export async function newKey(): Promise<{ key: SigningKey; pem: string }> {
  const pair = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const key = await readSigningKey(pair.privateKey.export({ type: "pkcs8", format: "pem" }).toString());
  return { key, pem: pair.publicKey.export({ type: "spki", format: "pem" }).toString() };
}

export interface AppsStage extends RealStage {
  readonly key: SigningKey;
  readonly people: ShelfPeople;
  /** reads everything, changes nothing */
  readonly viewer: SignedIn;
  /** A terminal born at the server's time. */
  terminal(id: string): Promise<TestTerminal>;
  /** An event of its citizens' screen, at the server's time. */
  tell(terminal: TestTerminal, event: object): Promise<void>;
  /** It says that all of its list is in place, but for what failed. */
  applied(terminal: TestTerminal, failed?: { readonly [id: string]: string }): Promise<void>;
  /** Every example app released and on the contract's shelf, two styles released. */
  stocked(): Promise<void>;
  shelf(): Promise<ContractShelf>;
}

export async function setAppsStage(): Promise<AppsStage> {
  const stage = await setRealStage("2026-11-02 09:00");
  const { key, pem } = await newKey();
  const { server, time } = stage.desk;
  const people: ShelfPeople = {
    security: (await server.people()).security,
    office: await stage.person("赵敏", "project_manager"),
    buyer: await stage.person("陈科长", "district_admin"),
  };
  await trustPublisher(people, "示例开发单位", pem);

  const tell: AppsStage["tell"] = (terminal, event) =>
    terminal.send("event", { ...terminal.envelope(), at: time.now, sentAt: time.now, event });

  return {
    ...stage,
    key,
    people,
    viewer: await stage.person("吴老师", "district_viewer"),
    terminal: (id) => {
      const at = time.now;
      return server.terminal(KioskId.parse(id), { at, sentAt: at, bootedAt: at - 1000 });
    },
    tell,
    applied: async (terminal, failed = {}) => {
      const basic = Buffer.from(`${terminal.id}:${terminal.secret}`).toString("base64");
      const headers = { authorization: `Basic ${basic}` };
      const answer = await fetch(`${server.app.httpUrl}/terminal/v1/shelf`, { headers });
      const { revision, places, theme } = TerminalShelf.parse(await answer.json());
      const wanted = [
        ...places.map((one) => ({ id: String(one.appId), kind: "app", wanted: one.version })),
        ...(theme === null ? [] : [{ id: String(theme.id), kind: "theme", wanted: theme.version }]),
      ];
      const said = wanted.map((one) => {
        const error = failed[one.id] ?? null;
        return { ...one, inPlace: error === null ? one.wanted : null, error, detail: "" };
      });
      const complete = said.every(({ error }) => error === null);
      await tell(terminal, { type: "shelf-applied", revision, complete, places: said });
    },
    stocked: async () => {
      for (const [index, id] of exampleApps.entries()) {
        const one = await packExample(id, key);
        await release(people, one);
        await place(people, contract, one.index.manifest, { frequent: index + 1 });
      }
      for (const id of ["suzhou-creek", "plane-trees"] as const) await release(people, await packTheme(id, key));
    },
    shelf: () => people.office.get(`/contracts/${contract}/shelf`, ContractShelf),
  };
}

/** A use of a terminal that ended well, a minute ago. */
export function use(now: number, fields: object = {}): object {
  return {
    ...{ type: "session", sessionId: randomUUID(), appId: "print-documents", appVersion: "1.0.0", elder: false },
    ...{ startedAt: now - 150_000, endedAt: now - 60_000, end: "finished", outcome: "done", identified: "card" },
    ...{ language: "zh", jobs: [{ kind: "a4", outcome: "done", detail: "" }] },
    wipe: wipe(now - 59_000),
    ...fields,
  };
}

export function wipe(at: number, fields: object = {}): object {
  const parts = ["cookies", "local-storage", "print-spool", "session-memory"].map((part) => ({ part, left: 0 }));
  return { at, durationMs: 412, host: "browser", parts, clean: true, ...fields };
}

export function citizenReport(fields: object = {}): object {
  return {
    ...{ type: "citizen-report", reportId: randomUUID(), sessionId: null, appId: "print-documents", kind: "no-print" },
    ...{ text: "打印到一半停了", masked: 1, deviceId: null, receipt: "R-20261102-0001", ...fields },
  };
}

/** The way of one choice in an open form. */
export async function choose(page: Page, label: string, option: string): Promise<void> {
  await page.getByRole("combobox", { name: label, exact: true }).last().click();
  await page
    .locator(".ant-select-dropdown:not(.ant-select-dropdown-hidden)")
    .getByTitle(option, { exact: true })
    .click();
}

export const submit = (page: Page) => page.locator(".ant-modal-footer .ant-btn").last();

export async function gone(page: Page): Promise<void> {
  await page.locator(".ant-modal-footer").waitFor({ state: "detached" });
}
