// The forms, as data. `{name}` and the like are filled where somebody has signed in, and left as lines to write on otherwise.
import type { Identity } from "@kiosk/contract";
import type { Said } from "../sdk/messages.ts";

export interface Form {
  readonly id: string;
  readonly name: Said;
  readonly summary: Said;
  /** has places for the name of whoever signs */
  readonly personal: boolean;
  /** as printed: these papers are handed in at a Chinese counter */
  readonly title: string;
  readonly paragraphs: readonly string[];
  /** lines at the end, right of the middle */
  readonly signature: readonly string[];
}

export const forms: readonly Form[] = [
  {
    id: "entrust",
    name: { zh: "授权委托书", en: "Power of attorney" },
    summary: { zh: "请别人替您去窗口办事", en: "Somebody else goes to the counter for you" },
    personal: true,
    title: "授权委托书",
    paragraphs: [
      "委托人：{name}　　　证件号码：{idNumber}",
      "住址：{address}",
      "受托人：{blank}　　　证件号码：{blankLong}",
      "联系电话：{blankLong}",
      "委托人因故不能到场，现委托上述受托人代为办理下列事项：",
      "{blankLine}",
      "{blankLine}",
      "受托人在上述事项范围内签署的文件和提交的材料，委托人均予认可，由此产生的后果由委托人承担。",
      "委托期限：自签署之日起至{blank}止。受托人不得转委托。",
    ],
    signature: ["委托人（签名）：{blank}", "受托人（签名）：{blank}", "日期：　　　年　　月　　日"],
  },
  {
    id: "residence",
    name: { zh: "居住情况说明", en: "Statement of residence" },
    summary: { zh: "写明您现在住在哪里", en: "Says where you live now" },
    personal: true,
    title: "居住情况说明",
    paragraphs: [
      "本人{name}，证件号码{idNumber}，户籍地址为{address}。",
      "本人自{blank}起居住在：",
      "{blankLine}",
      "房屋情况（在方框内打钩）：□ 自有　　□ 租赁　　□ 单位提供　　□ 借住",
      "与房屋权利人的关系：{blank}　　房屋权利人联系电话：{blank}",
      "以上情况属实。如有不实，本人愿意承担相应责任。",
    ],
    signature: ["说明人（签名）：{blank}", "联系电话：{blank}", "日期：　　　年　　月　　日"],
  },
  {
    id: "materials",
    name: { zh: "办事材料自查清单", en: "Checklist of documents" },
    summary: { zh: "出门前自己核对一遍", en: "To check before you leave home" },
    personal: false,
    title: "办事材料自查清单",
    paragraphs: [
      "要办的事项：{blankLong}　　办理窗口：{blankLong}",
      "□ 本人身份证原件　　□ 身份证复印件{blank}份",
      "□ 户口簿（首页和本人页）",
      "□ 社会保障卡　　□ 银行卡（需为一类账户）",
      "□ 近期证件照片　　尺寸：{blank}　　张数：{blank}",
      "□ 申请表（填好并签名）",
      "□ 委托他人办理的：授权委托书、受托人身份证原件",
      "□ 其他：{blankLine}",
      "咨询电话：{blankLong}　　窗口办公时间：{blankLong}",
    ],
    signature: ["核对日期：　　　年　　月　　日"],
  },
];

const blanks = { blank: "＿＿＿＿＿＿", blankLong: "＿＿＿＿＿＿＿＿＿＿", blankLine: "＿".repeat(32) };

/** The form with what is known of `who` in it; null: blank. */
export function filled(
  form: Form,
  who: Identity | null,
): { readonly paragraphs: string[]; readonly signature: string[] } {
  const values: Readonly<Record<string, string>> = {
    ...blanks,
    name: who?.name || blanks.blank,
    idNumber: who?.idNumber || blanks.blankLong,
    address: who?.address || blanks.blankLong,
  };
  const fill = (line: string) => line.replace(/\{(\w+)\}/g, (whole, key: string) => values[key] ?? whole);
  return { paragraphs: form.paragraphs.map(fill), signature: form.signature.map(fill) };
}
