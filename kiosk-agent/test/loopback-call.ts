// One HTTP request with any headers, which fetch does not allow (Host, Origin, a body that dawdles).
import { type ClientRequest, type IncomingHttpHeaders, request } from "node:http";

export interface Called {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly json: unknown;
}

export interface Calling {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** in place of ending the request with `body` */
  readonly send?: (request: ClientRequest) => void;
}

/** Rejects where the connection is cut before the answer is whole. */
export function call(url: string, { method = "GET", headers = {}, body, send }: Calling = {}): Promise<Called> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { method, headers, agent: false }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.on("error", reject);
      answer.on("end", () => {
        const text = Buffer.concat(chunks).toString();
        const isJson = (answer.headers["content-type"] ?? "").startsWith("application/json");
        resolve({
          status: answer.statusCode ?? 0,
          headers: answer.headers,
          text,
          json: isJson ? JSON.parse(text) : null,
        });
      });
    });
    asked.on("error", reject);
    if (send === undefined) asked.end(body);
    else send(asked);
  });
}

/** A POST of a page of this origin. */
export function post(base: string, path: string, body: unknown, headers: Record<string, string> = {}): Promise<Called> {
  return call(`${base}${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: base, ...headers },
    body: JSON.stringify(body),
  });
}
