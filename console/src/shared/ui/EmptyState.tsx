import { InboxOutlined } from "@ant-design/icons";
import type { ReactNode } from "react";

interface EmptyStateProps {
  title: ReactNode;
  hint?: ReactNode;
  action?: ReactNode;
  icon?: ReactNode;
}

export function EmptyState({ title, hint, action, icon }: EmptyStateProps) {
  return (
    <div className="empty-state" data-testid="empty-state">
      <span className="empty-icon" aria-hidden="true">
        {icon ?? <InboxOutlined aria-hidden="true" />}
      </span>
      <p className="empty-title">{title}</p>
      {hint === undefined ? null : <p className="empty-hint">{hint}</p>}
      {action === undefined ? null : <div className="empty-action">{action}</div>}
    </div>
  );
}
