// What is written on the first page of a booklet.
import type { Identity } from "@kiosk/contract";

function day(at: Date): string {
  const two = (value: number) => String(value).padStart(2, "0");
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

/** Lines of the first page; `at`: the day of issue. */
export function bookletLines({ name, idNumber, sex, birth }: Identity, at: Date): string[] {
  const born = /^(\d{4})(\d{2})(\d{2})$/.exec(birth);
  return [
    "门急诊就医记录册",
    `姓名：${name}`,
    `性别：${sex === "male" ? "男" : sex === "female" ? "女" : "未说明"}`,
    `出生日期：${born === null ? "未说明" : `${born[1]}-${born[2]}-${born[3]}`}`,
    `证件号码：${idNumber}`,
    `发册日期：${day(at)}`,
    "本册为示例应用打印，仅供演示",
  ];
}

/** A receipt names nobody: it is what people leave lying about. */
export function receiptLines(at: Date): string[] {
  return ["就医记录册更换", `日期：${day(at)}`, "已打印 1 册", "示例应用，仅供演示"];
}
