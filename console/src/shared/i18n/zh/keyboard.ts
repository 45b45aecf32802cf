export const keyboard = {
  title: "键盘快捷键",
  everywhere: "各页通用",
  pages: "转到页面",
  note: "正在输入文字时，以及有对话框打开时，单键不起作用。",
  what: {
    search: "搜索终端、工单、故障和页面",
    next: "下一行",
    previous: "上一行",
    open: "打开所在行",
    tick: "选中或取消所在行",
    close: "关闭对话框或抽屉",
    undo: "撤销刚才的操作（有提示时）",
    help: "显示本列表",
  },
};
