// Telephone numbers are personal information: logs, stored deliveries and messages carry them masked.

// Not part of a longer run of digits; separators as people type them; with or without the country's code.
const mobile = /(?<!\d)((?:(?:00|\+)?86[-\s]?)?)(1[3-9]\d)[-\s]?(\d{4})[-\s]?(\d{4})(?!\d)/g;
const landline = /(?<![\d-])(0\d{2,3})([-\s])(\d{3,4})(\d{4})(?!\d)/g;

/** `138****5678` for every mobile number in the text, `021-****5678` for every landline with area code. */
export function maskPhone(text: string): string {
  return text.replace(mobile, "$1$2****$4").replace(landline, "$1$2****$4");
}

/** `w***@example.cn`: enough to tell which address it was. */
export function maskEmail(address: string): string {
  const at = address.lastIndexOf("@");
  return at <= 0 ? "***" : `${address.slice(0, 1)}***${address.slice(at)}`;
}
