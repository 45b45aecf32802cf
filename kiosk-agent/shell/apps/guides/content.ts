// Example content in the shape that a point's own guides have. It stands in the package, so it is there without a network.
import type { Said } from "../sdk/messages.ts";

export interface Guide {
  readonly id: string;
  readonly name: Said;
  readonly summary: Said;
  readonly materials: readonly Said[];
  readonly steps: readonly Said[];
  readonly hours: Said;
}

const ownId: Said = { zh: "本人有效身份证原件", en: "Your own valid ID card" };
const terminal: Said = {
  zh: "自助终端开放时间内都可以办，以本点位公布的时间为准。",
  en: "Whenever this terminal is open; see the hours shown at this point.",
};
const counter: Said = {
  zh: "窗口一般在工作日办理，节假日安排以公告为准。",
  en: "At counters on working days as a rule; see the notices for holidays.",
};
const takeAway: Said = { zh: "取走证件和打印件，再离开。", en: "Take your card and your paper before you leave." };

export const guides: readonly Guide[] = [
  {
    id: "booklet",
    name: { zh: "就医记录册更换", en: "Replace a medical record booklet" },
    summary: { zh: "旧册用完、损坏或丢失", en: "The old one is full, damaged or lost" },
    materials: [ownId],
    steps: [
      { zh: "在首页点“就医记录册更换”。", en: "Press “Medical record booklet” on the home page." },
      { zh: "按提示把身份证放在阅读区。", en: "Put your ID card on the reader when asked." },
      { zh: "核对内容，确认打印。", en: "Check what is shown, and print." },
      takeAway,
    ],
    hours: terminal,
  },
  {
    id: "insurance-record",
    name: { zh: "社保缴费记录查询打印", en: "Record of social insurance payments" },
    summary: { zh: "查看或打印参保缴费情况", en: "See or print what was paid" },
    materials: [
      ownId,
      { zh: "代他人办理：委托书和双方身份证", en: "For somebody else: power of attorney and both ID cards" },
    ],
    steps: [
      { zh: "选择要查询的年份。", en: "Choose the years." },
      { zh: "核对单位名称和缴费月数。", en: "Check the employer and the number of months." },
      { zh: "需要纸质证明的，选择打印。", en: "Print it if you need it on paper." },
      takeAway,
    ],
    hours: terminal,
  },
  {
    id: "medical-account",
    name: { zh: "医保个人账户查询", en: "Medical insurance account" },
    summary: { zh: "查看余额和最近的使用记录", en: "Its balance and recent use" },
    materials: [{ zh: "社会保障卡或身份证原件", en: "Social security card or ID card" }],
    steps: [
      { zh: "按提示放卡或插卡。", en: "Put your card on the reader or into it when asked." },
      { zh: "选择要看的月份。", en: "Choose the month." },
      {
        zh: "对记录有疑问的，记下日期到窗口核实。",
        en: "If something seems wrong, note its date and ask at a counter.",
      },
    ],
    hours: terminal,
  },
  {
    id: "fund",
    name: { zh: "住房公积金缴存证明", en: "Certificate of housing fund payments" },
    summary: { zh: "贷款、转移时常用", en: "Often needed for a loan or a transfer" },
    materials: [ownId],
    steps: [
      { zh: "登录后核对缴存单位和账户状态。", en: "Sign in, and check employer and state of the account." },
      { zh: "选择证明用途和起止年月。", en: "Choose what it is for, and from when to when." },
      { zh: "打印，并检查证明上有没有验证码。", en: "Print it, and see that it carries a code to verify it by." },
      takeAway,
    ],
    hours: terminal,
  },
  {
    id: "residence-permit",
    name: { zh: "居住证签注", en: "Yearly endorsement of a residence permit" },
    summary: { zh: "每年到期前办理", en: "Before it runs out each year" },
    materials: [
      { zh: "本人居住证原件", en: "Your residence permit" },
      { zh: "现在的居住地址证明（租赁合同、房产证等）", en: "Proof of where you live now (lease, deed of property)" },
    ],
    steps: [
      { zh: "先确认地址没有变化；搬了家要先到社区登记。", en: "If you have moved, register at your community first." },
      { zh: "把居住证放入签注口。", en: "Put the permit into the slot." },
      { zh: "写卡完成前不要取卡。", en: "Do not take it out before it is written." },
      { zh: "核对卡面上的新有效期。", en: "Check the new date on the card." },
    ],
    hours: terminal,
  },
  {
    id: "hk-macao",
    name: { zh: "往来港澳再次签注", en: "Another endorsement for Hong Kong or Macao" },
    summary: { zh: "已有卡式通行证", en: "With a permit that is a card" },
    materials: [
      ownId,
      { zh: "往来港澳通行证（卡式，在有效期内）", en: "Exit-entry permit for Hong Kong and Macao (a valid card)" },
    ],
    steps: [
      { zh: "选择前往地和次数。", en: "Choose where and how often." },
      { zh: "核对内容，按规定缴费。", en: "Check it, and pay the fee that applies." },
      { zh: "把通行证放入签注口，等写卡完成。", en: "Put the permit into the slot, and wait until it is written." },
      { zh: "取走通行证，核对签注。", en: "Take the permit, and check the endorsement." },
    ],
    hours: terminal,
  },
  {
    id: "old-age",
    name: { zh: "敬老卡（老年综合津贴）申请", en: "Card for senior citizens" },
    summary: { zh: "年满规定年龄的户籍老人", en: "For residents of the age laid down" },
    materials: [
      ownId,
      { zh: "户口簿", en: "Household register" },
      { zh: "家人代办：双方身份证和委托书", en: "Through family: both ID cards and a power of attorney" },
    ],
    steps: [
      { zh: "到就近的社区事务受理服务中心取号。", en: "Take a number at the nearest community service centre." },
      { zh: "填写申请表，工作人员会帮您核对。", en: "Fill in the form; staff will check it with you." },
      { zh: "留下联系电话，等通知领卡。", en: "Leave a telephone number, and wait to be called." },
    ],
    hours: counter,
  },
  {
    id: "marriage-record",
    name: { zh: "婚姻登记档案查询", en: "Record of a marriage" },
    summary: { zh: "补证、买房、落户时用", en: "For a lost certificate, a purchase, a registration" },
    materials: [ownId, { zh: "知道大致登记年份更快", en: "It is quicker if you know the year" }],
    steps: [
      { zh: "登录后输入登记年份和登记机关。", en: "Sign in; give the year and the office." },
      { zh: "查到后核对双方信息。", en: "Check both persons’ details." },
      { zh: "需要盖章的，带身份证到窗口领取。", en: "For a stamped copy, bring your ID card to the counter." },
    ],
    hours: counter,
  },
  {
    id: "no-crime",
    name: { zh: "无犯罪记录证明申请", en: "Certificate of no criminal record" },
    summary: { zh: "求职、出国、资格审核时用", en: "For a job, for going abroad, for a licence" },
    materials: [
      ownId,
      { zh: "用途证明（用人单位的要求等）", en: "What it is needed for (for example an employer’s request)" },
    ],
    steps: [
      { zh: "写明用途和接收单位。", en: "State what it is for and who receives it." },
      { zh: "提交后等待核查，一般需要几个工作日。", en: "Wait for the check; as a rule some working days." },
      { zh: "按通知领取，或选择邮寄。", en: "Collect it when told, or have it sent." },
    ],
    hours: counter,
  },
];
