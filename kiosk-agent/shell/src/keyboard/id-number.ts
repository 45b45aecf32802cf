// 公民身份号码 as it is typed: seventeen digits and a check character (GB 11643-1999 section 4.3, ISO 7064 MOD 11-2).

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const checks = "10X98765432";

/** `typing` until eighteen characters are there: nobody is told that a number is wrong while they type it. */
export function idNumberState(text: string): "typing" | "wrong" | "right" {
  if (text.length < 18) return "typing";
  const sum = weights.reduce<number>((total, weight, at) => total + weight * Number(text.charAt(at)), 0);
  return /^\d{17}[\dX]$/.test(text) && text.charAt(17) === checks.charAt(sum % 11) ? "right" : "wrong";
}
