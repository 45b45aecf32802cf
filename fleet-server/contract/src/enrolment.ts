// How a terminal proves who it is. MQTT CONNECT: username = kioskId; password = its secret, or, once, an enrolment
// password that carries the admin's one-time code and the secret the terminal has just made for itself. The terminal
// stores the secret before it connects and tries the secret first, so a lost CONNACK costs nothing.

const enrolPrefix = "enrol:";
const codeShape = /^[A-HJ-NP-Z2-9]{4}(?:-[A-HJ-NP-Z2-9]{4}){3}$/;
const secretShape = /^[A-Za-z0-9_-]{43}$/;

/** `XXXX-XXXX-XXXX-XXXX`, 80 bits, without the letters one misreads (I, O, 0, 1). */
export function isEnrolmentCode(text: string): boolean {
  return codeShape.test(text);
}

/** 32 random bytes in base64url. */
export function isTerminalSecret(text: string): boolean {
  return secretShape.test(text);
}

export function enrolmentPassword(code: string, secret: string): string {
  return `${enrolPrefix}${code}:${secret}`;
}

export type Credential =
  | { name: "secret"; secret: string }
  | { name: "enrolment"; code: string; secret: string }
  | { name: "malformed" };

export function parsePassword(password: string): Credential {
  if (!password.startsWith(enrolPrefix)) {
    return isTerminalSecret(password) ? { name: "secret", secret: password } : { name: "malformed" };
  }
  const [code = "", secret = "", ...rest] = password.slice(enrolPrefix.length).split(":");
  if (rest.length > 0 || !isEnrolmentCode(code) || !isTerminalSecret(secret)) return { name: "malformed" };
  return { name: "enrolment", code, secret };
}
