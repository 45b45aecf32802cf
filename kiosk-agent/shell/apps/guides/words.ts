export const words = {
  name: { zh: "办事指南", en: "Guides" },
  choose: { zh: "您想了解哪一项？", en: "What would you like to know about?" },
  example: {
    zh: "示例内容：实际办理条件、材料和时间以主管部门公布的为准。",
    en: "Example content: conditions, documents and hours are those published by the office in charge.",
  },
  materials: { zh: "要带的材料", en: "What to bring" },
  steps: { zh: "怎么办", en: "How it is done" },
  hours: { zh: "什么时候办", en: "When" },
  others: { zh: "看其他事项", en: "Other services" },
  finish: { zh: "看好了", en: "Done" },
} as const;
