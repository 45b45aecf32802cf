// Which colour a supply is for. The colorant table says it; where that is missing the description has to, in English or
// Chinese. 品红 before 红, 青 before 蓝: some vendors call cyan 蓝 and magenta 红.
const words: readonly { colour: string; pattern: RegExp }[] = [
  { colour: "black", pattern: /black|黑/i },
  { colour: "magenta", pattern: /magenta|品红|洋红|红/i },
  { colour: "cyan", pattern: /cyan|青|蓝/i },
  { colour: "yellow", pattern: /yellow|黄/i },
];

/** `black`, `cyan`, `magenta` or `yellow` if the text names exactly one of them. */
export function colourOf(text: string): string | undefined {
  const named = words.filter((word) => word.pattern.test(text));
  return named.length === 1 ? named[0]?.colour : undefined;
}
