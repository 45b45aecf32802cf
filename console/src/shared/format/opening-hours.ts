import type { OpeningHours } from "@kiosk/contract";

/** One row of the form: a day of the week, closed when `open` is false. Minutes after midnight. */
export interface DayHours {
  day: number;
  open: boolean;
  fromMin: number;
  toMin: number;
}

/** Monday first, as an office week is read. */
export const weekOrder = [1, 2, 3, 4, 5, 6, 0] as const;

export function formatMinutes(min: number): string {
  return `${String(Math.floor(min / 60)).padStart(2, "0")}:${String(min % 60).padStart(2, "0")}`;
}

/** `08:30` → 510; undefined where the text is no time of the day. `24:00` is the end of the day. */
export function parseMinutes(text: string): number | undefined {
  const match = /^(\d{2}):(\d{2})$/.exec(text);
  if (match === null) return undefined;
  const minutes = Number(match[1]) * 60 + Number(match[2]);
  return Number(match[2]) < 60 && minutes <= 1440 ? minutes : undefined;
}

/** The seven rows of the form; without entered hours the usual office week, to be corrected by the person. */
export function toDays(hours: OpeningHours | null): DayHours[] {
  return weekOrder.map((day) => {
    if (hours === null) return { day, open: day >= 1 && day <= 5, fromMin: 540, toMin: 1020 };
    const found = hours.week.find((d) => d.day === day);
    return found === undefined
      ? { day, open: false, fromMin: 540, toMin: 1020 }
      : { day, open: true, fromMin: found.fromMin, toMin: found.toMin };
  });
}

export function fromDays(days: readonly DayHours[]): OpeningHours {
  return { week: days.filter((d) => d.open).map(({ day, fromMin, toMin }) => ({ day, fromMin, toMin })) };
}

/** Days in a row with the same hours, joined: `[{first: 1, last: 5, 540-1020}]`. */
export function groupDays(hours: OpeningHours): { first: number; last: number; fromMin: number; toMin: number }[] {
  const groups: { first: number; last: number; fromMin: number; toMin: number }[] = [];
  let previous = -1;
  weekOrder.forEach((day, index) => {
    for (const { fromMin, toMin } of hours.week.filter((d) => d.day === day)) {
      const last = groups.at(-1);
      if (last !== undefined && previous === index - 1 && last.fromMin === fromMin && last.toMin === toMin) {
        last.last = day;
      } else {
        groups.push({ first: day, last: day, fromMin, toMin });
      }
      previous = index;
    }
  });
  return groups;
}
