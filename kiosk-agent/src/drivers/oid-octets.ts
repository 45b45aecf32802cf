/** An object identifier as it stands in a request: tag, length, sub-identifiers in base 128 (X.690 clause 8.19). */
export function oidOctets(oid: string): Uint8Array {
  const [first = 0, second = 0, ...rest] = oid.split(".").map(Number);
  const content = [first * 40 + second, ...rest].flatMap(base128);
  return Uint8Array.from([0x06, content.length, ...content]);
}

function base128(arc: number): number[] {
  const octets = [arc % 128];
  for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128)) octets.unshift((left % 128) + 128);
  return octets;
}
