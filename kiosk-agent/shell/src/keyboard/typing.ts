/** What keys do to the field they belong to. */
export interface Typing {
  readonly add: (text: string) => void;
  readonly removeLast: () => void;
}
