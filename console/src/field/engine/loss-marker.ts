// What the database holds is also written down outside of it, in few words: so that a database that a browser has thrown away is
// missed. In two places, since browsers tidy them up by different rules.
import type { Loss, Person } from "./engine.ts";

const markerKey = "kiosk.field.held";
const lossKey = "kiosk.field.lost";
const cookieName = "kiosk_field_held";
const yearSeconds = 365 * 24 * 60 * 60;

/** `at`: when the last was written, Millis. Only what was not at the server. */
export interface Held {
  readonly installId: string;
  readonly items: number;
  readonly photos: number;
  readonly at: number;
  readonly by: Person;
}

export interface MarkerPlaces {
  readonly local: Pick<Storage, "getItem" | "setItem" | "removeItem">;
  /** `document` */
  readonly page: { cookie: string };
}

export class LossMarker {
  readonly #places: MarkerPlaces;

  constructor(places: MarkerPlaces) {
    this.#places = places;
  }

  /** Null: nothing was held, or nobody remembers. */
  held(): Held | null {
    return parseHeld(this.#local(markerKey)) ?? parseHeld(this.#cookie());
  }

  write(held: Held): void {
    const text = JSON.stringify(held);
    this.#store(markerKey, text);
    this.#places.page.cookie = `${cookieName}=${encodeURIComponent(text)}; path=/field; max-age=${yearSeconds}; samesite=strict`;
  }

  /** What was found missing, until the person has read it: it outlives the next start. */
  loss(): Loss | null {
    const held = parseHeld(this.#local(lossKey));
    return held === null ? null : { items: held.items, photos: held.photos, lastWrittenAt: held.at, by: held.by };
  }

  setLoss(held: Held): void {
    this.#store(lossKey, JSON.stringify(held));
  }

  acknowledge(): void {
    this.#places.local.removeItem(lossKey);
  }

  #local(key: string): string | null {
    return this.#places.local.getItem(key);
  }

  #store(key: string, text: string): void {
    try {
      this.#places.local.setItem(key, text);
    } catch (error) {
      // no room even for this: the other place is left
      if (!(error instanceof DOMException)) throw error;
    }
  }

  #cookie(): string | null {
    const pair = this.#places.page.cookie.split("; ").find((part) => part.startsWith(`${cookieName}=`));
    return pair === undefined ? null : decodeURIComponent(pair.slice(cookieName.length + 1));
  }
}

function parseHeld(text: string | null): Held | null {
  if (text === null) return null;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // half a cookie: what it said is not known
    return null;
  }
  return isHeld(value) ? value : null;
}

function isHeld(value: unknown): value is Held {
  if (typeof value !== "object" || value === null) return false;
  if (!("installId" in value && "items" in value && "photos" in value && "at" in value && "by" in value)) return false;
  const { installId, items, photos, at, by } = value;
  const numbers = [items, photos, at].every((n) => typeof n === "number");
  return typeof installId === "string" && numbers && isPerson(by);
}

function isPerson(value: unknown): value is Person {
  if (typeof value !== "object" || value === null || !("userId" in value) || !("name" in value)) return false;
  return typeof value.userId === "string" && typeof value.name === "string";
}
