// Why something cannot be done, as a citizen reads it before they have walked up to the reader: plain, and without a code.
import type { MissingCapability, Said, ServiceCapability } from "@kiosk/contract";

const names: Readonly<Record<ServiceCapability, Said>> = {
  idReader: { zh: "身份证阅读器", en: "ID card reader" },
  ssc: { zh: "社保卡读卡器", en: "social security card reader" },
  a4Print: { zh: "打印机", en: "printer" },
  colour: { zh: "彩色打印", en: "colour printing" },
  ycbBook: { zh: "就医记录册打印机", en: "medical booklet printer" },
  endorse: { zh: "签注机", en: "endorsement machine" },
  receipt: { zh: "凭条打印机", en: "receipt printer" },
  camera: { zh: "高拍仪", en: "document camera" },
  scanner: { zh: "扫码器", en: "code scanner" },
  network: { zh: "政务网络", en: "government network" },
};

const usedUp: Readonly<Record<string, Said>> = {
  paper: { zh: "缺纸", en: "is out of paper" },
  toner: { zh: "墨粉用完", en: "is out of toner" },
  ink: { zh: "墨水用完", en: "is out of ink" },
  ribbon: { zh: "色带用完", en: "is out of ribbon" },
  booklet: { zh: "记录册用完", en: "is out of booklets" },
  cards: { zh: "卡片用完", en: "is out of cards" },
  cleaningKit: { zh: "正等待清洁", en: "is waiting to be cleaned" },
};

/** One sentence for one missing capability. */
export function causeOf({ capability, ground, detail }: MissingCapability): Said {
  const { zh, en } = names[capability];
  if (capability === "network") return { zh: "本机网络暂时中断", en: "This machine has no network at the moment" };
  switch (ground) {
    case "fault":
      return { zh: `本机${zh}暂时不能使用`, en: `The ${en} of this machine cannot be used at the moment` };
    case "consumable": {
      const what = usedUp[detail] ?? { zh: "耗材用完", en: "is waiting for supplies" };
      return { zh: `本机${zh}${what.zh}，等待更换`, en: `The ${en} of this machine ${what.en}` };
    }
    case "unknown":
      return { zh: `暂时无法确认本机${zh}能否使用`, en: `It is not known whether the ${en} of this machine works now` };
    case "absent":
      return { zh: `本机没有${zh}`, en: `This machine has no ${en}` };
    case "offline":
      return { zh: `本机${zh}暂时连接不上`, en: `The ${en} of this machine does not answer at the moment` };
  }
}
