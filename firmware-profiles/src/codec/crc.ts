// The two checksums of scanner protocols, bit by bit: their messages are short and rare.

/** CRC-32 as in zlib and Ethernet (IEEE 802.3): reflected, polynomial EDB88320. 0 to 0xFFFFFFFF. */
export function crc32(bytes: Uint8Array): number {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  }
  return (sum ^ 0xffffffff) >>> 0;
}

/** CRC-16/XMODEM: polynomial 1021, beginning with 0. 0 to 0xFFFF. */
export function crc16Xmodem(bytes: Uint8Array): number {
  let sum = 0;
  for (const byte of bytes) {
    sum ^= byte << 8;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum & 0x8000 ? (sum << 1) ^ 0x1021 : sum << 1) & 0xffff;
  }
  return sum;
}
