/** A page of the console that this person may see, as the rail lists it. */
export interface Place {
  to: string;
  label: string;
}
