import { formatDateTime } from "../format/time.ts";

/** Signs that Windows allows in no file name, and control characters. */
const forbidden = /[\p{Cc}<>:"/\\|?*]/gu;
const longest = 40;

/** `工单_长宁区2026_未结-硬件维修_20261122-1032.xlsx`; words that are empty are left out. */
export function fileName(words: readonly string[], at: number, extension: "csv" | "xlsx" | "docx" | "pdf"): string {
  const time = formatDateTime(at).replaceAll(/[-:]/g, "").replace(" ", "-");
  const parts = words
    .map((word) => [...word.replaceAll(forbidden, "").replaceAll(/\s+/g, "")].slice(0, longest).join(""))
    .map((word) => word.replace(/^\.+/, ""))
    .filter((word) => word !== "");
  return `${[...parts, time].join("_")}.${extension}`;
}
