// An outbound proxy: forwards plain requests and opens tunnels, and writes down what it was asked.
import { createServer, request as httpRequest } from "node:http";
import { connect, type Socket } from "node:net";
import { portOf } from "./fake-web.ts";

export interface FakeProxy {
  readonly url: string;
  /** first lines of the requests, and the credentials with them */
  readonly asked: readonly { readonly line: string; readonly credentials: string | undefined }[];
  close(): Promise<void>;
}

export async function startFakeProxy(refuse = false): Promise<FakeProxy> {
  const asked: { line: string; credentials: string | undefined }[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((request, response) => {
    asked.push({ line: `${request.method} ${request.url}`, credentials: request.headers["proxy-authorization"] });
    const onward = httpRequest(
      request.url ?? "",
      { method: request.method ?? "", headers: request.headers },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      },
    );
    request.pipe(onward);
  });
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("error", () => socket.destroy()).on("close", () => sockets.delete(socket));
  });
  server.on("connect", (request, socket) => {
    asked.push({ line: `CONNECT ${request.url}`, credentials: request.headers["proxy-authorization"] });
    if (refuse) {
      socket.end("HTTP/1.1 503 no way\r\n\r\n");
      return;
    }
    const { hostname, port } = new URL(`http://${request.url}`);
    const onward = connect(Number(port), hostname, () => {
      socket.write("HTTP/1.1 200 connected\r\n\r\n");
      onward.pipe(socket).pipe(onward);
    });
    onward.on("error", () => socket.destroy());
  });
  const port = await new Promise<number>((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve(portOf(server.address())));
  });
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
