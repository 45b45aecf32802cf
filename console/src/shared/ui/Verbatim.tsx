import type { ReactNode } from "react";

/** Names, addresses and device texts stay as they were written, in Chinese, whatever language the screen speaks. */
export function Verbatim({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <span lang="zh-CN" className={className}>
      {children}
    </span>
  );
}
