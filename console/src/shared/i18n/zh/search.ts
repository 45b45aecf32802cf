export const search = {
  open: "搜索",
  title: "搜索",
  placeholder: "编号、名称、拼音、街道、MAC 后四位、工单号、故障",
  close: "关闭",
  searching: "正在搜索",
  results: "搜索结果",
  none: "没有找到“{{text}}”",
  hint: "可输入终端编号（14）、名称或拼音首字母、街道、地址、MAC 的后四位或全部、工单号的后几位、故障名称，或页面名称。",
  found: "终端 {{kiosks}} 台，工单 {{orders}} 件，未恢复故障 {{faults}} 起；列出 {{shown}} 项",
  keys: "↑↓ 选择，回车打开，Esc 关闭",
  group: { own: "页面与操作", found: "查找结果", recent: "最近打开" },
  action: { newOrder: "新建工单", newTerminal: "新建终端", shortcuts: "键盘快捷键" },
};
