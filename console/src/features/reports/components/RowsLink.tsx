import { useRouter } from "@tanstack/react-router";
import type { MouseEvent, ReactNode } from "react";

interface RowsLinkProps {
  /** an address of the console, as the server gave it */
  href: string;
  className?: string;
  children: ReactNode;
}

/** A link to an address that the server made: a plain one, followed without loading the page anew. */
export function RowsLink({ href, className, children }: RowsLinkProps) {
  const { history } = useRouter();
  const follow = (event: MouseEvent) => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    history.push(href);
  };
  return (
    <a href={href} className={className} onClick={follow}>
      {children}
    </a>
  );
}
