// What can be wrong with a report or a form: part of errors.ts.
export const reportErrors = {
  "report.period": {
    http: 400,
    zh: "没有这样的报告期，或尚未开始、尚未完成",
    en: "There is no such period, or it has not begun or is not complete",
  },
  "report.state": { http: 409, zh: "报告当前状态不允许此操作", en: "The report's state does not allow this" },
  "report.stale": { http: 409, zh: "已有新版本，请查看后再提交", en: "There is a newer version; look at it first" },
  "report.own-review": {
    http: 409,
    zh: "编制人不能自行审核，须由他人审核",
    en: "Whoever drew it up does not review it alone; somebody else has to",
  },
  "report.party": {
    http: 409,
    zh: "此步骤不由您办理（审核、报送由项目方，确认由甲方）",
    en: "This step is somebody else's: the supplier reviews and files, the buyer acknowledges",
  },
  "report.comment": { http: 400, zh: "退回须说明原因", en: "Say why it is returned" },
  "report.section": { http: 400, zh: "没有这一章节，或该章节不可填写", en: "No such section, or nobody writes in it" },
  "report.placeholder": {
    http: 400,
    zh: "占位符不在清单之内",
    en: "A placeholder is not of the list",
  },
  "report.word-invalid": {
    http: 400,
    zh: "不是可用的 Word 模板（.docx，不含宏、外部引用和嵌入对象）",
    en: "Not a usable Word form (.docx without macros, outside references and embedded objects)",
  },
  "report.word-tag": { http: 400, zh: "模板中的标签不在清单之内", en: "A tag of the form is not of the list" },
  "report.word-too-large": { http: 413, zh: "模板超过 5 MB", en: "The form is larger than 5 MB" },
  "report.no-word": { http: 409, zh: "此类报告没有自有 Word 模板", en: "There is no Word form of this kind" },
  "report.fonts": {
    http: 503,
    zh: "服务器缺少中文字体，无法生成 PDF；请安装 fonts-noto-cjk",
    en: "The server has no Chinese fonts for PDF files; install fonts-noto-cjk",
  },
  "report.render": { http: 500, zh: "报告文件未能生成", en: "The report's file could not be made" },
} as const;
