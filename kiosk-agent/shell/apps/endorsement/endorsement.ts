// What can be chosen, and the lines that are written on the card.

export const places = ["hongkong", "macao"] as const;
export type Place = (typeof places)[number];

export const kinds = ["one", "two"] as const;
export type Kind = (typeof kinds)[number];

export const written = {
  hongkong: "香港",
  macao: "澳门",
  one: "一次",
  two: "二次",
} as const satisfies Record<Place | Kind, string>;

function digits(at: Date): string {
  const two = (value: number) => String(value).padStart(2, "0");
  return `${at.getFullYear()}${two(at.getMonth() + 1)}${two(at.getDate())}`;
}

/** Valid until the day before, one year on. */
export function validUntil(at: Date): Date {
  return new Date(at.getFullYear() + 1, at.getMonth(), at.getDate() - 1);
}

/** Lines of the endorsement; `at`: the day of issue. */
export function endorsementLines(place: Place, kind: Kind, at: Date): string[] {
  return [
    `${written[place]} 个人旅游 ${written[kind]}`,
    `签发 ${digits(at)} 有效至 ${digits(validUntil(at))}`,
    "每次停留不超过 7 天",
    "示例 仅供演示",
  ];
}
