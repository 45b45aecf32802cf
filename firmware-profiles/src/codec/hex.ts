/** Octets as lower-case hex. At most `limit` octets are written: readings carry no more than 512. */
export function toHex(bytes: Uint8Array, limit = 512): string {
  let text = "";
  for (const byte of bytes.subarray(0, limit)) text += byte.toString(16).padStart(2, "0");
  return text;
}

/** Hex, upper or lower case, spaces allowed, as octets. @throws RangeError where it is no hex */
export function fromHex(text: string): Uint8Array {
  const bare = text.replace(/\s+/g, "");
  if (!/^(?:[0-9a-fA-F]{2})*$/.test(bare)) throw new RangeError(`not hex: ${text.slice(0, 40)}`);
  const bytes = new Uint8Array(bare.length / 2);
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = Number.parseInt(bare.slice(at * 2, at * 2 + 2), 16);
  return bytes;
}
