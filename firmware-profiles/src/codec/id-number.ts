// 公民身份号码: seventeen digits and a check character (GB 11643-1999 section 4.3, ISO 7064 MOD 11-2).

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const checkCharacters = "10X98765432";

/** Whether eighteen characters are a number whose check character is right; says nothing of whose it is. */
export function isIdNumber(text: string): boolean {
  return /^\d{17}[\dX]$/.test(text) && text.charAt(17) === idCheckCharacter(text.slice(0, 17));
}

/** @param digits the first seventeen */
export function idCheckCharacter(digits: string): string {
  const sum = weights.reduce<number>((total, weight, i) => total + weight * Number(digits.charAt(i)), 0);
  return checkCharacters.charAt(sum % 11);
}
