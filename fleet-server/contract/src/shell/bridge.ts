// How a service app in its frame speaks with the shell: one MessagePort, handed over once. The shell checks the permission of
// the manifest, shows what the citizen has to do (put a card on, wait for the printer), and asks the agent.
//   frame -> shell  window.parent.postMessage({ kiosk: "hello", v: 1 }, "*")
//   shell -> frame  AppGreeting with the port
//   over the port   AppRequest -> AppReply with the same id; ShellNotice at any time
import { z } from "zod";
import { ServiceCapability } from "../shelf/capabilities.ts";
import { Said, ThemeColours } from "../shelf/manifest.ts";
import { BridgeCall, ShellProblem } from "./session.ts";

export const AppRequest = z.strictObject({
  id: z.int().min(1),
  ask: z.discriminatedUnion("name", [
    /** The shell shows the ways to sign in that the manifest allows; answers Identity. */
    z.strictObject({ name: z.literal("identify") }),
    z.strictObject({ name: z.literal("call"), call: BridgeCall }),
    /** The main sentence of the app's page, for voice and captions. */
    z.strictObject({ name: z.literal("say"), text: z.string().max(400) }),
    /** Somebody touched the app's page, which the shell cannot see; at most one a second. */
    z.strictObject({ name: z.literal("touched") }),
    /** The app is through; the shell goes on to 请取走 and 好差评. */
    z.strictObject({ name: z.literal("finish"), outcome: z.enum(["done", "not-done"]) }),
  ]),
});
export type AppRequest = z.infer<typeof AppRequest>;

export const AppReply = z.discriminatedUnion("ok", [
  z.strictObject({ id: z.int(), ok: z.literal(true), value: z.unknown() }),
  z.strictObject({ id: z.int(), ok: z.literal(false), problem: ShellProblem }),
]);
export type AppReply = z.infer<typeof AppReply>;

/** How an app looks and speaks: as the shell around it does. A frame has no other way to learn it. */
const appSettings = {
  language: z.enum(["zh", "en"]),
  elder: z.boolean(),
  highContrast: z.boolean(),
  /** of the style in use, in the mode in use */
  colours: ThemeColours,
  cornerPx: z.int().min(0).max(40),
  /** of this screen, so that a target of 20 mm is one */
  cssPxPerMm: z.number().min(0.5).max(40),
};

/** `settings`: the citizen changed the language or the type; `device`: a tile's state changed while it is in use. */
export const ShellNotice = z.discriminatedUnion("notice", [
  z.strictObject({ notice: z.literal("settings"), ...appSettings }),
  z.strictObject({ notice: z.literal("device"), causes: z.array(Said) }),
]);
export type ShellNotice = z.infer<typeof ShellNotice>;

export const AppGreeting = z.strictObject({
  kiosk: z.literal("port"),
  v: z.literal(1),
  ...appSettings,
  /** optional capabilities of its manifest that this terminal lacks now */
  missing: z.array(ServiceCapability),
});
export type AppGreeting = z.infer<typeof AppGreeting>;
