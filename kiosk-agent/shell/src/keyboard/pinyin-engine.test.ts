import { beforeAll, describe, expect, it } from "vitest";
import { dictionaryText } from "../../ime/build-dictionary.ts";
import { type PinyinDictionary, parseDictionary } from "./dictionary.ts";
import { createPinyinEngine, type PinyinEngine } from "./pinyin-engine.ts";

/** What stands on the first page of the keyboard (see pageSize of its candidates). */
const firstPage = 8;
/** A key must answer within 100 ms; measured 0.2 to 16 ms. */
const budgetMs = 100;

let dictionary: PinyinDictionary;
let engine: PinyinEngine;
beforeAll(() => {
  const parsed = parseDictionary(JSON.parse(dictionaryText().text));
  if (parsed === undefined) throw new Error("no dictionary");
  dictionary = parsed;
  engine = createPinyinEngine(dictionary, { fuzzy: false });
});

const texts = (letters: string, using = engine) => using.offer(letters).candidates.map(({ text }) => text);
/** Of five at most: what the machine did meanwhile for somebody else is not the engine's. */
function shortestMs(letters: string): number {
  let shortest = Number.POSITIVE_INFINITY;
  for (let tries = 0; tries < 5 && shortest > budgetMs; tries++) {
    const begun = performance.now();
    engine.offer(letters);
    shortest = Math.min(shortest, performance.now() - begun);
  }
  return shortest;
}
const page = (letters: string) => texts(letters).slice(0, firstPage);

describe("what citizens type at a terminal", () => {
  it.each([
    ["yb", "医保"],
    ["yibao", "医保"],
    ["yibaoka", "医保卡"],
    ["ybzl", "医保资料"],
    ["jiuyijiluce", "就医记录册"],
    ["jyjlc", "就医记录册"],
    ["jiuyijlc", "就医记录册"],
    ["gangaoqianzhu", "港澳签注"],
    ["gaqz", "港澳签注"],
    ["gangaotongxingzheng", "港澳通行证"],
    ["shebao", "社保"],
    ["sb", "社保"],
    ["sbk", "社保卡"],
    ["shebaoka", "社保卡"],
    ["shenfenzheng", "身份证"],
    ["sfz", "身份证"],
    ["juzhuzheng", "居住证"],
    ["jzz", "居住证"],
    ["jifen", "积分"],
    ["gongjijin", "公积金"],
    ["gjj", "公积金"],
    ["yanglaojin", "养老金"],
    ["ylj", "养老金"],
    ["tuixiu", "退休"],
    ["jiaofei", "缴费"],
    ["jiaofeijilu", "缴费记录"],
    ["canbaozhengming", "参保证明"],
    ["huzhao", "护照"],
    ["hukou", "户口"],
    ["hukouben", "户口本"],
    ["jiehunzheng", "结婚证"],
    ["fangchanzheng", "房产证"],
    ["budongchan", "不动产"],
    ["jiashizheng", "驾驶证"],
    ["wufanzuijilu", "无犯罪记录"],
    ["banshizhinan", "办事指南"],
    ["bszn", "办事指南"],
    ["banbuchengshi", "办不成事"],
    ["dayinji", "打印机"],
    ["dyj", "打印机"],
    ["dayinjikazhi", "打印机卡纸"],
    ["dayinjimeizhile", "打印机没纸了"],
    ["kazhi", "卡纸"],
    ["meizhi", "没纸"],
    ["meifanying", "没反应"],
    ["heiping", "黑屏"],
    ["siji", "死机"],
    ["tunka", "吞卡"],
    ["dubuchulai", "读不出来"],
    ["duqubuliao", "读取"],
    ["kanbuqingchu", "看不清楚"],
    ["zitaixiao", "字太小"],
    ["taiman", "太慢"],
    ["meiren", "没人"],
    ["taidubuhao", "态度不好"],
    ["gongzuorenyuan", "工作人员"],
    ["zizhuzhongduan", "自助终端"],
    ["zzzd", "自助终端"],
    ["saoma", "扫码"],
    ["yanzhengma", "验证码"],
    ["suishenma", "随申码"],
    ["yiwangtongban", "一网通办"],
    ["changningqu", "长宁区"],
    ["xinjingzhen", "新泾镇"],
    ["hongqiao", "虹桥"],
    ["louguan", "楼"],
    ["loushanguanlu", "娄山关路"],
    ["xianxiaxincun", "仙霞新村"],
    ["dazhou", "达州"],
    ["tongchuanqu", "通川区"],
    ["shanghaishi", "上海市"],
    ["ouyangnana", "欧阳娜娜"],
    ["ouyang", "欧阳"],
    ["nana", "娜娜"],
    ["zhangsan", "张三"],
    ["wangguoqiang", "王国强"],
    ["zhangxiuying", "张秀英"],
    ["zhugeliang", "诸葛亮"],
    ["shangguan", "上官"],
    ["lv", "吕"],
    ["nver", "女儿"],
    ["xi'an", "西安"],
    ["wode", "我的"],
    ["zenmeban", "怎么办"],
    ["xiexie", "谢谢"],
  ])("%s offers %s on the first page", (letters, wanted) => {
    expect(page(letters)).toContain(wanted);
    expect(shortestMs(letters)).toBeLessThan(budgetMs);
  });

  it("puts a sentence together of words", () => {
    expect(page("wodeshenfenzhengnabuchulai")[0]).toBe("我的身份证拿不出来");
    expect(page("pingmubuliang")[0]).toBe("屏幕不良");
  });

  it("offers every character of a syllable somewhere, for a name that is rare", () => {
    expect(texts("kun")).toContain("堃");
    expect(texts("zhe")).toContain("喆");
    expect(texts("yun")).toContain("赟");
    expect(texts("xin")).toContain("鑫");
  });

  it("shows how it understood the letters", () => {
    expect(engine.offer("shebaok").units).toEqual(["she", "bao", "k"]);
    expect(engine.offer("xi'an").units).toEqual(["xi", "an"]);
    expect(engine.offer("gaqz").units).toEqual(["g", "a", "q", "z"]);
  });
});

