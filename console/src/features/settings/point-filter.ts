interface Point {
  seq: number;
  name: string;
  street: string;
  kioskId: string;
}

function plain(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s・·]/g, "");
}

/** A bare number is the contract's number; anything else is a part of a name, a street or an id. */
export function namesPoint(point: Point, q: string | undefined): boolean {
  const wanted = plain(q ?? "");
  if (wanted === "") return true;
  if (/^\d{1,3}$/.test(wanted) && Number(wanted) === point.seq) return true;
  return [point.name, point.street, point.kioskId].some((text) => plain(text).includes(wanted));
}
