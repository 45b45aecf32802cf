// People who do not exist, made to be found: whatever of theirs is kept anywhere begins with one of few words that stand
// nowhere else.

/** Birds that no list of names and no dictionary speaks of together. */
export const birds = "鹮鹇鸂鶒";
/** The region 999999 does not exist; the birthday is everybody's. */
export const numberStart = "99999919770203";
export const scannedCode = "HKX7-CANARY-SCANNED-0042";
/** to sign in by, and to write into a report */
export const phones = ["17098761234", "17098765678"] as const;

export interface CanaryPerson {
  readonly name: string;
  readonly sex: string;
  readonly birth: string;
  readonly address: string;
  readonly idNumber: string;
  readonly issuer: string;
  readonly photo: string;
}

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** GB 11643: ISO 7064 MOD 11-2 over the seventeen digits before it. */
function checkCharacter(seventeen: string): string {
  const sum = weights.reduce((total, weight, place) => total + weight * Number(seventeen[place]), 0);
  return "10X98765432".charAt(sum % 11);
}

/** The n-th of them, 0 to 99. Odd ones are men, as their number says. */
export function canaryPerson(n: number): CanaryPerson {
  const digits = `${numberStart}1${String(n).padStart(2, "0")}`;
  return {
    name: `${birds}${"甲乙丙丁戊己庚辛壬癸".charAt(n % 10)}`,
    sex: n % 2 === 1 ? "1" : "2",
    birth: "19770203",
    address: `示例市${birds}路四百零四弄${n}号`,
    idNumber: `${digits}${checkCharacter(digits)}`,
    issuer: `示例市${birds}分局`,
    photo: "PHOTO-OF-A-CANARY",
  };
}
