// What a citizen is told for each refusal. The register of these sentences; nothing else has any.
import type { Said, ShellProblemCode } from "@kiosk/contract";

export const problemWords: Readonly<Record<ShellProblemCode, Said>> = {
  "session.none": { zh: "本次办理已结束，请重新开始", en: "This visit has ended. Please start again" },
  "session.other": {
    zh: "上一次办理正在结束，请稍等几秒再试",
    en: "The last visit is just ending. Please try again in a few seconds",
  },
  "session.token": { zh: "本次办理已结束，请重新开始", en: "This visit has ended. Please start again" },
  "service.suspended": {
    zh: "本机暂时不能办理该事项，请看附近可办的终端",
    en: "This machine cannot do this now. See where else it can be done",
  },
  "permission.denied": { zh: "该事项没有使用此功能的权限", en: "This service is not allowed to do that" },
  "request.invalid": { zh: "操作没有完成，请再试一次", en: "That did not work. Please try again" },
  "request.foreign": { zh: "操作没有完成，请再试一次", en: "That did not work. Please try again" },
  "device.absent": {
    zh: "本机没有所需的设备，请看附近可办的终端",
    en: "This machine does not have the device for this. See where else it can be done",
  },
  "device.failed": {
    zh: "设备没有完成操作，请再试一次，或按“求助”",
    en: "The device did not finish. Please try again, or press Help",
  },
  "device.busy": { zh: "设备正在使用中，请稍等片刻再试", en: "The device is busy. Please try again in a moment" },
  "card.none": {
    zh: "没有读到证件，请把证件平放在读卡区后再试",
    en: "No card was found. Lay it flat on the reader and try again",
  },
  "card.unreadable": {
    zh: "证件读取不成功，请取下后重新放好，或换一种登录方式",
    en: "The card could not be read. Lay it down again, or sign in another way",
  },
  "card.pulled": {
    zh: "证件已取出，写卡没有完成",
    en: "The card was taken out, writing was not finished",
  },
  "code.wrong": {
    zh: "验证码不正确，请核对后重新输入",
    en: "That code is not right. Please check it and enter it again",
  },
  "code.expired": { zh: "验证码已失效，请重新获取", en: "That code has run out. Please get a new one" },
  "code.too-many": {
    zh: "操作次数过多，请稍后再试，或换一种登录方式",
    en: "Too many tries. Please wait a little, or sign in another way",
  },
  "code.not-sent": {
    zh: "验证码没有发出，请稍后再试，或使用身份证登录",
    en: "The code could not be sent. Please try later, or sign in with an ID card",
  },
  "staff.wrong": { zh: "口令不正确", en: "That code is not right" },
  "staff.locked": { zh: "口令错误次数过多，请稍后再试", en: "Too many wrong codes. Please try later" },
  "call.cancelled": { zh: "已取消", en: "Cancelled" },
  "storage.full": {
    zh: "本机暂时不能开始办理，请按“求助”或到附近终端",
    en: "This machine cannot start now. Press Help, or use another machine",
  },
};

/** Of `device.failed`: what ran out while somebody stood there. */
const ranOut: Readonly<Record<string, Said>> = {
  "ribbon.out": outOf("打印机的色带", "The printer's ribbon"),
  "paper.out": outOf("打印机的纸", "The printer's paper"),
  "toner.out": outOf("打印机的墨粉", "The printer's toner"),
  "ink.out": outOf("打印机的墨水", "The printer's ink"),
  "cards.empty": outOf("机器里的卡片", "The machine's supply of cards"),
};

function outOf(zh: string, en: string): Said {
  return {
    zh: `${zh}用完了，没有办成。请到其他终端办理，或按“求助”`,
    en: `${en} has run out, so it was not done. Please use another machine, or press Help`,
  };
}

/** Of `card.unreadable`: it lies there since the use before. */
const leftBehind: Said = {
  zh: "阅读区上有上一位留下的证件。请取下交给工作人员，再放您自己的证件",
  en: "The last person's card is still on the reader. Please hand it to the staff, then put your own card on",
};

/** @param detail of the refusal: a fault code, where it was a device */
export function saidOf(code: ShellProblemCode, detail: string): Said {
  if (code === "card.unreadable" && detail === "card-left") return leftBehind;
  return (code === "device.failed" ? ranOut[detail] : undefined) ?? problemWords[code];
}
