export const search = {
  title: "Search services",
  say: "Type a name, its pinyin or the initials of its pinyin.",
  sayNone: "Nothing found: try another word, look by category, or touch Help.",
  label: "What are you looking for? (for example print, yb)",
  found: "{n} found",
  none: "This terminal has no such service. Try another word, look by category, or touch Help to ask the staff.",
} as const;
