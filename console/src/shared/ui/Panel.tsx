import { type ReactNode, useId } from "react";

interface PanelProps {
  title: ReactNode;
  /** small text beside the title */
  sub?: ReactNode;
  extra?: ReactNode;
  className?: string;
  children: ReactNode;
}

export function Panel({ title, sub, extra, className, children }: PanelProps) {
  const id = useId();
  return (
    <section className={`panel ${className ?? ""}`} aria-labelledby={id}>
      <header className="panel-head">
        <h2 id={id}>{title}</h2>
        {sub === undefined ? null : <span className="panel-sub">{sub}</span>}
        {extra === undefined ? null : <span className="panel-extra">{extra}</span>}
      </header>
      <div className="panel-body">{children}</div>
    </section>
  );
}
