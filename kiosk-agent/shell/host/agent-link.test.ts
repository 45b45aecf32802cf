import { createServer, type Server } from "node:http";
import { afterEach, expect, test } from "vitest";
import { createAgentLink } from "./agent-link.ts";

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

async function agent(
  answer: (path: string, body: string) => { status: number; body: string },
  port = 0,
): Promise<{ origin: string; port: number }> {
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += String(chunk);
    const said = answer(request.url ?? "", body);
    response.writeHead(said.status, { "content-type": "application/json" }).end(said.body);
  });
  servers.push(server);
  await new Promise<void>((resolve) => {
    server.listen(port, "127.0.0.1", resolve);
  });
  const bound = server.address();
  if (bound === null || typeof bound === "string") throw new Error("no port");
  return { origin: `http://127.0.0.1:${bound.port}`, port: bound.port };
}

const health = { at: 1, silentMs: 20, session: false, mode: "open", crashes: 0 };

test("an agent that answers says how long its pages are silent", async () => {
  const { origin } = await agent(() => ({ status: 200, body: JSON.stringify(health) }));
  expect(await createAgentLink(origin).health()).toEqual(health);
});

test.each([
  ["that answers something else", 200, '{"at":1}'],
  ["that answers no JSON", 200, "<html>"],
  ["that fails", 500, JSON.stringify(health)],
])("an agent %s is away", async (_, status, body) => {
  const { origin } = await agent(() => ({ status, body }));
  expect(await createAgentLink(origin).health()).toBeNull();
});

test("what an agent that is away should know waits in order, and is told once", async () => {
  const first = await agent(() => ({ status: 200, body: "{}" }));
  const link = createAgentLink(first.origin);
  await new Promise((resolve) => servers.pop()?.close(resolve));
  link.tell({ incident: "renderer-gone", detail: "one" });
  link.tell({ incident: "recovered", detail: "two" });
  expect(await link.health()).toBeNull();
  await link.flush();
  const told: string[] = [];
  await agent((_, body) => {
    told.push(body);
    return { status: 200, body: "{}" };
  }, first.port);
  await Promise.all([link.flush(), link.flush()]);
  expect(told.map((body): unknown => JSON.parse(body))).toEqual([
    { incident: "renderer-gone", detail: "one" },
    { incident: "recovered", detail: "two" },
  ]);
});
