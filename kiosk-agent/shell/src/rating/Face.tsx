import type { Stars } from "./levels.ts";

const mouths: Readonly<Record<Stars, string>> = {
  5: "M14 28c3 7 17 7 20 0z",
  4: "M15 29c4 5 14 5 18 0",
  3: "M16 31h16",
  2: "M16 33c3-4 13-4 16 0",
  1: "M15 35c3-7 15-7 18 0",
};
const brows: Readonly<Record<Stars, string>> = { 5: "", 4: "", 3: "", 2: "", 1: "M13 15l6 3M35 15l-6 3" };

/** Our own drawing; the word below it says the same. */
export function Face({ stars }: { readonly stars: Stars }) {
  return (
    <svg className="face" viewBox="0 0 48 48" aria-hidden="true" focusable="false">
      <circle cx="24" cy="24" r="20" />
      <path d={`M17 19v3M31 19v3 ${mouths[stars]} ${brows[stars]}`} />
    </svg>
  );
}
