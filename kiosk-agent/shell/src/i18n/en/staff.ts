export const staff = {
  title: "Staff",
  say: "Enter the eight-digit maintenance code.",
  sayOpen: "Maintenance is open and closes by itself.",
  label: "Eight-digit code",
  open: "Open maintenance",
  checking: "Checking",
  failed: "It could not be checked. Please try again.",
  left: "{minutes} min {seconds} s left",
  logged: "Every attempt is recorded.",
  close: "Close maintenance",
} as const;
