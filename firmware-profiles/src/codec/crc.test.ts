import { expect, test } from "vitest";
import { crc16Xmodem, crc32 } from "./crc.ts";
import { fromHex } from "./hex.ts";

const ascii = (text: string) => new TextEncoder().encode(text);

test("CRC-32 is that of the check value and of Newland's published version", () => {
  expect(crc32(ascii("123456789"))).toBe(0xcbf43926);
  expect(crc32(ascii("Firmware v1.7.5;Decoder v1.00.023.C6;"))).toBe(0xfd25430b);
  expect(crc32(new Uint8Array(0))).toBe(0);
});

test("CRC-16/XMODEM is that of the check value and of GM65's published frames", () => {
  expect(crc16Xmodem(ascii("123456789"))).toBe(0x31c3);
  expect(crc16Xmodem(fromHex("0701002a02"))).toBe(0xd80f);
  expect(crc16Xmodem(fromHex("080100d9d3"))).toBe(0x2038);
  expect(crc16Xmodem(fromHex("00023901"))).toBe(0xc14c);
});
