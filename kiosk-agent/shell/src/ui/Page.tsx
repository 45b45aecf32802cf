import type { ReactNode } from "react";
import { useWords } from "../i18n/index.ts";
import { useSay } from "../voice/index.ts";
import { BigButton } from "./BigButton.tsx";
import { Scroll } from "./Scroll.tsx";

/**
 * One screen between state row and tool bar: 返回 and the title above, what scrolls in the middle, the actions below.
 * `say`: the main sentence, shown in the captions and spoken as it stands; null: the screen calls `useSay` itself.
 */
export function Page(props: {
  readonly title: string;
  readonly say: string | null;
  readonly onBack: (() => void) | null;
  readonly children: ReactNode;
  /** BigButtons, the main one last */
  readonly actions?: ReactNode;
  readonly className?: string;
}) {
  const { title, say, onBack, children, actions, className = "" } = props;
  const words = useWords().common;
  useSay(say);
  return (
    <main className={`page ${className}`}>
      <header className="page-head">
        {onBack !== null && (
          <BigButton icon="back" onPress={onBack}>
            {words.back}
          </BigButton>
        )}
        <h1 className="page-title">{title}</h1>
      </header>
      <Scroll>
        <div className="page-body">{children}</div>
      </Scroll>
      {actions !== undefined && <footer className="page-actions">{actions}</footer>}
    </main>
  );
}
