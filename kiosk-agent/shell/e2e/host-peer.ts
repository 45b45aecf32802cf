// The agent as the browser host sees it: a page that beats, health, and whoever tells incidents. On loopback, any free port.
import { createServer, type Server } from "node:http";
import { ShellAlive, ShellIncident } from "@kiosk/contract";

/** Told by the page, by name, with what came of it. */
export interface Finding {
  readonly name: string;
  readonly value: string;
}

export interface HostPeer {
  /** scripts that the page fetches and runs, in order */
  readonly commands: string[];
  readonly origin: string;
  readonly appOrigin: string;
  /** instants at which the pages said that they live */
  readonly beats: number[];
  readonly incidents: ShellIncident[];
  readonly findings: Finding[];
  /** `METHOD path` of everything that was asked for, of both origins */
  readonly requests: string[];
  close(): Promise<void>;
}

export interface PeerPages {
  /** body of the page at "/", after the beating script */
  readonly page: string;
  /** by path, of the apps' origin */
  readonly apps?: Readonly<Record<string, { readonly type: string; readonly body: string }>>;
  /** by path, of the pages' origin */
  readonly more?: Readonly<
    Record<
      string,
      { readonly status?: number; readonly headers: Readonly<Record<string, string>>; readonly body: string }
    >
  >;
}

/** As strict as the agent's own pages but for what a test needs to steer one. */
const security = "script-src 'self' 'nonce-test' 'unsafe-eval'";

const beating = `<script nonce="test">
const beat = () => fetch("/shell/v1/alive", { method: "POST", body: JSON.stringify({ paints: 1, heapBytes: null }) });
const tell = (name, value) => fetch("/found", { method: "POST", body: JSON.stringify({ name, value: String(value) }) });
requestAnimationFrame(beat); setInterval(beat, 2000);
setInterval(async () => { const command = await (await fetch("/command")).text(); if (command !== "") (0, eval)(command); }, 200);
</script>`;

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const bound = server.address();
  if (bound === null || typeof bound === "string") throw new Error("no port");
  return `http://127.0.0.1:${bound.port}`;
}

export async function startHostPeer(pagesOf: (appOrigin: string) => PeerPages): Promise<HostPeer> {
  const commands: string[] = [];
  const beats: number[] = [];
  const incidents: ShellIncident[] = [];
  const findings: Finding[] = [];
  const requests: string[] = [];
  const apps = createServer((request, response) => {
    requests.push(`${request.method} apps${request.url}`);
    const found = pages.apps?.[request.url ?? ""];
    response.writeHead(found === undefined ? 404 : 200, { "content-type": found?.type ?? "text/plain" });
    response.end(found?.body);
  });
  const appOrigin = await listen(apps);
  const pages = pagesOf(appOrigin);

  const server = createServer(async (request, response) => {
    if (request.url !== "/command") requests.push(`${request.method} ${request.url}`);
    let body = "";
    for await (const chunk of request) body += String(chunk);
    const json = (value: unknown) =>
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(value));
    const extra = pages.more?.[request.url ?? ""];
    if (request.url === "/shell/v1/health") {
      const last = beats.at(-1);
      const silentMs = last === undefined ? null : Date.now() - last;
      json({ at: Date.now(), silentMs, session: false, mode: "open", crashes: 0 });
    } else if (request.url === "/command") {
      response.writeHead(200, { "cache-control": "no-store" }).end(commands.shift() ?? "");
    } else if (request.url === "/shell/v1/alive") {
      ShellAlive.parse(JSON.parse(body));
      beats.push(Date.now());
      json({});
    } else if (request.url === "/shell/v1/incidents") {
      incidents.push(ShellIncident.parse(JSON.parse(body)));
      json({});
    } else if (request.url === "/found") {
      const said: unknown = JSON.parse(body);
      if (typeof said === "object" && said !== null && "name" in said && "value" in said) {
        findings.push({ name: String(said.name), value: String(said.value) });
      }
      json({});
    } else if (extra !== undefined) {
      response.writeHead(extra.status ?? 200, extra.headers).end(extra.body);
    } else if (request.url === "/") {
      response.writeHead(200, { "content-type": "text/html; charset=utf-8", "content-security-policy": security });
      response.end(`<!doctype html><title>pages</title><body>${beating}${pages.page}</body>`);
    } else {
      response.writeHead(404).end();
    }
  });
  const origin = await listen(server);
  const close = (one: Server) =>
    new Promise<void>((resolve) => {
      one.close(() => resolve());
      one.closeAllConnections();
    });
  return {
    commands,
    origin,
    appOrigin,
    beats,
    incidents,
    findings,
    requests,
    close: async () => {
      await Promise.all([close(server), close(apps)]);
    },
  };
}
