import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { type AddressInfo, createServer as createTcp } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { measureItself } from "./self-measure.ts";
import { probeServices } from "./service-probe.ts";

let folder: string;
let web: Server;
let page: string;
const asked: string[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "measure-"));
  web = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    if (request.url === "/hangs") return;
    response.writeHead(Number(request.url?.slice(1)), { location: "/elsewhere" }).end("x");
  });
  await new Promise<void>((listening) => web.listen(0, "127.0.0.1", listening));
  page = `http://127.0.0.1:${port(web)}`;
});
afterAll(() => {
  web.closeAllConnections();
  web.close();
  rmSync(folder, { recursive: true, force: true });
});

function port(server: { address(): AddressInfo | string | null }): number {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}

const probe = (url: string, signal = new AbortController().signal) =>
  probeServices([{ name: "s", url }], () => performance.now(), signal).then(([one]) => one);

describe("a service", () => {
  it.each([
    ["200", true],
    ["302", true],
    ["401", true],
    ["500", false],
    ["503", false],
  ])("that answers %s", async (status, reached) => {
    const found = await probe(`${page}/${status}`);
    expect(found?.reached).toBe(reached);
    expect(found?.said).toMatch(new RegExp(`^HTTP ${status}, \\d+ ms$`));
    expect(asked.at(-1)).toBe(`GET /${status}`);
  });
  it("whose port opens", async () => {
    const tcp = createTcp((socket) => socket.end());
    await new Promise<void>((listening) => tcp.listen(0, "127.0.0.1", listening));
    const url = `tcp://127.0.0.1:${port(tcp)}`;
    expect(await probe(url)).toMatchObject({ reached: true, said: expect.stringMatching(/^open, /) });
    await new Promise((closed) => tcp.close(closed));
    expect(await probe(url)).toEqual({ name: "s", reached: false, said: "ECONNREFUSED" });
  });
  it("that nobody serves", async () => {
    expect(await probe("http://127.0.0.1:9/")).toMatchObject({ reached: false });
  });
  it("that does not answer is given up when the agent stops", async () => {
    const stop = new AbortController();
    const found = probe(`${page}/hangs`, stop.signal);
    stop.abort(new Error("agent stopped"));
    expect(await found).toEqual({ name: "s", reached: false, said: "agent stopped" });
  });
  it("keeps its place among many", async () => {
    const services = Array.from({ length: 20 }, (_, i) => ({
      name: `s${i}`,
      url: `${page}/${i % 2 === 0 ? 200 : 500}`,
    }));
    const found = await probeServices(services, () => 0, new AbortController().signal);
    expect(found.map((one) => `${one.name} ${one.reached}`)).toEqual(
      services.map((s, i) => `${s.name} ${i % 2 === 0}`),
    );
  });
});

describe("this machine", () => {
  const measure = (caFile?: string) =>
    measureItself(
      {
        config: { server: { url: "mqtt://127.0.0.1:9", ...(caFile === undefined ? {} : { caFile }) }, services: [] },
        host: undefined,
        monotonic: () => 0,
        osRelease: join(folder, "os-release"),
      },
      new AbortController().signal,
    );

  it("tells its system by name and kernel", async () => {
    expect((await measure()).os).toMatch(/^Linux \d/);
    writeFileSync(join(folder, "os-release"), 'NAME="UOS"\nPRETTY_NAME="UnionTech OS Desktop 20"\n');
    expect((await measure()).os).toMatch(/^UnionTech OS Desktop 20, Linux \d/);
  });
  it("knows the last day of its certificate, that there is none, and that it cannot read one", async () => {
    const file = join(folder, "ca.pem");
    execFileSync(
      "openssl",
      [
        ...["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=ca"],
        ...["-days", "30", "-keyout", join(folder, "key.pem"), "-out", file],
      ],
      { stdio: "ignore" },
    );
    const end = (await measure(file)).certificateEndsAt ?? 0;
    expect(end - Date.now()).toBeGreaterThan(29 * 86_400_000);
    expect((await measure()).certificateEndsAt).toBeNull();
    writeFileSync(file, "no certificate");
    expect((await measure(file)).certificateEndsAt).toBeUndefined();
    expect((await measure(join(folder, "missing.pem"))).certificateEndsAt).toBeUndefined();
  });
});
