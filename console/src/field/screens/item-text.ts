// One line for each thing that was made on the phone.
import type { FieldBundle, FieldItem } from "@kiosk/contract";
import { type Lang, pick } from "../../shared/format/lang.ts";
import { fill } from "../words/fill.ts";
import type { Words } from "../words/zh.ts";
import { supplyName } from "./visit-data.ts";

/** @param bundle null: nothing is loaded, and names stay what they are on the wire */
export function itemText(item: FieldItem, bundle: FieldBundle | null, w: Words, lang: Lang): string {
  switch (item.type) {
    case "arrival":
      return `${w.item.arrival} · ${w.arrival.via[item.via]}`;
    case "inspection-started":
      return fill(w.item["inspection-started"], { kind: w.kind[item.kind] });
    case "check": {
      const { checklistId, itemId, outcome } = item.entry;
      const list = bundle?.checklists.find(({ id }) => id === checklistId);
      const line = list?.items.find(({ id }) => id === itemId);
      return fill(w.item.check, { item: line === undefined ? itemId : pick(lang, line), outcome: w.check[outcome] });
    }
    case "swap":
      return fill(w.item.swap, { what: supplyName(item, w, lang) });
    case "order-act": {
      const order = bundle?.orders.find(({ id }) => id === item.orderId);
      const act = Object.entries(w.acts).find(([name]) => name === item.act)?.[1] ?? item.act;
      return fill(w.item["order-act"], { number: order?.number ?? item.orderId, act });
    }
    case "note":
      return fill(w.item.note, { text: item.text });
    case "photo":
    case "inspection-completed":
    case "position":
    case "departure":
      return w.item[item.type];
  }
}
