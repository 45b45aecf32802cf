// The shell's end of the port to a service app. The frame has an opaque origin; it is known by its window alone, it gets one
// port for each page it loads, and whatever does not fit the contract is refused and counted.
import {
  type AppGreeting,
  type AppPermission,
  type AppReply,
  AppRequest,
  type ShellNotice,
  type ShellProblem,
} from "@kiosk/contract";
import { z } from "zod";
import { isAskAllowed } from "./permission.ts";

const Hello = z.strictObject({ kiosk: z.literal("hello"), v: z.literal(1) });

export interface BridgePeer {
  readonly permissions: readonly AppPermission[];
  greeting(): AppGreeting;
  /** The app said hello and has its port. */
  connected(): void;
  /** The frame's page went away: it crashed, or it went elsewhere. */
  lost(): void;
  /** Something was asked that no app may ask; `what` never holds what it sent. */
  blocked(what: string): void;
  /** Answers what an allowed request asks. @throws AskRefused */
  answer(ask: AppRequest["ask"]): Promise<unknown>;
}

/** Why an app does not get what it asked. */
export class AskRefused extends Error {
  override readonly name = "AskRefused";
  readonly problem: ShellProblem;
  constructor(problem: ShellProblem) {
    super(problem.code);
    this.problem = problem;
  }
}

export interface Bridge {
  tell(notice: ShellNotice): void;
  close(): void;
}

const refusals = {
  "permission.denied": { zh: "这个应用不能使用该功能", en: "This application may not use that" },
  "request.invalid": { zh: "请求无法识别", en: "The request was not understood" },
  "device.failed": { zh: "没有办成，请稍后再试", en: "It was not done. Please try again" },
} as const;

export function refusal(code: keyof typeof refusals, detail: string): ShellProblem {
  return { code, said: refusals[code], detail };
}

/** The number of a request that could not be read otherwise, so that its promise is not left hanging. */
const Numbered = z.object({ id: z.int().min(1) });

export function openBridge(frame: HTMLIFrameElement, peer: BridgePeer): Bridge {
  let port: MessagePort | null = null;
  let loads = 0;
  let gone = false;
  /** A page that goes away is seen twice: its port closes, and the next page loads. */
  const lost = () => {
    if (gone) return;
    gone = true;
    peer.lost();
  };

  const reply = (to: MessagePort, answer: AppReply) => {
    if (port === to) to.postMessage(answer);
  };
  const take = async (from: MessagePort, message: unknown) => {
    const read = AppRequest.safeParse(message);
    if (!read.success) {
      peer.blocked("message");
      const id = Numbered.safeParse(message);
      if (id.success)
        reply(from, { id: id.data.id, ok: false, problem: refusal("request.invalid", "not in contract") });
      return;
    }
    const { id, ask } = read.data;
    if (!isAskAllowed(ask, peer.permissions)) {
      const what = ask.name === "call" ? ask.call.call : ask.name;
      peer.blocked(what);
      reply(from, { id, ok: false, problem: refusal("permission.denied", what) });
      return;
    }
    try {
      reply(from, { id, ok: true, value: await peer.answer(ask) });
    } catch (error) {
      const problem = error instanceof AskRefused ? error.problem : refusal("device.failed", "unexpected");
      reply(from, { id, ok: false, problem });
    }
  };

  const heard = (event: MessageEvent<unknown>) => {
    // Everything but our frame is none of the bridge's: extensions and the page itself post messages too.
    if (event.source === null || event.source !== frame.contentWindow) return;
    if (event.origin !== "null" || !Hello.safeParse(event.data).success) {
      peer.blocked("hello");
      return;
    }
    // The app repeats its hello until it has heard; only the first of a page gets a port.
    if (port !== null) return;
    const { port1, port2 } = new MessageChannel();
    port = port1;
    port1.onmessage = ({ data }: MessageEvent<unknown>) => void take(port1, data);
    // Chromium tells when the other end's page is gone, also when its process was killed.
    port1.addEventListener("close", () => {
      if (port === port1) lost();
    });
    // An opaque origin can only be named by "*"; the window was checked above.
    frame.contentWindow?.postMessage(peer.greeting(), "*", [port2]);
    peer.connected();
  };
  const loaded = () => {
    loads += 1;
    if (loads > 1) lost();
  };
  addEventListener("message", heard);
  frame.addEventListener("load", loaded);
  return {
    tell: (notice) => port?.postMessage(notice),
    close: () => {
      removeEventListener("message", heard);
      frame.removeEventListener("load", loaded);
      port?.close();
      port = null;
    },
  };
}
