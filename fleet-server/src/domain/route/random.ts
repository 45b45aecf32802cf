// The search's own chance and its own logarithm: the same on any machine, which Math.random and Math.log do not promise.

/** Chance by seed: xorshift128 of Marsaglia (2003), whole numbers only. */
export interface Chance {
  /** 0 ≤ x < 1 */
  unit(): number;
  /** a whole number, 0 ≤ x < below */
  below(below: number): number;
}

export function chance(seed: number): Chance {
  // splitmix32 spreads the seed over the state, so that seeds beside each other have nothing in common
  let spread = seed | 0;
  const word = (): number => {
    spread = (spread + 0x9e3779b9) | 0;
    let z = spread;
    z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
    return z ^ (z >>> 16);
  };
  let [x, y, z, w] = [word(), word(), word(), word() | 1];
  const next = (): number => {
    const t = x ^ (x << 11);
    x = y;
    y = z;
    z = w;
    w = w ^ (w >>> 19) ^ t ^ (t >>> 8);
    return w >>> 0;
  };
  return {
    unit: () => next() / 4_294_967_296,
    below: (below) => Math.floor((next() / 4_294_967_296) * below),
  };
}

const ln2 = Math.LN2;

/** Natural logarithm of 0 < x < Infinity from the four operations alone, to about 1e-12. */
export function ln(x: number): number {
  let twos = 0;
  let m = x;
  for (; m < 0.75; m *= 2) twos -= 1;
  for (; m >= 1.5; m /= 2) twos += 1;
  // ln m = 2 artanh y, and |y| ≤ 1/5
  const y = (m - 1) / (m + 1);
  const square = y * y;
  let power = y;
  let sum = 0;
  for (let n = 1; n <= 17; n += 2) {
    sum += power / n;
    power *= square;
  }
  return 2 * sum + twos * ln2;
}

/** e to the power of x, for |x| < 700, from the four operations alone. */
export function exp(x: number): number {
  const twos = Math.round(x / ln2);
  const rest = x - twos * ln2;
  let term = 1;
  let sum = 1;
  for (let n = 1; n <= 14; n++) {
    term *= rest / n;
    sum += term;
  }
  for (let n = 0; n < twos; n++) sum *= 2;
  for (let n = 0; n > twos; n--) sum /= 2;
  return sum;
}
