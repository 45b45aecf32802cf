/** The printed number of an SDT module: u16LE.u16LE-u32LE-u32LE-u32LE as `%02d.%02d-%08u-%010u-%010u`. */
export function samIdText(id: Uint8Array): string | undefined {
  if (id.length !== 16) return undefined;
  const view = new DataView(id.buffer, id.byteOffset, id.byteLength);
  const part = (at: number, digits: number) => view.getUint32(at, true).toString().padStart(digits, "0");
  const standard = view.getUint16(0, true).toString().padStart(2, "0");
  const type = view.getUint16(2, true).toString().padStart(2, "0");
  return `${standard}.${type}-${part(4, 8)}-${part(8, 10)}-${part(12, 10)}`;
}
