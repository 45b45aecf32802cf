/** Text as it is written somewhere, which may be Chinese on an English screen: marked, so that it is read out as what it is. */
export function Said({ children }: { children: string }) {
  return <span lang={/\p{Script=Han}/u.test(children) ? "zh-CN" : undefined}>{children}</span>;
}
