export const words = {
  name: { zh: "打印办事材料", en: "Print forms" },
  choose: { zh: "要打印哪一份表格？", en: "Which form would you like to print?" },
  enough: { zh: "不打印了", en: "Stop, print nothing" },
  who: { zh: "要把您的姓名填好吗？", en: "Shall your name be filled in?" },
  whoMore: {
    zh: "读一次身份证，姓名、号码和住址会填在表格上。也可以打印空白表格自己写。",
    en: "Your ID card is read once, and your name, number and address are filled in. Or print it blank and write yourself.",
  },
  fill: { zh: "读身份证填写", en: "Read my ID card" },
  blank: { zh: "打印空白表格", en: "Print it blank" },
  back: { zh: "换一份表格", en: "Choose another form" },
  look: { zh: "请看一下表格，再打印", en: "Please look at the form, then print it" },
  hidden: {
    zh: "为保护隐私，屏幕上显示空白表格；打印出来的已经填好您的姓名、号码和住址。",
    en: "For your privacy the screen shows a blank form. The printed one carries your name, number and address.",
  },
  print: { zh: "打印", en: "Print" },
  other: { zh: "换一份", en: "Another form" },
  done: { zh: "打印好了", en: "It is printed" },
  after: { zh: "按“办好了”，按提示取走打印件。", en: "Press “Done” and take your paper." },
  finish: { zh: "办好了", en: "Done" },
  more: { zh: "再打印一份", en: "Print another form" },
  /** at the foot of every sheet */
  note: {
    zh: "由自助终端打印。示例表格，正式办理以窗口提供的表格为准。",
    en: "Printed by a self-service terminal. An example; the counter's own form applies.",
  },
} as const;
