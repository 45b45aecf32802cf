// The phone's only HTTP. Every answer is checked at the border (answers.ts); no failure is thrown, each has a name.
import type { FieldAnswer, FieldBundle, FieldUpload, Me, PhotoUpload, Problem } from "@kiosk/contract";
import { isBundle, isFieldAnswer, isMe, isPhotoUpload, isProblem } from "./answers.ts";
import type { PhoneTime } from "./phone-clock.ts";

/** `no-connection`: nothing was heard, or nothing that is ours (a login page of the Wi-Fi). `busy`: ask again no sooner than this. */
export type Failure =
  | { readonly name: "no-connection" }
  | { readonly name: "signed-out" }
  | { readonly name: "busy"; readonly afterMs: number }
  | { readonly name: "problem"; readonly status: number; readonly problem: Problem };
/** `sent`: when, by the phone's clocks. */
export type Heard<T> =
  | { readonly ok: true; readonly value: T; readonly sent: PhoneTime }
  | { readonly ok: false; readonly failure: Failure };

const answerWithinMs = 15_000;
/** a quarter of a megabyte over a bad connection */
const chunkWithinMs = 60_000;

interface Request {
  readonly method?: "GET" | "POST" | "PUT" | "DELETE";
  readonly json?: unknown;
  readonly bytes?: Uint8Array<ArrayBuffer>;
  readonly withinMs?: number;
  /** of what is here already */
  readonly etag?: string;
}

export class FieldApi {
  readonly #readTime: () => PhoneTime;

  constructor(readTime: () => PhoneTime) {
    this.#readTime = readTime;
  }

  session(): Promise<Heard<Me>> {
    return this.#ask("/session", isMe);
  }

  signIn(login: string, password: string): Promise<Heard<Me>> {
    return this.#ask("/session", isMe, { method: "POST", json: { login, password } });
  }

  secondFactor(code: string): Promise<Heard<Me>> {
    return this.#ask("/session/second-factor", isMe, { method: "POST", json: { code } });
  }

  signOut(): Promise<Heard<undefined>> {
    return this.#ask("/session", (value) => value === undefined, { method: "DELETE" });
  }

  /** @param etag of the bundle that is here; undefined as answer: it is still the newest */
  bundle(etag: string | null): Promise<Heard<FieldBundle | undefined>> {
    const isAnswer = (value: unknown) => value === undefined || isBundle(value);
    return this.#ask("/field/bundle", isAnswer, etag === null ? {} : { etag });
  }

  items(upload: Omit<FieldUpload, "sentAt">): Promise<Heard<FieldAnswer>> {
    const json = { sentAt: this.#readTime().wall, ...upload };
    return this.#ask("/field/items", isFieldAnswer, { method: "POST", json });
  }

  photo(photoId: string): Promise<Heard<PhotoUpload>> {
    return this.#ask(`/field/photos/${photoId}`, isPhotoUpload);
  }

  putPhoto(photoId: string, offset: number, bytes: Uint8Array<ArrayBuffer>): Promise<Heard<PhotoUpload>> {
    const path = `/field/photos/${photoId}?offset=${offset}`;
    return this.#ask(path, isPhotoUpload, { method: "PUT", bytes, withinMs: chunkWithinMs });
  }

  async #ask<T>(path: string, isAnswer: (value: unknown) => value is T, request: Request = {}): Promise<Heard<T>> {
    const sent = this.#readTime();
    const { method = "GET", json, bytes, etag, withinMs = answerWithinMs } = request;
    const headers: Record<string, string> = { accept: "application/json" };
    if (etag !== undefined) headers["if-none-match"] = `"${etag}"`;
    // as the console has it: what nobody has just asked for keeps no session from being idle
    if ("userActivation" in navigator && !navigator.userActivation.isActive) headers["x-kiosk-background"] = "1";
    const init: RequestInit = { method, headers, credentials: "same-origin", redirect: "error", cache: "no-store" };
    init.signal = AbortSignal.timeout(withinMs);
    if (json !== undefined) {
      headers["content-type"] = "application/json";
      init.body = JSON.stringify(json);
    }
    if (bytes !== undefined) {
      headers["content-type"] = "application/octet-stream";
      init.body = bytes;
    }
    let response: Response;
    let value: unknown;
    try {
      response = await fetch(`/api/v1${path}`, init);
      const text = await response.text();
      value = text === "" ? undefined : JSON.parse(text);
    } catch {
      // refused, cut off, too slow, or not even JSON: nobody who is ours was heard
      return { ok: false, failure: { name: "no-connection" } };
    }
    if (response.ok || response.status === 304) {
      return isAnswer(value) ? { ok: true, value, sent } : { ok: false, failure: { name: "no-connection" } };
    }
    return { ok: false, failure: failureOf(response, value) };
  }
}

function failureOf({ status, headers }: Response, value: unknown): Failure {
  if (!isProblem(value)) return { name: "no-connection" };
  if (value.code === "auth.sign-in-needed") return { name: "signed-out" };
  if (status === 429 || status === 503) {
    const seconds = Number(headers.get("retry-after"));
    return { name: "busy", afterMs: Number.isFinite(seconds) ? Math.max(seconds, 1) * 1000 : 5_000 };
  }
  return { name: "problem", status, problem: value };
}
