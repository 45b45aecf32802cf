// The words by which IPP says what Printer-MIB says in numbers (PWG 5100.9 section 5, PWG 5100.13 section 5, RFC 3805).
import { alertCodeOf } from "./alert-codes.ts";

type Numbered = Readonly<Record<number, readonly string[]>>;

const severity: Numbered = {
  1: ["other"],
  3: ["critical"],
  4: ["warning"],
  5: ["warningBinaryChangeEvent"],
};

const training: Numbered = {
  1: ["other"],
  2: ["unknown"],
  3: ["untrained"],
  4: ["trained"],
  5: ["fieldService"],
  6: ["management"],
  7: ["noInterventionRequired", "noIntervention"],
};

const supplyClass: Numbered = { 1: ["other"], 3: ["supplyThatIsConsumed"], 4: ["receptacleThatIsFilled"] };

const group: Numbered = {
  1: ["other"],
  5: ["generalPrinter"],
  6: ["cover"],
  7: ["localization"],
  8: ["input"],
  9: ["output"],
  10: ["marker"],
  11: ["markerSupplies"],
  12: ["markerColorant"],
  13: ["mediaPath"],
  14: ["channel"],
  15: ["interpreter"],
  16: ["consoleDisplayBuffer"],
  17: ["consoleLights"],
  18: ["alert"],
};

const supplyType: Numbered = {
  1: ["other"],
  2: ["unknown"],
  3: ["toner"],
  4: ["wasteToner"],
  5: ["ink"],
  6: ["inkCartridge"],
  7: ["inkRibbon"],
  8: ["wasteInk"],
  9: ["opc"],
  10: ["developer"],
  11: ["fuserOil"],
  12: ["solidWax"],
  13: ["ribbonWax"],
  14: ["wasteWax"],
  15: ["fuser"],
  16: ["coronaWire"],
  17: ["fuserOilWick"],
  18: ["cleanerUnit"],
  19: ["fuserCleaningPad"],
  20: ["transferUnit"],
  21: ["tonerCartridge"],
  22: ["fuserOiler"],
  32: ["staples"],
};

const unit: Numbered = {
  3: ["tenThousandthsOfInches"],
  4: ["micrometers"],
  7: ["impressions"],
  8: ["sheets"],
  11: ["hours"],
  12: ["thousandthsOfOunces"],
  13: ["tenthsOfGrams"],
  14: ["hundrethsOfFluidOunces", "hundredthsOfFluidOunces"],
  15: ["tenthsOfMilliliters"],
  16: ["feet"],
  17: ["meters"],
  18: ["items"],
  19: ["percent"],
};

const lists = { severity, training, supplyClass, group, supplyType, unit };

/** What is a word in IPP and a number in Printer-MIB. */
export type IppWords = keyof typeof lists | "alertCode";

/** The number of Printer-MIB for a word, or for a number in digits; undefined where there is none. */
export function mibNumber(words: IppWords, text: string): number | undefined {
  if (/^-?\d{1,9}$/.test(text)) return Number(text);
  if (words === "alertCode") return alertCodeOf(text);
  const word = plain(text);
  const found = Object.entries(lists[words]).find(([, names]) => names.some((name) => plain(name) === word));
  return found ? Number(found[0]) : undefined;
}

/** marker-types says `toner-cartridge`, printer-supply `tonerCartridge`; printers mix them up. */
function plain(word: string): string {
  return word.toLowerCase().replaceAll("-", "");
}
