// A web server that plays the services: it writes down each request as it came over the wire and answers as told.
import { createServer, type IncomingMessage, type RequestListener } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo, Socket } from "node:net";

export interface SeenRequest {
  readonly method: string;
  /** path and query */
  readonly url: string;
  /** lower-case names */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** all of it as sent, lines ended by `\n`; the fake's own address reads `FAKE` */
  readonly wire: string;
}

export type FakeAnswer =
  | { readonly status?: number; readonly headers?: Record<string, string>; readonly body: string }
  /** takes the request and says nothing */
  | "silence"
  /** something that is no HTTP */
  | "noise"
  /** begins an answer and cuts the line */
  | "cut"
  /** a body without end */
  | "flood";

export interface FakeWeb {
  /** without a slash at its end */
  readonly url: string;
  readonly host: string;
  readonly requests: readonly SeenRequest[];
  /** Answers to come, in order; the last one is repeated. */
  answer(...answers: FakeAnswer[]): void;
  close(): Promise<void>;
}

export interface FakeTls {
  readonly key: string;
  readonly cert: string;
}

async function readAll(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}

function headerLines(request: IncomingMessage): string[] {
  const lines: string[] = [];
  for (let index = 0; index < request.rawHeaders.length; index += 2) {
    lines.push(`${request.rawHeaders[index]}: ${request.rawHeaders[index + 1]}`);
  }
  return lines;
}

/** Listens on loopback, at a free port. */
export async function startFakeWeb(tls: FakeTls | null = null): Promise<FakeWeb> {
  const requests: SeenRequest[] = [];
  let answers: FakeAnswer[] = [{ body: "{}" }];
  let host = "";

  const respond: RequestListener = (request, response) => {
    void readAll(request).then((body) => {
      const lines = headerLines(request).map((line) => line.replaceAll(host, "FAKE"));
      const url = request.url ?? "";
      requests.push({
        method: request.method ?? "",
        url,
        headers: Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)])),
        body,
        wire: [`${request.method} ${url} HTTP/${request.httpVersion}`, ...lines, "", body].join("\n"),
      });
      const next = (answers.length > 1 ? answers.shift() : answers[0]) ?? "silence";
      if (next === "silence") return;
      if (next === "noise") request.socket.end("220 this is another protocol\r\n\r\n");
      else if (next === "cut") {
        response.writeHead(200, { "content-length": "100" });
        response.write("{");
        response.once("drain", () => request.socket.destroy());
        setImmediate(() => request.socket.destroy());
      } else if (next === "flood") {
        response.writeHead(200);
        const more = () => {
          while (!response.destroyed && response.write("x".repeat(16_384)));
        };
        response.on("drain", more);
        more();
      } else {
        response.writeHead(next.status ?? 200, { "content-type": "application/json", ...next.headers });
        response.end(next.body);
      }
    });
  };

  const server = tls === null ? createServer(respond) : createSecureServer(tls, respond);
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("error", () => socket.destroy()).on("close", () => sockets.delete(socket));
  });
  const port = await new Promise<number>((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve(portOf(server.address())));
  });
  host = `127.0.0.1:${port}`;
  return {
    url: `${tls === null ? "http" : "https"}://${host}`,
    host,
    requests,
    answer: (...next) => {
      answers = next;
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

export function portOf(address: string | AddressInfo | null): number {
  if (address === null || typeof address === "string") throw new Error("not listening");
  return address.port;
}

/** A port on which nobody listens. */
export async function deadPort(): Promise<number> {
  const web = await startFakeWeb();
  await web.close();
  return Number(new URL(web.url).port);
}
