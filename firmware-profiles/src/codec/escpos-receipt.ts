// A receipt as ESC/POS octets, and how a printer is made to forget one that it could not print.

const esc = 0x1b;
const gs = 0x1d;

/** ESC @: back to its settings, whatever somebody left in its line buffer is gone. */
const initialise = [esc, 0x40] as const;
/** FS &: two octets from A1 on are one Chinese character. */
const chinese = [0x1c, 0x26] as const;
/** GS V 66 0: feeds to the cutter and cuts. */
const cut = [gs, 0x56, 66, 0] as const;
/** DLE EOT is answered at once; GS r 1 waits its turn in the buffer, so its answer says that all before it was carried out. */
export const escposDrained: Uint8Array = Uint8Array.of(gs, 0x72, 1);
/** DLE DC4 8: empties the buffers, in real time (Epson, fn = 8); then ESC @ for printers that know only that. */
export const escposForget: Uint8Array = Uint8Array.of(0x10, 0x14, 8, 1, 3, 20, 1, 6, 2, 8, ...initialise);

/** @param lines in the printer's octets, their ends included */
export function escposReceipt(lines: readonly Uint8Array[], isChinese: boolean): Uint8Array {
  return Uint8Array.from([...initialise, ...(isChinese ? chinese : []), ...lines.flatMap((line) => [...line]), ...cut]);
}
