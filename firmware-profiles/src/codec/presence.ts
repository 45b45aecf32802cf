// What is seen of a peripheral that answers no question: a camera, a scanner that types like a keyboard. As octets it is
// lines of text, `camera opens`, `keyboard opens`, `silent 12000`, `name HD Webcam`: so it is kept for support, and so
// captures have it. Nothing that the device said is in it.
import type { Field } from "./field.ts";

export interface Sighting {
  readonly of: "camera" | "keyboard";
  /** what the operating system calls it */
  readonly name: string;
  /** it was opened and closed again; false: another program holds it alone */
  readonly opens: boolean;
  /** milliseconds since it was last noticed to say anything; absent: not since we listen, or it cannot be heard */
  readonly silentMs?: number;
}

const longestName = 200;

export function encodeSighting({ of, name, opens, silentMs }: Sighting): Uint8Array {
  const lines = [
    `${of} ${opens ? "opens" : "in use"}`,
    ...(silentMs === undefined ? [] : [`silent ${Math.max(0, Math.round(silentMs))}`]),
    `name ${name.replace(/\p{Cc}/gu, " ").slice(0, longestName)}`,
  ];
  return new TextEncoder().encode(`${lines.join("\n")}\n`);
}

/** undefined where these octets are no sighting */
export function decodeSighting(bytes: Uint8Array): Sighting | undefined {
  const text = new TextDecoder().decode(bytes);
  const found = /^(camera|keyboard) (opens|in use)\n(?:silent (\d{1,15})\n)?name ([^\n]*)\n$/.exec(text);
  if (found === null) return undefined;
  const [, of, use, silent, name = ""] = found;
  return {
    of: of === "camera" ? "camera" : "keyboard",
    name,
    opens: use === "opens",
    ...(silent === undefined ? {} : { silentMs: Number(silent) }),
  };
}

/** undefined: what was seen is something else than this profile's protocol is about */
export function sightingFields(protocol: "camera" | "wedge", seen: Sighting): Field[] | undefined {
  if (seen.of !== (protocol === "camera" ? "camera" : "keyboard")) return undefined;
  const opens: Field = { shape: "value", name: "opens", part: "", raw: Uint8Array.of(seen.opens ? 1 : 0) };
  const name: Field = { shape: "value", name: "name", part: "", raw: new TextEncoder().encode(seen.name) };
  return protocol === "camera" ? [opens, name] : [opens, name, ...heardFields(seen.silentMs)];
}

/** When something was last heard of a device that only talks when a citizen uses it. @param silentMs undefined: never */
export function heardFields(silentMs: number | undefined): Field[] {
  const heard = (isHeard: boolean): Field => {
    return { shape: "value", name: "heard", part: "", raw: Uint8Array.of(isHeard ? 1 : 0) };
  };
  if (silentMs === undefined) return [heard(false)];
  const number = Math.floor(silentMs / 1000);
  return [heard(true), { shape: "value", name: "sinceHeard", part: "", raw: new Uint8Array(0), number }];
}
