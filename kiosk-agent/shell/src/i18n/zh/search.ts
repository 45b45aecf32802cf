export const search = {
  title: "搜索事项",
  say: "请输入事项名称、拼音或拼音首字母。",
  sayNone: "没有找到，请换个说法，或按分类找，也可以点“求助”。",
  label: "要找什么（例如：医保、yb）",
  found: "找到 {n} 项",
  none: "本机没有这个事项。可以换个说法、按分类找，或点“求助”问工作人员。",
} as const;
