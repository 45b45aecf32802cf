// Text typed by people goes to services that read markup. What could be markup there becomes its full-width twin: it
// still reads the same, and cannot call a whole group (`<at user_id="all">`), hide a link or break a line.
import { maskPhone } from "./mask-phone.ts";

const twins: Readonly<Record<string, string>> = {
  "<": "＜",
  ">": "＞",
  "[": "［",
  "]": "］",
  "@": "＠",
  "`": "｀",
  "*": "＊",
  "|": "｜",
};

/** One line, phone numbers masked, no markup, at most `maxChars` characters with an ellipsis where it was cut. */
export function plainText(text: string, maxChars: number): string {
  const line = maskPhone(text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, " ").trim());
  const safe = line.replace(/[<>[\]@`*|]/g, (mark) => twins[mark] ?? mark);
  return clip(safe, maxChars);
}

/** Cuts between characters, not between the halves of one. */
export function clip(text: string, maxChars: number): string {
  const chars = [...text];
  return chars.length <= maxChars ? text : `${chars.slice(0, maxChars - 1).join("")}…`;
}
