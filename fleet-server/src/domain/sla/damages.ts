// Chongming's damages for delay (clause M1). Its rate is by the day and its bracket by the week; both readings are given.

export interface DamagesTerms {
  /** of the delayed service's fee, in thousandths */
  readonly perMille: number;
  /** of the contract price, in thousandths */
  readonly capPerMille: number;
  readonly daysPerWeek: number;
}

/** Amounts in fen. */
export interface Delay {
  readonly delayedServiceFeeFen: number;
  readonly contractPriceFen: number;
  readonly daysLate: number;
}

export interface Damages {
  /** the rate for each day late */
  readonly perDayReadingFen: number;
  /** the rate for each week commenced */
  readonly perWeekReadingFen: number;
  readonly capFen: number;
}

/** Rounded half up to the fen, neither reading above the cap. */
export function damages(terms: DamagesTerms, delay: Delay): Damages {
  const capFen = Math.round((delay.contractPriceFen * terms.capPerMille) / 1000);
  const of = (times: number) =>
    Math.min(capFen, Math.round((delay.delayedServiceFeeFen * terms.perMille * times) / 1000));
  return {
    perDayReadingFen: of(delay.daysLate),
    perWeekReadingFen: of(Math.ceil(delay.daysLate / terms.daysPerWeek)),
    capFen,
  };
}
