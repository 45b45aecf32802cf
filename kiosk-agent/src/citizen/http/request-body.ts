import type { IncomingMessage } from "node:http";
import type { z } from "zod";
import type { Clock } from "../../ports.ts";
import { within } from "../../within.ts";
import type { Done } from "../ports.ts";
import { done, refuse } from "../refusal.ts";

/** Loopback is fast: whoever needs longer holds us up. */
const bodyMs = 10_000;

/** The body as `schema` has it. What is refused is named by its place and never repeated: it may be of a person. */
export async function readBody<T>(
  request: IncomingMessage,
  schema: z.ZodType<T>,
  maxBytes: number,
  clock: Clock,
): Promise<Done<T>> {
  const type = (request.headers["content-type"] ?? "").split(";")[0]?.trim();
  if (type !== "application/json") return refuse("request.invalid", "not application/json");
  if (Number(request.headers["content-length"] ?? 0) > maxBytes) return tooLarge(maxBytes);
  let octets: Uint8Array | undefined;
  try {
    const never = new AbortController().signal;
    const read = await within(clock, bodyMs, never, () => collect(request, maxBytes));
    if (read.name === "overdue") return refuse("request.invalid", `no whole body within ${bodyMs / 1_000} s`);
    octets = read.value;
  } catch {
    return refuse("request.invalid", "the body broke off");
  }
  if (octets === undefined) return tooLarge(maxBytes);
  const parsed = schema.safeParse(parseJson(octets));
  if (parsed.success) return done(parsed.data);
  const places = parsed.error.issues.map(({ path }) => path.join(".") || "(body)");
  return refuse("request.invalid", places.join(", ").slice(0, 200));
}

function tooLarge(maxBytes: number) {
  return refuse("request.invalid", `more than ${maxBytes} bytes`);
}

async function collect(request: IncomingMessage, maxBytes: number): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  // what is refused is answered first: the connection is not cut under the answer
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    if (!(chunk instanceof Uint8Array)) continue;
    bytes += chunk.length;
    if (bytes > maxBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function parseJson(octets: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(octets));
  } catch {
    // not UTF-8 or no JSON: the schema then refuses undefined
    return undefined;
  }
}
