import { ContractId, KioskId, type Mac, normaliseMac } from "@kiosk/contract";
import { describe, expect, test } from "vitest";
import { neighboursOf, parseMacs, suggest, type TerminalDraft, terminalOf } from "./new-terminal.ts";

const changning = ContractId.parse("changning");
const pudong = ContractId.parse("pudong");

function macsOf(...texts: string[]): Mac[] {
  return texts.flatMap((text) => normaliseMac(text) ?? []);
}

function known(id: string, seq: number, macs: Mac[] = [], contractId = changning) {
  return { id: KioskId.parse(id), contractId, seq, district: "长宁区", macs };
}

const all = [
  known("cn-001", 1, macsOf("7CA7B06ABF6E")),
  known("cn-025", 25, macsOf("00E269267D73")),
  known("cn-046", 46, macsOf("00E26929189D")),
];

const draft: TerminalDraft = {
  contractId: changning,
  id: undefined,
  seq: undefined,
  name: " 新泾镇服务点 ",
  district: undefined,
  street: "新泾镇",
  address: "泉口路1号",
  macs: "",
  lon: "121.3668",
  lat: "31.2144",
  confidence: "low",
  dutyPhone: "",
};

describe("what is suggested", () => {
  test("the number after the contract's highest, the id in the shape of the others, their district", () => {
    expect(suggest(draft, all)).toEqual({ seq: "47", id: "cn-047", district: "长宁区" });
  });

  test("the id follows a typed number, and is empty while that is none", () => {
    expect(suggest({ ...draft, seq: "１５" }, all).id).toBe("cn-015");
    expect(suggest({ ...draft, seq: "x" }, all).id).toBe("");
  });

  test("a contract without terminals starts at 1 with its own id", () => {
    expect(suggest({ contractId: pudong, seq: undefined }, all)).toEqual({ seq: "1", id: "pudong-001", district: "" });
  });

  test("a long contract id is cut so that the terminal's id stays valid", () => {
    const long = ContractId.parse("a".repeat(40));
    const { id } = suggest({ contractId: long, seq: undefined }, all);
    expect(id).toBe(`${"a".repeat(36)}-001`);
    expect(KioskId.safeParse(id).success).toBe(true);
  });

  test("the first gap where the highest number is the last there is", () => {
    expect(suggest(draft, [known("cn-001", 1), known("cn-99999", 99_999)]).seq).toBe("2");
  });

  test("numbers of another contract do not count", () => {
    expect(suggest(draft, [...all, known("pd-900", 900, [], pudong)]).seq).toBe("47");
  });

  test("nothing before a contract is chosen", () => {
    expect(suggest({ contractId: undefined, seq: undefined }, all)).toEqual({ id: "", seq: "", district: "" });
  });
});

describe("MACs", () => {
  test("are taken in any spelling, each once, and lines that are none are named", () => {
    const { macs, wrong } = parseMacs("7c:a7:b0:6a:bf:6f\n\n 7CA7B06ABF6F \n００-E2-69-26-7D-75，00E269267D7\nnone");
    expect(macs).toEqual(["7C-A7-B0-6A-BF-6F", "00-E2-69-26-7D-75"]);
    expect(wrong).toEqual(["00E269267D7", "none"]);
  });

  test("at most three away from another terminal's are its neighbours, nearest first", () => {
    const found = neighboursOf(macsOf("00E269267D76", "00E26929189E"), all);
    expect(found).toEqual([
      { kioskId: "cn-046", mac: "00-E2-69-29-18-9D", distance: 1 },
      { kioskId: "cn-025", mac: "00-E2-69-26-7D-73", distance: 3 },
    ]);
  });

  test("four away is no neighbour, and neither is the same one", () => {
    expect(neighboursOf(macsOf("00E269267D77", "00E26929189D"), all)).toEqual([]);
  });

  test("without a MAC there is no neighbour", () => {
    expect(neighboursOf([], all)).toEqual([]);
  });
});

describe("the request", () => {
  test("takes the suggestions where nothing was typed, trims, and puts MACs into our spelling", () => {
    expect(terminalOf({ ...draft, macs: "00e269267d80", lon: " １２１.5 " }, all)).toEqual({
      ok: true,
      kiosk: {
        id: "cn-047",
        contractId: "changning",
        seq: 47,
        name: "新泾镇服务点",
        district: "长宁区",
        street: "新泾镇",
        address: "泉口路1号",
        macs: ["00-E2-69-26-7D-80"],
        lon: 121.5,
        lat: 31.2144,
        confidence: "low",
        dutyPhone: null,
      },
    });
  });

  test("a cleared district stays empty", () => {
    expect(terminalOf({ ...draft, district: "" }, all)).toMatchObject({ ok: true, kiosk: { district: "" } });
  });

  test("takes the point's telephone in plain digits, and refuses what is none", () => {
    expect(terminalOf({ ...draft, dutyPhone: " （021）62090000 " }, all)).toMatchObject({
      kiosk: { dutyPhone: "(021)62090000" },
    });
    expect(terminalOf({ ...draft, dutyPhone: "值班室" }, all)).toEqual({
      ok: false,
      faults: { dutyPhone: { name: "phone" } },
    });
  });

  test("a neighbour's MAC does not stop it", () => {
    expect(terminalOf({ ...draft, macs: "00-E2-69-26-7D-74" }, all).ok).toBe(true);
  });

  test("everything that is wrong is named at once", () => {
    const wrong = { ...draft, contractId: undefined, name: " ", address: "", macs: "12", lon: "", lat: "121.4" };
    expect(terminalOf(wrong, all)).toEqual({
      ok: false,
      faults: {
        contractId: { name: "required" },
        seq: { name: "seq" },
        id: { name: "id" },
        name: { name: "required" },
        address: { name: "required" },
        macs: { name: "wrongMacs", list: "12" },
        lon: { name: "lon" },
        lat: { name: "lat" },
      },
    });
  });

  test.each([
    [{ seq: "25", id: "cn-x" }, { seq: { name: "seqTaken", by: "cn-025" } }],
    [{ id: "cn-001" }, { id: { name: "idTaken", by: "cn-001" } }],
    [{ macs: "7C-A7-B0-6A-BF-6E" }, { macs: { name: "macTaken", mac: "7C-A7-B0-6A-BF-6E", by: "cn-001" } }],
    [{ id: "CN 47" }, { id: { name: "id" } }],
    [{ seq: "0" }, { seq: { name: "seq" }, id: { name: "id" } }],
    [{ lon: "181" }, { lon: { name: "lon" } }],
    [{ lat: "31°12′" }, { lat: { name: "lat" } }],
  ])("%j is refused before it is sent", (part, faults) => {
    expect(terminalOf({ ...draft, ...part }, all)).toEqual({ ok: false, faults });
  });

  test("more than sixteen MACs are refused", () => {
    const many = Array.from({ length: 17 }, (_, i) => `0200000000${(i + 16).toString(16)}`).join("\n");
    expect(terminalOf({ ...draft, macs: many }, all)).toEqual({ ok: false, faults: { macs: { name: "tooManyMacs" } } });
  });
});
