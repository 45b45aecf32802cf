export const common = {
  help: "Help",
  back: "Back",
  home: "Home",
  close: "Close",
  cancel: "Cancel",
  confirm: "OK",
  next: "Next",
  unreachable: "Recovering, one moment please",
} as const;
