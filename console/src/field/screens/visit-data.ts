// What the phone has loaded, looked up and put into words.
import type { FieldBundle, FieldKiosk, ReplacementTask, VisitTask } from "@kiosk/contract";
import { type Lang, pick } from "../../shared/format/lang.ts";
import { fill } from "../words/fill.ts";
import type { Words } from "../words/zh.ts";

type Visit = FieldBundle["visits"][number];
type Supply = FieldKiosk["supplies"][number];

/** A task's own words, else what it is. */
export function taskText(visit: Visit, index: number, w: Words, lang: Lang): string {
  const label = visit.taskLabels[index];
  const task = visit.tasks[index];
  if (label !== undefined) return pick(lang, label);
  return task === undefined ? "" : plainTask(task, w);
}

function plainTask(task: VisitTask, w: Words): string {
  switch (task.type) {
    case "inspection":
      return w.kind[task.kind];
    case "guarantee":
      return w.visit.round;
    case "order":
      return fill(w.item["order-act"], { number: "", act: "" });
    case "replacement":
      return w.swap.title;
  }
}

/** 黑色硒鼓, Toner (black). `part` is the device's own word where it is none of ours. */
export function supplyName(supply: Pick<Supply, "consumable" | "part">, w: Words, lang: Lang): string {
  const kind = w.consumable[supply.consumable];
  const known = Object.entries(w.part).find(([part]) => part === supply.part)?.[1];
  const part = known ?? supply.part;
  if (part === "") return kind;
  return lang === "zh" ? `${part}${kind}` : `${kind} (${part})`;
}

/** Names a supply of a terminal in an address. */
export function supplyKey(supply: Pick<ReplacementTask, "deviceId" | "consumable" | "part">): string {
  return `${supply.deviceId}/${supply.consumable}/${supply.part}`;
}

export function last4Of(mac: string): string {
  return mac.replaceAll("-", "").slice(-4);
}

/** `cn-044`, `44`, `044`: which terminal a typed number means; several contracts may have the same number. */
export function typedTerminals<K extends Pick<FieldKiosk, "id" | "seq">>(kiosks: readonly K[], typed: string): K[] {
  const text = typed.normalize("NFKC").trim().toLowerCase();
  const exact = kiosks.filter(({ id }) => id === text);
  if (exact.length > 0 || !/^\d{1,4}$/.test(text)) return exact;
  return kiosks.filter(({ seq }) => seq === Number(text));
}
