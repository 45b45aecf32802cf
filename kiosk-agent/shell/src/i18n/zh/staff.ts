export const staff = {
  title: "工作人员",
  say: "请输入八位维护码。",
  sayOpen: "维护已打开，到时自动关闭。",
  label: "八位维护码",
  open: "打开维护",
  checking: "正在核对",
  failed: "没有核对成功，请再试一次。",
  left: "剩余 {minutes} 分 {seconds} 秒",
  logged: "每次输入都有记录。",
  close: "关闭维护",
} as const;
