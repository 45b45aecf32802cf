// The trace of a use under way: on disk before it begins, gone when it is wiped and told. What is found at a start was cut off by
// the power, and holds nothing of a person.
import { join } from "node:path";
import { AppId } from "@kiosk/contract";
import { Millis } from "@kiosk/firmware-profiles";
import { z } from "zod";
import { parseJson, readIfPresent, removeDurably, writeDurably } from "./durable-file.ts";

const Marker = z.strictObject({ sessionId: z.uuid(), appId: AppId.nullable(), startedAt: Millis });
export type Marker = z.infer<typeof Marker>;

export type FoundMarker =
  | { readonly name: "none" }
  | { readonly name: "damaged" }
  | ({ readonly name: "found" } & Marker);

export class SessionMarker {
  readonly #file: string;

  constructor(dataDir: string) {
    this.#file = join(dataDir, "session.json");
  }

  /** Durable when it returns. @throws the file system's error */
  write({ sessionId, appId, startedAt }: Marker): void {
    writeDurably(this.#file, `${JSON.stringify({ sessionId, appId, startedAt })}\n`);
  }

  /** @throws the file system's error */
  find(): FoundMarker {
    const text = readIfPresent(this.#file);
    if (text === undefined) return { name: "none" };
    const parsed = Marker.safeParse(parseJson(text));
    return parsed.success ? { name: "found", ...parsed.data } : { name: "damaged" };
  }

  /** Idempotent. @throws the file system's error */
  remove(): void {
    removeDurably(this.#file);
  }
}
