import type { TestServer } from "./server-harness.ts";

/** A browser with a cookie of its own. */
export class Browser {
  cookie = "";
  readonly #server: TestServer;

  constructor(server: TestServer) {
    this.#server = server;
  }

  async send(method: string, path: string, body?: unknown): Promise<{ status: number; code: string; body: unknown }> {
    const headers = new Headers(this.cookie === "" ? {} : { cookie: this.cookie });
    if (body !== undefined) headers.set("content-type", "application/json");
    const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
    const response = await fetch(`${this.#server.app.httpUrl}/api/v1${path}`, init);
    const set = response.headers.getSetCookie().find((line) => line.startsWith("kiosk_session="));
    if (set !== undefined) this.cookie = set.split(";")[0] ?? "";
    const text = await response.text();
    const answer: unknown = text === "" ? null : JSON.parse(text);
    return { status: response.status, code: /"code":"([a-z.-]+)"/.exec(text)?.[1] ?? "", body: answer };
  }

  signIn(login: string, password: string) {
    return this.send("POST", "/session", { login, password });
  }
}
