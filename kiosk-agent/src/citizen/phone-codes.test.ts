import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { createCodeSender } from "./phone-codes.ts";

const never = new AbortController().signal;

/** A service that takes codes; answers with `status`. */
async function service(status: number) {
  const taken: string[] = [];
  const server = createServer((request, response) => {
    request.setEncoding("utf8");
    let body = "";
    request.on("data", (text: string) => {
      body += text;
    });
    request.on("end", () => {
      taken.push(`${request.method} ${request.headers["content-type"]} ${body}`);
      response.writeHead(status, { location: "/elsewhere" }).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()));
  onTestFinished(close);
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  const { port }: AddressInfo = address;
  return { taken, close, url: `http://127.0.0.1:${port}/codes` };
}

function senderTo(url: string) {
  const logged: string[] = [];
  const log = (event: string, fields?: object) => void logged.push(JSON.stringify([event, fields]));
  return { logged, sender: createCodeSender({ kind: "http", url }, { info: log, warn: log }) };
}

test("a code goes to the service as JSON, and nothing of it to the log", async () => {
  const { url, taken } = await service(204);
  const { sender, logged } = senderTo(url);
  expect(await sender?.send("13900139042", "004217", never)).toBe(true);
  expect(taken).toEqual(['POST application/json {"phone":"13900139042","code":"004217"}']);
  expect(logged).toEqual([]);
});

test.each([500, 403, 302])(
  "a service that answers %i did not take it, and the log says so without the number",
  async (status) => {
    const { url, taken } = await service(status);
    const { sender, logged } = senderTo(url);
    expect(await sender?.send("13900139042", "004217", never)).toBe(false);
    // A redirect is not followed: the number goes to nobody else.
    expect(taken).toHaveLength(1);
    expect(logged).toHaveLength(1);
    expect(logged.join()).not.toMatch(/13900139042|004217/);
  },
);

test("a service that is gone did not take it", async () => {
  const { url, close } = await service(200);
  await close();
  expect(await senderTo(url).sender?.send("13900139042", "004217", never)).toBe(false);
});

test("a terminal without a service has no sender", () => {
  const { sender } = { sender: createCodeSender({ kind: "none" }, { info: () => undefined, warn: () => undefined }) };
  expect(sender).toBeUndefined();
});
