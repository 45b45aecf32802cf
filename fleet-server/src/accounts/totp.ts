// Time-based codes as every authenticator app makes them (RFC 6238: SHA-1, 30 s, six digits), by the otpauth library.
import { Secret, TOTP } from "otpauth";
import type { Authenticator } from "../ports.ts";

const issuer = "自助终端运维";
const periodS = 30;
const secretBytes = 20;

function totp(secret: string, label = ""): TOTP {
  return new TOTP({ issuer, label, secret: Secret.fromBase32(secret), algorithm: "SHA1", digits: 6, period: periodS });
}

export const totpAuthenticator: Authenticator = {
  newSecret: () => new Secret({ size: secretBytes }).base32,
  uri: (secret, login) => totp(secret, login).toString(),
  stepOf(secret, code, at) {
    // one step early or late: clocks of telephones
    const delta = totp(secret).validate({ token: code, timestamp: at, window: 1 });
    return delta === null ? null : Math.floor(at / 1000 / periodS) + delta;
  },
};
