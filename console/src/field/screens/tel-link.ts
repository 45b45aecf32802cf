/** A number as people write it, for the phone to dial: digits and a leading +, an extension after a pause. */
export function telLink(phone: string): string {
  const [, number = phone, extension] = /^(.*?)(?:转|分机|ext\.?|x|#)(.*)$/i.exec(phone) ?? [];
  const digits = (text: string) => text.replace(/[^\d+]/g, "");
  return `tel:${digits(number)}${extension === undefined ? "" : `,${digits(extension)}`}`;
}
