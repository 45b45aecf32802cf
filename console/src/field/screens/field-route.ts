// Which screen, in the part of the address behind #: the phone's back button goes one screen back, and a page that the system
// closed opens where it was. The server never sees it.
import type { Place } from "../engine/engine.ts";

export type FieldRoute =
  | { readonly name: "today" }
  | { readonly name: "terminals" }
  | { readonly name: "queue" }
  | { readonly name: "settings" }
  | { readonly name: "sign-in" }
  | { readonly name: "terminal"; readonly kioskId: string }
  | { readonly name: VisitScreen; readonly kioskId: string; readonly visitId: string | null }
  | { readonly name: "checklist"; readonly kioskId: string; readonly visitId: string | null; readonly kind: string }
  | { readonly name: "order"; readonly kioskId: string; readonly visitId: string | null; readonly orderId: string }
  | {
      readonly name: "swap";
      readonly kioskId: string;
      readonly visitId: string | null;
      /** `device/consumable/part`; null: choose one */
      readonly supply: string | null;
    };

const visitScreens = ["arrival", "visit", "note", "position", "finish"] as const;
export type VisitScreen = (typeof visitScreens)[number];
const isVisitScreen = (name: string): name is VisitScreen => visitScreens.some((screen) => screen === name);

const flat = ["today", "terminals", "queue", "settings", "sign-in"] as const;

/** Anything unknown is the first screen: an old link must not leave somebody before a blank page. */
export function parseRoute(hash: string): FieldRoute {
  const [name = "", ...rest] = hash.replace(/^#\/?/, "").split("/").map(decode);
  const plain = flat.find((screen) => screen === name);
  if (plain !== undefined) return { name: plain };
  const [kioskId = "", visit = "", detail = ""] = rest;
  if (kioskId === "") return { name: "today" };
  if (name === "terminal") return { name, kioskId };
  const visitId = visit === "" || visit === "-" ? null : visit;
  if (isVisitScreen(name)) return { name, kioskId, visitId };
  if (name === "swap") return { name, kioskId, visitId, supply: detail === "" ? null : detail };
  if (name === "checklist" && detail !== "") return { name, kioskId, visitId, kind: detail };
  if (name === "order" && detail !== "") return { name, kioskId, visitId, orderId: detail };
  return { name: "today" };
}

export function hashOf(route: FieldRoute): string {
  const parts: string[] = [route.name];
  if ("kioskId" in route) parts.push(route.kioskId);
  if ("visitId" in route) parts.push(route.visitId ?? "-");
  if (route.name === "checklist") parts.push(route.kind);
  if (route.name === "order") parts.push(route.orderId);
  if (route.name === "swap" && route.supply !== null) parts.push(route.supply);
  return `#/${parts.map(encodeURIComponent).join("/")}`;
}

/** Where, for the engine, which takes nothing besides. */
export function placeOf({ kioskId, visitId }: Place): Place {
  return { kioskId, visitId };
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    // a cut-off address: what is not decodable is no name of ours
    return "";
  }
}
