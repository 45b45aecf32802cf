// The browser host's first paint: the same page 正在恢复 that the Electron host has in its package, on a loopback port of the
// launcher's own. It lets the browser go on to the agent's pages when the launcher says so.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { Nearest } from "../host/agent-link.ts";

const folder = new URL("../host/recovering/", import.meta.url);
const files = [
  { path: "/", file: "recovering.html", type: "text/html; charset=utf-8" },
  { path: "/recovering.css", file: "recovering.css", type: "text/css; charset=utf-8" },
  { path: "/recovering.js", file: "recovering.js", type: "text/javascript; charset=utf-8" },
].map(({ path, file, type }) => ({ path, type, body: readFileSync(new URL(file, folder)) }));

export interface RecoveringServer {
  readonly origin: string;
  /** The page's address; the nearest terminal travels behind the `#`. */
  address(nearest: Nearest | null): string;
  /** Where the page goes on to; null: it stays. */
  setGoal(goal: string | null): void;
  close(): Promise<void>;
}

/** @throws where the port is taken */
export async function startRecoveringServer(port: number): Promise<RecoveringServer> {
  let goal: string | null = null;
  const server = createServer((request, response) => {
    response.setHeader("cache-control", "no-store");
    response.setHeader("x-content-type-options", "nosniff");
    const found = files.find(({ path }) => path === request.url);
    if (request.method !== "GET" || (found === undefined && request.url !== "/agent")) {
      response.writeHead(404).end();
    } else if (found === undefined) {
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ to: goal }));
    } else {
      response.writeHead(200, { "content-type": found.type }).end(found.body);
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(port, "127.0.0.1", resolve);
  });
  const bound = server.address();
  const origin = `http://127.0.0.1:${typeof bound === "object" && bound !== null ? bound.port : port}`;
  return {
    origin,
    address: (nearest) => `${origin}/${nearest === null ? "" : `#${encodeURIComponent(JSON.stringify(nearest))}`}`,
    setGoal: (next) => {
      goal = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
