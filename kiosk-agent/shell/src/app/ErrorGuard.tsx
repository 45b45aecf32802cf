// Never white: whatever a screen throws, a calm page stands there, the agent hears of it, and the pages start anew.
import { Component, type ReactNode } from "react";
import { z } from "zod";
import { wordsOf } from "../i18n/index.ts";
import { shell } from "./client.ts";
import { reloadAfterMs } from "./reload.ts";

/** How often the pages have fallen since they last stood for a while; lives in the history entry, which a reload keeps. */
const Falls = z.object({ falls: z.int().min(0) });

/** Pages that stood this long have recovered. */
const steadyMs = 120_000;

export class ErrorGuard extends Component<{ readonly children: ReactNode }, { readonly fallen: boolean }> {
  override state = { fallen: false };
  #steady: ReturnType<typeof setTimeout> | undefined;

  static getDerivedStateFromError() {
    return { fallen: true };
  }

  override componentDidMount(): void {
    this.#steady = setTimeout(() => history.replaceState({ falls: 0 }, ""), steadyMs);
  }

  override componentWillUnmount(): void {
    clearTimeout(this.#steady);
  }

  override componentDidCatch(error: unknown): void {
    clearTimeout(this.#steady);
    const before = Falls.safeParse(history.state);
    const falls = (before.success ? before.data.falls : 0) + 1;
    history.replaceState({ falls }, "");
    // The name alone: a message might quote what somebody typed.
    const detail = error instanceof Error ? error.name : typeof error;
    shell.incident({ incident: "renderer-gone", detail }).catch(() => undefined);
    setTimeout(() => location.reload(), reloadAfterMs(falls));
  }

  override render(): ReactNode {
    if (!this.state.fallen) return this.props.children;
    const [zh, en] = [wordsOf("zh"), wordsOf("en")];
    return (
      <main className="fallen" role="alert">
        <h1>{zh.common.unreachable}</h1>
        <p>{zh.frame.fallenMore}</p>
        <p lang="en">{en.common.unreachable}</p>
      </main>
    );
  }
}
