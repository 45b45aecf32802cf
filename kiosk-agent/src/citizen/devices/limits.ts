/** Every wait of a citizen's session, in ms. */
export interface CitizenLimits {
  /** a lease; when it is over and the session goes on, the next use asks for another */
  readonly lease: number;
  /** for the poll under way to end, so that the lease can begin */
  readonly takeLease: number;
  /** between two finds, at least 300 (GA 467 readers) */
  readonly findEvery: number;
  /** one reading of a card, its photo's octets at 9600 baud included */
  readonly cardRead: number;
  /** for a card in the mouth of the endorsement machine */
  readonly endorseWait: number;
  /** a booklet, from the first line to the eject */
  readonly booklet: number;
  /** for a receipt printer to say that all of it was carried out */
  readonly receipt: number;
  /** an answer of a page printer */
  readonly printerAnswer: number;
  /** to take a document over */
  readonly upload: number;
  /** between two looks at a job */
  readonly jobEvery: number;
  /** a printer that stands: somebody may put paper in */
  readonly standstill: number;
  /** a job from its acceptance to its end */
  readonly a4Job: number;
  /** to hand a card back, to let a reader say its last: after a call was given up */
  readonly cleanUp: number;
  /** cancelling, giving back and looking again, together */
  readonly wipe: number;
}

export const citizenLimits: CitizenLimits = {
  lease: 600_000,
  takeLease: 15_000,
  findEvery: 300,
  cardRead: 3_000,
  endorseWait: 60_000,
  booklet: 120_000,
  receipt: 20_000,
  printerAnswer: 5_000,
  upload: 60_000,
  jobEvery: 500,
  standstill: 45_000,
  a4Job: 300_000,
  cleanUp: 2_000,
  wipe: 2_800,
};