describe("a word for the first syllables", () => {
  it("takes their letters alone", () => {
    const first = engine.offer("shebaobuchulai").candidates.find(({ text }) => text === "社保");
    expect(first?.taken).toBe("shebao".length);
  });

  it("takes an apostrophe behind them too, so that none begins what is left", () => {
    const first = engine.offer("xi'an").candidates.find(({ text }) => text === "西");
    expect(first?.taken).toBe("xi'".length);
  });

  it("leaves nothing that no syllable begins with", () => {
    for (const { taken } of engine.offer("gangaoqianzhu").candidates) {
      expect("iuv").not.toContain("gangaoqianzhu".charAt(taken) || "-");
    }
  });

  it("stands before one that is abbreviated, and a longer one before a shorter", () => {
    const offered = texts("jiuyijilu");
    expect(offered.indexOf("就医记录")).toBeLessThan(offered.indexOf("就医"));
    expect(offered.indexOf("就医")).toBeLessThan(offered.indexOf("就"));
  });
});

describe("fuzzy sounds", () => {
  it("are apart unless asked for", () => {
    expect(texts("zisu")).not.toContain("知识");
    expect(texts("sebao")).not.toContain("社保");
  });

  it("takes s for sh, z for zh, c for ch and l for n when asked for", () => {
    const fuzzy = createPinyinEngine(dictionary, { fuzzy: true });
    expect(texts("sebao", fuzzy).slice(0, firstPage)).toContain("社保");
    expect(texts("zengming", fuzzy).slice(0, firstPage)).toContain("证明");
    expect(texts("cangning", fuzzy).slice(0, firstPage)).toContain("长宁");
    expect(texts("lver", fuzzy).slice(0, firstPage)).toContain("女儿");
  });

  it("puts what is spelled exactly first", () => {
    const fuzzy = createPinyinEngine(dictionary, { fuzzy: true });
    expect(texts("si", fuzzy)[0]).toBe(texts("si")[0]);
  });
});

describe("any letters", () => {
  it("are answered within the budget, never by a crash, and each candidate takes some of them", () => {
    const alphabet = "abcdefghijklmnopqrstuvwxyz'";
    const next = generator(20_261_122);
    for (let round = 0; round < 400; round++) {
      const length = 1 + (next() % 44);
      const letters = Array.from({ length }, () => alphabet.charAt(next() % alphabet.length)).join("");
      const { candidates } = engine.offer(letters);
      expect(shortestMs(letters), letters).toBeLessThan(budgetMs);
      for (const { text, taken } of candidates) {
        if (taken < 1 || taken > letters.length || text === "") throw new Error(`${letters}: ${text} takes ${taken}`);
      }
      if (new Set(candidates.map(({ text }) => text)).size !== candidates.length) throw new Error(`${letters}: twice`);
    }
  });

  it("lead to a text however often the first candidate is chosen", () => {
    const next = generator(7);
    for (let round = 0; round < 60; round++) {
      let left = Array.from({ length: 12 }, () => "abcdefghjklmnopqrstwxyz".charAt(next() % 23)).join("");
      for (let steps = 0; left !== ""; steps++) {
        const [first] = engine.offer(left).candidates.slice(-1);
        if (first === undefined || steps > 12) throw new Error(`stuck at ${left}`);
        left = left.slice(first.taken);
      }
    }
  });

  it("that are none offer nothing", () => {
    expect(engine.offer("").candidates).toEqual([]);
    expect(engine.offer("123 ''").candidates).toEqual([]);
    expect(engine.offer("uuu")).toEqual({ units: ["uuu"], candidates: [] });
  });
});

/** The same numbers in every run. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 8;
  };
}
