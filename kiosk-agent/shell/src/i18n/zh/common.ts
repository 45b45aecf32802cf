export const common = {
  help: "求助",
  back: "返回",
  home: "首页",
  close: "关闭",
  cancel: "取消",
  confirm: "确定",
  next: "下一步",
  unreachable: "正在恢复，请稍候",
} as const;
