// What the decree on public holidays fixes (全国年节及纪念日放假办法, as amended with effect from 2014 and 2025). Spring
// Festival, Qingming, Dragon Boat and Mid-Autumn move with moon and sun: their dates are data, never computed here.

export const firstYear = 2014;
export const lastYear = 2100;

const amendedFrom = 2025;

/**
 * The seven holidays of each notice. `words` are the ways they are named; one of their days off lies in `season`, the dates
 * between which the holiday itself can fall.
 */
export const yearlyHolidays = [
  { name: "元旦", words: ["元旦", "新年"], season: ["01-01", "01-01"] },
  { name: "春节", words: ["春节"], season: ["01-21", "02-21"] },
  { name: "清明节", words: ["清明"], season: ["04-04", "04-06"] },
  { name: "劳动节", words: ["劳动节", "五一"], season: ["05-01", "05-01"] },
  { name: "端午节", words: ["端午"], season: ["05-25", "06-25"] },
  { name: "中秋节", words: ["中秋"], season: ["09-07", "10-08"] },
  { name: "国庆节", words: ["国庆", "十一"], season: ["10-01", "10-01"] },
] as const;

/** How many days a year the decree gives to all citizens. */
export function decreeDays(year: number): number {
  return year >= amendedFrom ? 13 : 11;
}

/** The statutory days with a fixed date. */
export function fixedDays(year: number): string[] {
  const days = ["01-01", "05-01", ...(year >= amendedFrom ? ["05-02"] : []), "10-01", "10-02", "10-03"];
  return days.map((day) => `${year}-${day}`);
}
