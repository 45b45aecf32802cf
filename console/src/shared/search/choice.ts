// What the palette can lead to, and which of the console's own pages and actions a text means.
import type { SearchHit } from "@kiosk/contract";
import { z } from "zod";

/** A page or an action of the console; `spell` holds its pinyin and initials, space-separated, for typing without an input method. */
export interface OwnChoice {
  kind: "page" | "action";
  id: string;
  label: string;
  spell: string;
  run: () => void;
}

/** What was chosen before, as little as is needed to show and open it again. */
export const RecentChoice = z.object({
  kind: z.enum(["kiosk", "order"]),
  id: z.string().max(100),
  title: z.string().max(200),
  note: z.string().max(200),
});
export type RecentChoice = z.infer<typeof RecentChoice>;

const form = (text: string) =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/[\s·・.,'"“”‘’-]/g, "");

/** Own choices whose name holds the text or whose pinyin begins with it; a single letter means none. */
export function ownMatches(query: string, own: readonly OwnChoice[], limit: number): OwnChoice[] {
  const wanted = form(query);
  if (wanted === "" || /^[a-z0-9]$/.test(wanted)) return [];
  return own
    .filter(
      ({ label, spell }) => form(label).includes(wanted) || spell.split(" ").some((word) => word.startsWith(wanted)),
    )
    .slice(0, limit);
}

const recentLimit = 8;

/** The newest first, each once. */
export function withRecent(recent: readonly RecentChoice[], choice: RecentChoice): RecentChoice[] {
  const others = recent.filter(({ kind, id }) => kind !== choice.kind || id !== choice.id);
  return [choice, ...others].slice(0, recentLimit);
}

/** A fault leads to its terminal. */
export function recentOf(hit: SearchHit, lang: "zh" | "en", seqName: (seq: number) => string): RecentChoice {
  switch (hit.kind) {
    case "kiosk":
      return { kind: "kiosk", id: hit.id, title: `${seqName(hit.seq)} ${hit.name}`, note: hit.street };
    case "fault":
      return { kind: "kiosk", id: hit.kioskId, title: `${seqName(hit.kioskSeq)} ${hit.kioskName}`, note: "" };
    case "order":
      return { kind: "order", id: hit.id, title: hit.number, note: lang === "zh" ? hit.titleZh : hit.titleEn };
  }
}
